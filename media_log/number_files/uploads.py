"""A table sent by the page: looked at, kept until its numbers are stored, for a week at most."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from grants import jobs
from grants.models import Job, JobState, Organisation, User
from rules.errors import AppError

NUMBERS_PREVIEW = "numbers_preview"
NUMBERS_IMPORT = "numbers_import"
KEPT_DAYS = 7


def ask_preview(organisation: Organisation, file: UploadedFile, *, by: User) -> Job:
    """Keep the table and ask what it would change. The same one sent twice by one person is one job while it lives.

    Its day is today, also when its numbers are stored after midnight.
    """
    forget_old_tables(organisation)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    given = str(file.name or "")[-100:]
    file.name = "numbers.xlsx"
    return jobs.ask(
        organisation=organisation,
        kind=NUMBERS_PREVIEW,
        subject=f"{by.pk}:{digest.hexdigest()}",
        by=by,
        params={"filename": given, "today": timezone.localdate().isoformat()},
        input_file=file,
    )


def ask_import(preview: Job, *, by: User) -> Job:
    """Ask to store what a preview has shown; asking again returns the same job. Raises AppError numbers_not_ready,
    numbers_gone."""
    if preview.state != JobState.DONE:
        raise AppError("numbers_not_ready", 409)
    done = import_of(preview)
    if done and done.state != JobState.FAILED:
        return done
    if not preview.input_file:
        raise AppError("numbers_gone", 410)
    params = {"filename": preview.params.get("filename", "")}
    return jobs.ask(
        organisation=preview.organisation, kind=NUMBERS_IMPORT, subject=str(preview.pk), by=by, params=params
    )


def import_of(preview: Job) -> Job | None:
    """The latest import of a previewed table."""
    return Job.objects.of(preview.organisation).filter(kind=NUMBERS_IMPORT, subject=str(preview.pk)).first()


def content_of(preview: Job) -> bytes:
    """The kept table. Raises AppError numbers_gone."""
    if not preview.input_file:
        raise AppError("numbers_gone", 410)
    try:
        with preview.input_file.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise AppError("numbers_gone", 410) from error


def forget_table(preview: Job) -> None:
    """Delete the table; what was found in it stays on its page."""
    if preview.input_file:
        preview.input_file.delete(save=False)
        Job.objects.filter(pk=preview.pk).update(input_file="")


def forget_old_tables(organisation: Organisation) -> None:
    """Delete tables that nobody has stored for days."""
    old = Job.objects.of(organisation).filter(
        kind=NUMBERS_PREVIEW, created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
    )
    for job in old.exclude(input_file="").exclude(state__in=[JobState.WAITING, JobState.RUNNING]):
        forget_table(job)
