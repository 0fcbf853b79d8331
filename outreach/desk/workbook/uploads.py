"""A workbook sent by the upload page: checked at once for what is cheap, kept for a few days, then forgotten."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants import jobs
from grants.models import Job, JobState, Organisation, User
from grants.spreadsheets import FileRefusedError, check_file
from outreach.desk.workbook.faults import message_for
from rules.errors import AppError

WORKBOOK_PREVIEW = "workbook_preview"
WORKBOOK_IMPORT = "workbook_import"
# The files hold people's data: only as long as somebody may still press the button.
KEPT_DAYS = 7


class WorkbookForm(forms.Form):
    """The file to bring in."""

    file = forms.FileField(
        label=_("Workbook (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("The file did not arrive. Choose it once more."),
            "empty": _("The file is empty. Choose the workbook once more."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Refuse at once what cannot be a workbook: by size, type and list of contents, without unpacking."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            check_file(file, file.size or 0, settings.WORKBOOK_MAX_BYTES)
        except FileRefusedError as refused:
            raise forms.ValidationError(message_for(refused.code, refused.params)) from refused
        return file


def ask_preview(organisation: Organisation, file: UploadedFile, *, by: User) -> Job:
    """Keep the file and ask what it would change. The same file sent twice by one person is one job while it lives."""
    forget_old_workbooks(organisation)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    given = str(file.name or "")[-100:]
    file.name = "workbook.xlsx"
    return jobs.ask(
        organisation=organisation,
        kind=WORKBOOK_PREVIEW,
        subject=f"{by.pk}:{digest.hexdigest()}",
        by=by,
        params={"filename": given},
        input_file=file,
    )


def ask_import(preview: Job, *, by: User) -> Job:
    """Ask to bring in what a preview has shown; asking again returns the same job.

    Raises AppError workbook_has_faults, workbook_not_ready, workbook_gone.
    """
    if preview.state != JobState.DONE:
        raise AppError("workbook_not_ready", 409)
    if preview.result.get("faults"):
        raise AppError("workbook_has_faults", 409)
    done = import_of(preview)
    if done and done.state != JobState.FAILED:
        return done
    if not preview.input_file:
        raise AppError("workbook_gone", 410)
    params: dict[str, Any] = {"filename": preview.params.get("filename", "")}
    return jobs.ask(
        organisation=preview.organisation, kind=WORKBOOK_IMPORT, subject=str(preview.pk), by=by, params=params
    )


def import_of(preview: Job) -> Job | None:
    """The latest import of a previewed file."""
    return Job.objects.of(preview.organisation).filter(kind=WORKBOOK_IMPORT, subject=str(preview.pk)).first()


def forget_old_workbooks(organisation: Organisation) -> None:
    """Delete files that were sent long ago; what was found in them stays on its page."""
    old = Job.objects.of(organisation).filter(
        kind=WORKBOOK_PREVIEW, created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
    )
    for job in old.exclude(input_file="").exclude(state__in=[JobState.WAITING, JobState.RUNNING]):
        job.input_file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(input_file="")
