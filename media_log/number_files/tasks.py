"""Long work: a table of numbers, looked at and stored."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from grants.jobs import JobResult, Progress, job
from grants.models import Job
from grants.spreadsheets import FileRefusedError
from media_log.actions.numbers import record_numbers
from media_log.models import ReadingSource
from media_log.models.posts import READ_ON
from media_log.number_files.planning import Change, NumbersPlan, plan_numbers
from media_log.number_files.reader import read_table
from media_log.number_files.uploads import NUMBERS_IMPORT, NUMBERS_PREVIEW, content_of
from media_log.reading_forms import LARGEST_FILE
from rules.errors import AppError

# A page with more lines than this is read by nobody; the numbers above them are of all.
SHOWN = 200


@job(NUMBERS_PREVIEW)
def preview_numbers(job_row: Job, progress: Progress) -> JobResult:
    """What a table would change. Writes nothing."""
    plan = _planned(job_row, progress)
    return JobResult(
        {
            "changes": len(plan.changes),
            "posts": plan.posts,
            "in_already": plan.in_already,
            "left_out": len({fault.row for fault in plan.faults}),
            "lines": [_line(change) for change in plan.changes[:SHOWN]],
            "faults": [[one.row, one.column, one.code, one.params] for one in plan.faults[:SHOWN]],
        }
    )


@job(NUMBERS_IMPORT)
def store_numbers(job_row: Job, progress: Progress) -> JobResult:
    """Store the numbers of a previewed table. Done twice it changes nothing the second time."""
    preview = Job.objects.of(job_row.organisation).filter(kind=NUMBERS_PREVIEW, pk=job_row.subject).first()
    if preview is None:
        raise AppError("numbers_gone", 410)
    plan = _planned(preview, progress)
    readings = [change.reading for change in plan.changes]
    record_numbers(readings, organisation=job_row.organisation, by=job_row.created_by, source=ReadingSource.FILE)
    # From what the preview said: a worker that died after storing finds nothing new in the table.
    stored = preview.result.get("posts", plan.posts)
    return JobResult({"posts": stored, "left_out": len({fault.row for fault in plan.faults})})


def _planned(preview: Job, progress: Progress) -> NumbersPlan:
    content = content_of(preview)
    try:
        rows = read_table(io.BytesIO(content), len(content), LARGEST_FILE)
    except FileRefusedError as refused:
        raise AppError(f"table_{refused.code}", 422, **refused.params) from refused
    progress(1, 2)
    today = date.fromisoformat(preview.params["today"])
    return plan_numbers(rows, organisation=preview.organisation, today=today)


def _line(change: Change) -> dict[str, Any]:
    """A change for the page: what is shown now and what would be noted."""
    reading, post = change.reading, change.reading.post
    stated = {name: value for name in READ_ON if (value := getattr(reading, name)) is not None}
    return {
        "row": change.row,
        "post": post.pk,
        "link": post.url,
        "title": post.title,
        "platform": post.platform,
        "day": reading.read_on.isoformat(),
        "numbers": [[name, getattr(post, name), value, name in change.lower] for name, value in stated.items()],
    }
