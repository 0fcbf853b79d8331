"""Files of answers are kept until they are brought in, for two days at most, and not longer than their run is open."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from grants.models import Job, JobState, Organisation
from rules.errors import AppError
from surveys.models import Run

SURVEY_PREVIEW = "survey_preview"
SURVEY_IMPORT = "survey_import"
# The files may hold times and addresses of people who were promised anonymity.
KEPT_DAYS = 2


def content_of(preview: Job) -> bytes:
    """The kept file. Raises AppError import_gone."""
    if not preview.input_file:
        raise AppError("import_gone", 410)
    try:
        with preview.input_file.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise AppError("import_gone", 410) from error


def forget_old(organisation: Organisation) -> None:
    """Delete files that nobody has brought in for days."""
    old = Job.objects.of(organisation).filter(
        kind=SURVEY_PREVIEW, created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
    )
    for job in old.exclude(input_file="").exclude(state__in=[JobState.WAITING, JobState.RUNNING]):
        forget_file(job)


def forget_files_of(run: Run) -> None:
    """Delete the run's files and what was found in them: a closed run keeps nothing that tells rows apart."""
    for job in Job.objects.of(run.organisation).filter(kind=SURVEY_PREVIEW, params__run=run.pk):
        forget_file(job)
        Job.objects.filter(pk=job.pk).update(result={})


def forget_earlier(preview: Job) -> None:
    """Delete the file of a preview, and the same as it was looked at before earlier decisions."""
    same = {"params__wave": preview.params["wave"], "params__filename": preview.params["filename"]}
    for job in Job.objects.of(preview.organisation).filter(kind=SURVEY_PREVIEW, **same):
        forget_file(job)


def forget_file(preview: Job) -> None:
    """Delete the file of a preview; what was found in it stays on its page."""
    if preview.input_file:
        preview.input_file.delete(save=False)
        Job.objects.filter(pk=preview.pk).update(input_file="")
