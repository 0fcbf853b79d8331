"""Long work of the desk: a workbook's preview and its import."""

from __future__ import annotations

from django.core.files.base import File

from grants.jobs import JobResult, Progress, job
from grants.models import Job
from outreach.desk.workbook.importing import check_workbook, import_workbook, imported_before
from outreach.desk.workbook.summary import as_result
from outreach.desk.workbook.uploads import WORKBOOK_IMPORT, WORKBOOK_PREVIEW
from rules.errors import AppError


@job(WORKBOOK_PREVIEW)
def preview_workbook(job_row: Job, progress: Progress) -> JobResult:
    """What an import would do. Writes nothing."""
    with _open(job_row) as file:
        outcome = check_workbook(job_row.organisation, file, file.size, report=progress)
    return JobResult(as_result(outcome))


@job(WORKBOOK_IMPORT)
def bring_in_workbook(job_row: Job, progress: Progress) -> JobResult:
    """Import the file of a preview. Everything is compared anew: the system may have changed since."""
    subject = f"job:{job_row.pk}"
    before = imported_before(job_row.organisation, subject)
    if before is not None:
        # An earlier worker died between the import and the end of its job.
        return JobResult({"applied": True, "sheets": before})
    previews = Job.objects.of(job_row.organisation).filter(kind=WORKBOOK_PREVIEW)
    preview = previews.filter(pk=job_row.subject).first()
    if preview is None:
        raise AppError("workbook_gone", 410)
    with _open(preview) as file:
        outcome = import_workbook(
            job_row.organisation, file, file.size, by=job_row.created_by, report=progress, subject=subject
        )
    return JobResult(as_result(outcome))


def _open(preview: Job) -> File:
    """The stored workbook. Raises AppError workbook_gone when it has been deleted, as they are after some days."""
    if not preview.input_file:
        raise AppError("workbook_gone", 410)
    try:
        return preview.input_file.open("rb")
    except FileNotFoundError as error:
        raise AppError("workbook_gone", 410) from error
