"""A form of a project as a file, at once: dataset, texts, form, writer. Whatever is unresolved, a draft can be had."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from django.utils import translation

from grants.models import Edition, Organisation, Project
from reports.catalogue import DOCX, FORMS
from reports.dataset import ReportData
from reports.forms import Wording, document_of
from reports.forms.words import say
from reports.queries.drafts import draft_data
from reports.queries.periods import reporting_period
from reports.register import ATTENDANCE, write_register
from reports.word_templates.using import written_by_template
from reports.writers.registry import WRITERS
from rules.errors import AppError
from rules.plan_progress import Period

Progress = Callable[[int, int], None]
# Told the code of what went otherwise than it should have, while the file is still made.
Warn = Callable[[str], None]


def export(
    *,
    project: Project,
    form: str,
    edition: str,
    language: str,
    file_format: str,
    file: BinaryIO,
    period: Period | None = None,
    progress: Progress = lambda done, of: None,
    with_names: bool = False,
    warn: Warn = lambda code: None,
) -> ReportData:
    """Write a marked draft of a form; returns the dataset that it was made of. `with_names`: the register of attendance
    names people, which only who may see them may have; otherwise it has their codes. No other form has people. A Word
    file goes through the organisation's own template; where that cannot be filled in, `warn("template_unusable")` is
    called and our own look is taken.

    Raises AppError no_such_form where the catalogue has no such combination, or the form is none of one project;
    period_upside_down where the period would end before it begins; register_too_long where a PDF would have too many
    pages.
    """
    wording = draft_wording(form, edition, language, file_format)
    with translation.override(language):
        if form == ATTENDANCE:
            days = reporting_period(project=project, form=form, asked=period)
            return write_register(project, days, wording, file_format, file, progress, with_names=with_names)
        data = draft_data(project=project, language=language, period=period, form=form)
        write_form(form, data, wording, file_format, file, progress, organisation=project.organisation, warn=warn)
    return data


def draft_wording(form: str, edition: str, language: str, file_format: str) -> Wording:
    """The wording of a marked draft. Raises AppError no_such_form."""
    known = FORMS.get(form)
    wording = Edition.objects.filter(code=edition).first()
    if known is None or not known.is_of_project or file_format not in known.formats or wording is None:
        raise AppError("no_such_form", 422)
    return Wording(edition, wording.forms, language, say(language, "draft"))


def write_form(
    form: str,
    data: ReportData,
    wording: Wording,
    file_format: str,
    file: BinaryIO,
    progress: Progress,
    *,
    organisation: Organisation | None = None,
    warn: Warn = lambda code: None,
) -> None:
    """Write a form filled from `data`: the one way to a file, of drafts and of issued reports. The active language is
    the form's. `organisation`: whose own Word template is used, where it has one."""
    if file_format == DOCX and organisation:
        is_written = written_by_template(organisation, data, wording, form, file)
        if is_written:
            return
        if is_written is False:
            warn("template_unusable")
    WRITERS[file_format](document_of(form, data, wording), file, progress)
