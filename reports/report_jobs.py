"""Files of forms as long work: asked for, made, forgotten after two weeks."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from celery import shared_task
from django.utils import timezone

from grants import jobs
from grants.jobs import JobResult, drop_files, job
from grants.models import Job, Organisation, Project, User
from reports.actions.issue import Wish, issue
from reports.actions.issue_summary import SummaryWish, issue_summary
from reports.attendance_files import ATTENDANCE_LIST
from reports.export import Progress, export
from reports.models import IssuedReport
from reports.queries.centre import REPORT_FILE
from reports.queries.issued import REPORT_ISSUE
from reports.queries.summaries import chosen_projects, summary_subject
from reports.report_files import report_filename
from reports.summary_export import SUMMARY, export_summary
from reports.tasks import STATISTICS_XLSX
from rules.errors import AppError
from rules.plan_progress import Period

KEPT = timedelta(days=14)
_SHAPE = ("edition", "language", "file_format")
_BETWEEN = 0.5  # seconds between two words about progress


def ask_for_file(
    project: Project,
    *,
    form: str,
    edition: str,
    language: str,
    file_format: str,
    period: Period,
    by: User | None,
    with_names: bool = False,
) -> Job:
    """Ask for a marked draft; the same one asked for meanwhile is that work. `with_names`: reports.export."""
    days = {"first": _iso(period.starts_on), "last": _iso(period.ends_on)}
    wished = {"form": form, "edition": edition, "language": language, "file_format": file_format}
    subject = ":".join(map(str, (project.pk, *wished.values(), *days.values(), int(with_names))))
    filename = report_filename(project, form, edition, language, file_format=file_format)
    params: dict[str, Any] = {"project": project.pk, "ref": project.ref, "filename": filename, **wished, **days}
    params["with_names"] = with_names
    return jobs.ask(organisation=project.organisation, kind=REPORT_FILE, subject=subject, by=by, params=params)


def ask_for_summary(
    organisation: Organisation,
    projects: Sequence[Project],
    *,
    edition: str,
    language: str,
    file_format: str,
    by: User | None,
) -> Job:
    """Ask for a marked draft of the operator's summary; the same one asked for meanwhile is that work."""
    wished = {"form": SUMMARY, "edition": edition, "language": language, "file_format": file_format}
    params: dict[str, Any] = {"projects": [one.pk for one in projects], **wished}
    params["filename"] = report_filename(None, SUMMARY, edition, language, file_format=file_format)
    subject = summary_subject(projects, edition, language, file_format)
    return jobs.ask(organisation=organisation, kind=REPORT_FILE, subject=subject, by=by, params=params)


@job(REPORT_FILE)
def make_report_file(job_row: Job, progress: Callable[[int, int], None]) -> JobResult:
    """The file as it is now. Doing it again makes it anew."""
    params = job_row.params
    write = _write_summary if params["form"] == SUMMARY else _write_report
    progress(0, 1)
    handle, name = tempfile.mkstemp(suffix=f".{params['file_format']}")
    try:
        with os.fdopen(handle, "wb") as file:
            write(job_row, file, calm(progress))
    except BaseException:
        Path(name).unlink()
        raise
    return JobResult({"project": params.get("ref", "")}, params["filename"], path=Path(name))


def _write_report(job_row: Job, file: BinaryIO, progress: Progress) -> None:
    params = job_row.params
    shape = {name: params[name] for name in ("form", *_SHAPE, "with_names")}
    export(project=project_of(job_row), **shape, file=file, period=period_of(params), progress=progress)


def _write_summary(job_row: Job, file: BinaryIO, progress: Progress) -> None:
    params, organisation = job_row.params, job_row.organisation
    chosen = chosen_projects(organisation=organisation, numbers=params["projects"])
    shape = {name: params[name] for name in _SHAPE}
    export_summary(organisation=organisation, projects=chosen, **shape, file=file, progress=progress)


@job(REPORT_ISSUE)
def issue_report(job_row: Job, progress: Callable[[int, int], None]) -> JobResult:
    """Issue a report. Doing it again finds what was issued: the job's own number is the verification code."""
    params = job_row.params
    progress(0, 1)
    by = job_row.created_by
    if by is None:  # their account is gone, and a report is issued by somebody
        raise AppError("not_allowed", 403)
    begin = _issue_summary if params["form"] == SUMMARY else _issue_report
    report = begin(job_row, by, calm(progress))
    return JobResult({"project": params.get("ref", ""), "report": report.pk, "number": report.number})


def _issue_report(job_row: Job, by: User, progress: Progress) -> IssuedReport:
    params = job_row.params
    wish = Wish(params["form"], params["edition"], params["language"], period_of(params), params["origin"])
    return issue(project_of(job_row), wish, code=job_row.pk.hex, by=by, progress=progress)


def _issue_summary(job_row: Job, by: User, progress: Progress) -> IssuedReport:
    params, organisation = job_row.params, job_row.organisation
    wish = SummaryWish(params["edition"], params["language"], params["origin"])
    numbers = params["projects"]
    return issue_summary(organisation, numbers, wish, code=job_row.pk.hex, by=by, progress=progress)


@shared_task(name="reports.drop_old_files", expires=3600)
def drop_old_files() -> None:
    """Delete drafts, lists and statistics after two weeks: they are made anew whenever they are wanted."""
    for kind in (REPORT_FILE, ATTENDANCE_LIST, STATISTICS_XLSX):
        drop_files(kind=kind, finished_before=timezone.now() - KEPT)


def project_of(job_row: Job) -> Project:
    """The project that a job is about. Raises Project.DoesNotExist."""
    related = "organisation", "grantee", "edition"
    return Project.objects.of(job_row.organisation).select_related(*related).get(pk=job_row.params["project"])


def period_of(params: dict[str, Any]) -> Period:
    """The days of a job."""
    first, last = (date.fromisoformat(params[name]) if params[name] else None for name in ("first", "last"))
    return Period(first, last)


def calm(progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Tells at most every half second: a writer speaks before every block, and each word is a write of the database."""
    told = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _BETWEEN:
            told = time.monotonic()
            progress(done, of)

    return tell


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
