"""Which Word template an organisation uses for a form."""

from __future__ import annotations

from dataclasses import dataclass

from grants.models import Organisation
from reports.catalogue import FORMS, LANGUAGES, Form
from reports.models import WordTemplate
from reports.word_templates.check import unknown_variables
from reports.word_templates.schema import TEMPLATE_FORMS


@dataclass(frozen=True)
class Look:
    """How a form looks in a language: through `template`, or as we made it. `misfits`: variables that the template uses
    and the form has no longer, so that our own look is taken."""

    form: Form
    language: str
    template: WordTemplate | None
    misfits: list[str]


def template_in_use(organisation: Organisation, form: str, language: str) -> WordTemplate | None:
    """The one in use; None: our own look."""
    listed = WordTemplate.objects.of(organisation)
    return listed.filter(form=form, language=language, retired_at__isnull=True).first()


def looks_of(*, organisation: Organisation) -> list[Look]:
    """Every form that can have a template, in each language."""
    in_use = {
        (one.form, one.language): one
        for one in WordTemplate.objects.of(organisation).filter(retired_at__isnull=True).select_related("uploaded_by")
    }
    return [_look(form, language, in_use.get((form, language))) for form in TEMPLATE_FORMS for language in LANGUAGES]


def look_of(*, organisation: Organisation, form: str, language: str) -> Look:
    """How one form looks in one language."""
    return _look(form, language, template_in_use(organisation, form, language))


def misfits_of(*, organisation: Organisation) -> list[Look]:
    """The templates in use that do not fit their form any more: what the report's page warns of."""
    return [look for look in looks_of(organisation=organisation) if look.misfits]


def _look(form: str, language: str, template: WordTemplate | None) -> Look:
    return Look(FORMS[form], language, template, unknown_variables(template.variables, form) if template else [])
