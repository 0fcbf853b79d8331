"""Putting an organisation's own Word template to use, and going back to our look."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import Organisation, User
from reports.catalogue import LANGUAGES
from reports.models import WordTemplate
from reports.word_templates.check import check_template
from reports.word_templates.schema import TEMPLATE_FORMS
from rules.errors import AppError


def use_template(
    organisation: Organisation, *, form: str, language: str, name: str, content: bytes, by: User
) -> WordTemplate:
    """Check a file and use it for this form and language from now on; the one before it is retired. The same file sent
    twice is one template.

    Raises AppError no_such_form, template_… (reports.word_templates.check).
    """
    if form not in TEMPLATE_FORMS or language not in LANGUAGES:
        raise AppError("no_such_form", 422)
    variables = check_template(content, form)
    return _keep(organisation, form=form, language=language, name=name, content=content, variables=variables, by=by)


@transaction.atomic
def _keep(
    organisation: Organisation, *, form: str, language: str, name: str, content: bytes, variables: list[str], by: User
) -> WordTemplate:
    # One at a time: of two files sent at once the later one stays in use.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    digest = hashlib.sha256(content).hexdigest()
    before = WordTemplate.objects.of(organisation).filter(form=form, language=language, retired_at=None).first()
    if before:
        if before.sha256 == digest:
            return before
        _retire(before)
    template = WordTemplate(
        organisation=organisation,
        form=form,
        language=language,
        name=PurePath(name).name[-200:],
        sha256=digest,
        size=len(content),
        variables=variables,
        uploaded_by=by,
    )
    template.file.save(f"{digest}.docx", ContentFile(content), save=True)
    record_audit(organisation, by, "word_template.use", template, form=form, language=language, sha256=digest)
    return template


@transaction.atomic
def retire_template(template: WordTemplate, *, by: User) -> None:
    """Our own look from now on. Retiring it again changes nothing; its file is kept."""
    locked = WordTemplate.objects.select_for_update().get(pk=template.pk)
    if locked.retired_at:
        return
    _retire(locked)
    record_audit(locked.organisation, by, "word_template.retire", locked, form=locked.form, language=locked.language)


def _retire(template: WordTemplate) -> None:
    template.retired_at = timezone.now()
    template.save(update_fields=["retired_at"])
