"""A file of answers sent by the page: looked at, looked at again after each decision, brought in."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from grants import jobs
from grants.models import Job, JobState, User
from grants.spreadsheets import FileRefusedError
from rules.errors import AppError
from rules.survey_files.mapping import FileMapping, mapping_document
from surveys.importing.files import table_of
from surveys.importing.kept_files import SURVEY_IMPORT, SURVEY_PREVIEW, content_of, forget_old
from surveys.importing.words import file_words
from surveys.models import Run, Wave


class AnswersForm(forms.Form):
    """The file, and of a test the door its answers belong to."""

    door = forms.ChoiceField(label=_("Answered"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Table of answers (.csv, .xlsx)"),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("The file did not arrive. Choose it once more."),
            "empty": _("The file is empty: nothing stands in it. Choose the file once more."),
        },
    )

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._doors = {wave.name: wave for wave in run.waves.all()}
        door = self.fields["door"]
        assert isinstance(door, forms.ChoiceField)
        door.choices = [(name, wave.get_name_display()) for name, wave in self._doors.items()]
        if len(self._doors) == 1:
            del self.fields["door"]

    @property
    def chosen_door(self) -> Wave:
        """The chosen door; a run with one has no choice. Only of a valid form."""
        return self._doors[self.cleaned_data["door"]] if "door" in self.fields else next(iter(self._doors.values()))

    def clean_file(self) -> UploadedFile:
        """Refuse at once what is no table."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            table_of(io.BytesIO(file.read()), file.size or 0, settings.WORKBOOK_MAX_BYTES)
        except FileRefusedError as refused:
            raise forms.ValidationError(file_words(refused.code, refused.params)) from refused
        file.seek(0)
        return file


def ask_preview(wave: Wave, content: bytes, mapping: FileMapping, *, filename: str, by: User) -> Job:
    """Keep the file and ask what it says under this mapping."""
    forget_old(wave.run.organisation)
    document = mapping_document(mapping)
    digest = hashlib.sha256(content + json.dumps(document, sort_keys=True).encode()).hexdigest()
    return jobs.ask(
        organisation=wave.run.organisation,
        kind=SURVEY_PREVIEW,
        subject=f"{wave.pk}:{by.pk}:{digest}",
        by=by,
        params={"run": wave.run_id, "wave": wave.pk, "filename": filename[-100:], "mapping": document},
        input_file=ContentFile(content, name="answers"),
    )


def ask_again(preview: Job, mapping: FileMapping, *, by: User) -> Job:
    """The same file under another mapping. Raises AppError import_gone."""
    wave = Wave.objects.select_related("run__organisation").get(pk=preview.params["wave"])
    return ask_preview(wave, content_of(preview), mapping, filename=preview.params["filename"], by=by)


def ask_import(preview: Job, *, by: User) -> Job:
    """Bring in what a preview has shown; asking again returns the same job. Raises AppError import_not_ready."""
    if preview.state != JobState.DONE or not preview.result.get("ready"):
        raise AppError("import_not_ready", 409)
    done = import_of(preview)
    if done and done.state != JobState.FAILED:
        return done
    params = {name: preview.params[name] for name in ("run", "wave", "filename")}
    return jobs.ask(
        organisation=preview.organisation, kind=SURVEY_IMPORT, subject=str(preview.pk), by=by, params=params
    )


def import_of(preview: Job) -> Job | None:
    """The latest import of a previewed file."""
    return Job.objects.of(preview.organisation).filter(kind=SURVEY_IMPORT, subject=str(preview.pk)).first()
