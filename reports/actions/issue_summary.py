"""Issuing the operator's summary: made of the issued final reports of its projects and of nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils import translation

from grants import jobs
from grants.models import Edition, Job, Organisation, Project, User
from reports.actions.freezing import Frozen, Progress, freeze, issued_under
from reports.actions.issue import asked_before
from reports.dataset.summary import SummaryData, summary_record
from reports.forms import Wording
from reports.models import IssuedReport
from reports.queries.across import across_grantees
from reports.queries.issued import REPORT_ISSUE
from reports.queries.moment import one_moment
from reports.queries.summaries import chosen_projects, summary_subject, without_final_report
from reports.queries.summary import summary_data
from reports.summary_export import SUMMARY, write_summary
from rules.errors import AppError


@dataclass(frozen=True)
class SummaryWish:
    """Which summary is issued. `origin`: where its page will be found, such as https://outreach.example.kz."""

    edition: str
    language: str
    origin: str


def ask_to_issue_summary(
    organisation: Organisation, projects: Sequence[Project], wish: SummaryWish, *, act: uuid.UUID, by: User
) -> Job:
    """Ask for the summary of these readable projects to be issued; the same `act` again is the same work, whether it is
    done or not. Raises AppError summary_lacks_reports (422) while one of them has no issued final report."""
    subject = summary_subject(projects, wish.edition, wish.language)
    if asked := asked_before(organisation, act, subject):
        return asked
    _refuse_missing(projects)
    return jobs.ask(
        organisation=organisation,
        kind=REPORT_ISSUE,
        subject=subject,
        by=by,
        params={
            "act": str(act),
            "form": SUMMARY,
            "projects": [one.pk for one in projects],
            "edition": wish.edition,
            "language": wish.language,
            "origin": wish.origin,
        },
    )


def issue_summary(
    organisation: Organisation,
    numbers: Iterable[int],
    wish: SummaryWish,
    *,
    code: str,
    by: User,
    progress: Progress,
) -> IssuedReport:
    """Issue the summary of the projects with these numbers under a verification code. Safe to repeat: a code is issued
    once, and a run that was killed leaves no row.

    Raises AppError summary_lacks_reports, summary_projects_gone where one of them cannot be read any more.
    """
    if found := issued_under(organisation, code):
        return found
    with translation.override(wish.language):
        with one_moment():
            chosen = chosen_projects(organisation=organisation, numbers=numbers)
            _refuse_missing(chosen)
            data = summary_data(organisation=organisation, language=wish.language, projects=chosen)
            across = across_grantees(organisation=organisation, among=chosen)
        values = _values(data, wish, [one.as_json() for one in across])
        return freeze(_frozen(organisation, wish, data, values), code=code, by=by, progress=progress)


def _refuse_missing(projects: Iterable[Project]) -> None:
    missing = without_final_report(projects)
    if missing:
        raise AppError("summary_lacks_reports", 422, refs=", ".join(one.ref for one in missing))


def _frozen(organisation: Organisation, wish: SummaryWish, data: SummaryData, values: dict[str, Any]) -> Frozen:
    def write(wording: Wording, file_format: str, file: BinaryIO, tell: Progress) -> None:
        write_summary(data, wording, file_format, file, tell)

    return Frozen(
        organisation=organisation,
        project=None,
        form=SUMMARY,
        edition=wish.edition,
        language=wish.language,
        origin=wish.origin,
        on=data.made_at.date(),
        values=values,
        write=write,
    )


def _values(data: SummaryData, wish: SummaryWish, across: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "dataset": summary_record(data).model_dump(mode="json"),
        "texts": data.texts,
        "rules": {"forms": Edition.objects.get(code=wish.edition).forms},
        "findings": across,
    }
