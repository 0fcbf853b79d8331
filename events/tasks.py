"""Long work of the events app."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from events.actions.evidence_uploads import forget_old_uploads as forget_uploads
from events.card_sheets import make_cards
from events.consultation_files import REGISTER_XLSX, chosen_by, made, register_filename
from events.evidence_zip import TMP, make_zip, zip_name
from events.models import Activity
from events.models.evidence import EVIDENCE_ZIP
from grants.jobs import JobResult, Progress, drop_files, job
from grants.models import Job, Project

CARDS_PDF = "cards_pdf"
# A ZIP is large, and made anew whenever it is wanted.
ZIP_KEPT = timedelta(days=3)


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


@job(EVIDENCE_ZIP)
def make_evidence_zip(job_row: Job, progress: Progress) -> JobResult:
    """The documents of one appendix of a project, or of all. Doing it again takes them as they are then."""
    params = job_row.params
    project = Project.objects.of(job_row.organisation).select_related("grantee").get(pk=params["project"])
    path = make_zip(project=project, appendix=params["appendix"], progress=progress)
    return JobResult({"project": project.ref}, zip_name(project, params["appendix"]), path=path)


@shared_task(name="events.drop_old_zips", expires=3600)
def drop_old_zips() -> None:
    """Delete ZIPs of documents after three days, and what a dead worker left of one that it was making."""
    drop_files(kind=EVIDENCE_ZIP, finished_before=timezone.now() - ZIP_KEPT)
    left_behind = (timezone.now() - timedelta(days=1)).timestamp()
    for path in Path(settings.MEDIA_ROOT, TMP).glob("*.zip"):
        if path.stat().st_mtime < left_behind:
            path.unlink(missing_ok=True)


@job(REGISTER_XLSX)
def make_register_file(job_row: Job, progress: Progress) -> JobResult:
    """The Excel file of a large register of consultations."""
    chosen = chosen_by(job_row)
    content = made(
        organisation=job_row.organisation, chosen=chosen, language=job_row.params["language"], progress=progress
    )
    return JobResult({}, register_filename(chosen), content)
