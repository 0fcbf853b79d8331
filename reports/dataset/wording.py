"""Words of the dataset in both languages of the forms."""

from collections.abc import Callable

from django.utils import translation

from reports.dataset.model import Names


def in_form_languages(say: Callable[[], object]) -> Names:
    """What `say` says in Kazakh and in Russian."""
    words = {}
    for language in ("kk", "ru"):
        with translation.override(language):
            words[language] = str(say())
    return Names(**words)
