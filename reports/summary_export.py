"""The operator's summary as a file, at once and marked as a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from django.utils import translation

from grants.models import Edition, Organisation, Project
from reports.catalogue import FORMS
from reports.dataset.summary import SummaryData
from reports.export import Progress
from reports.forms import Wording, finished
from reports.forms.summary import summary_document
from reports.forms.words import say
from reports.queries.summary import summary_data
from reports.writers.registry import WRITERS
from rules.errors import AppError
from rules.plan_progress import Period

SUMMARY = "summary"


def export_summary(
    *,
    organisation: Organisation,
    edition: str,
    language: str,
    file_format: str,
    file: BinaryIO,
    projects: Iterable[Project] | None = None,
    period: Period | None = None,
    progress: Progress = lambda done, of: None,
) -> SummaryData:
    """Write a marked draft of the summary of all readable projects, or of `projects` among them.

    Raises AppError no_such_form where the catalogue has no such combination.
    """
    if file_format not in FORMS[SUMMARY].formats:
        raise AppError("no_such_form", 422)
    with translation.override(language):
        data = summary_data(organisation=organisation, language=language, projects=projects, period=period)
        wording = summary_wording(edition, language, mark=say(language, "draft"))
        write_summary(data, wording, file_format, file, progress)
    return data


def summary_wording(edition: str, language: str, *, mark: str = "") -> Wording:
    """An edition's headings. Raises AppError no_such_form."""
    found = Edition.objects.filter(code=edition).first()
    if found is None:
        raise AppError("no_such_form", 422)
    return Wording(edition, found.forms, language, mark)


def write_summary(data: SummaryData, wording: Wording, file_format: str, file: BinaryIO, progress: Progress) -> None:
    """The one way from a summary's dataset to a file, of drafts and of issued ones."""
    WRITERS[file_format](finished(summary_document(data, wording), wording), file, progress)
