"""Facts about a person as words, for people to check."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.labels import GENDER_CHOICES, STATUS_CHOICES


def facts_in_words(*, gender: str, age: int | None, statuses: Iterable[str]) -> list[str]:
    """Each stated fact in a few words; one that says so when nothing was stated."""
    words = [str(GENDER_CHOICES[gender])] if gender in GENDER_CHOICES else []
    if age is not None:
        words.append(ngettext("%(age)s year old", "%(age)s years old", age) % {"age": age})
    words += [str(STATUS_CHOICES[status]) for status in statuses]
    return words or [_("Nothing stated")]
