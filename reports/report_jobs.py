"""Files of forms as long work: asked for, made, forgotten after two weeks."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from celery import shared_task
from django.utils import timezone

from grants import jobs
from grants.jobs import JobResult, drop_files, job
from grants.models import Job, Project, User
from reports.actions.issue import Wish, issue
from reports.export import export
from reports.queries.centre import REPORT_FILE
from reports.queries.issued import REPORT_ISSUE
from reports.report_files import report_filename
from rules.errors import AppError
from rules.plan_progress import Period

KEPT = timedelta(days=14)
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


@job(REPORT_FILE)
def make_report_file(job_row: Job, progress: Callable[[int, int], None]) -> JobResult:
    """The file as it is now. Doing it again makes it anew."""
    params = job_row.params
    progress(0, 1)
    handle, name = tempfile.mkstemp(suffix=f".{params['file_format']}")
    try:
        with os.fdopen(handle, "wb") as file:
            export(
                project=project_of(job_row),
                form=params["form"],
                edition=params["edition"],
                language=params["language"],
                file_format=params["file_format"],
                file=file,
                period=period_of(params),
                progress=calm(progress),
                with_names=params["with_names"],
            )
    except BaseException:
        Path(name).unlink()
        raise
    return JobResult({"project": params["ref"]}, params["filename"], path=Path(name))


@job(REPORT_ISSUE)
def issue_report(job_row: Job, progress: Callable[[int, int], None]) -> JobResult:
    """Issue a report. Doing it again finds what was issued: the job's own number is the verification code."""
    params = job_row.params
    progress(0, 1)
    wish = Wish(params["form"], params["edition"], params["language"], period_of(params), params["origin"])
    by, code = job_row.created_by, job_row.pk.hex
    if by is None:  # their account is gone, and a report is issued by somebody
        raise AppError("not_allowed", 403)
    report = issue(project_of(job_row), wish, code=code, by=by, progress=calm(progress))
    return JobResult({"project": params["ref"], "report": report.pk, "number": report.number})


@shared_task(name="reports.drop_old_files", expires=3600)
def drop_old_files() -> None:
    """Delete drafts after two weeks: they are made anew whenever they are wanted."""
    drop_files(kind=REPORT_FILE, finished_before=timezone.now() - KEPT)


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
