"""Long work of the events app."""

from __future__ import annotations

from celery import shared_task

from events.actions.evidence_uploads import forget_old_uploads as forget_uploads
from events.card_sheets import make_cards
from events.models import Activity
from grants.jobs import JobResult, Progress, job
from grants.models import Job

CARDS_PDF = "cards_pdf"


@shared_task(name="events.forget_old_uploads", expires=3600)
def forget_old_uploads() -> None:
    """Free the room of files whose sending was broken off three days ago."""
    forget_uploads()


@job(CARDS_PDF)
def make_cards_file(job_row: Job, progress: Progress) -> JobResult:
    """Cards of many people. Who has no code gets one, so doing it again gives the same cards."""
    params = job_row.params
    activity = Activity.objects.of(job_row.organisation).select_related("organisation").get(pk=params["activity"])
    content = make_cards(
        activity,
        people=params["people"],
        with_names=params["with_names"],
        base=params["base"],
        progress=progress,
    )
    return JobResult({"activity": activity.ref}, cards_filename(activity), content)


def cards_filename(activity: Activity) -> str:
    """Letters and digits that every system can store."""
    return f"cards-{activity.public_code}.pdf"
