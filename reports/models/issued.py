"""Issued reports: stored once, never changed, verifiable by their hash."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile

from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet
from reports.models.texts import FORM_LANGUAGES


def new_verify_code() -> str:
    """What the QR code on the last page leads to: 128 random bits."""
    return secrets.token_hex(16)


def issued_path(file: IssuedFile, filename: str) -> str:
    """Where an issued file lies: nothing of it can be guessed."""
    return f"issued/{file.report.organisation_id}/{file.report.verify_code}/{filename}"


class NeverChangesError(Exception):
    """Somebody tried to change an issued report: a fault in the program."""


class IssuedQuerySet(ScopedQuerySet[Any]):
    """Rows that are written once."""

    def update(self, **values: Any) -> int:
        """Refused."""
        raise NeverChangesError

    def delete(self) -> Any:
        """Refused."""
        raise NeverChangesError

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: it could write over rows."""
        raise NeverChangesError


class _KeptFile(FieldFile):
    """A file that stays as it was stored."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only before there is a row."""
        if not self.instance._state.adding:
            raise NeverChangesError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> None:
        """Refused."""
        raise NeverChangesError


class KeptFileField(models.FileField):
    """To the database and its migrations a file like any other."""

    attr_class = _KeptFile

    def deconstruct(self) -> Any:
        """As Django's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class _Written(models.Model):
    """Written once: saving it again is refused."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only the first time."""
        is_there = self.pk is not None and type(self)._base_manager.filter(pk=self.pk).exists()
        if is_there or not self._state.adding:
            raise NeverChangesError
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refused."""
        raise NeverChangesError


class IssuedReport(_Written):
    """A report as it was issued. `project` is empty of the operator's summary. `dataset` is reports.dataset's as JSON
    (of a summary: the reports it was made of); `dataset_sha256` of its canonical text. `rules`: the edition's forms
    and the counting rule of that day; `findings`: what was accepted, with its reason."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="issued_reports")
    # What the organisation was called that day, as every file of the report has it.
    issuer = models.CharField(max_length=300)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="issued_reports")
    form = models.CharField(max_length=12)
    edition = models.CharField(max_length=8)
    language = models.CharField(max_length=2)
    # 1, 2 … among the issued reports of this form of this project.
    number = models.PositiveIntegerField()
    verify_code = models.CharField(max_length=32, unique=True, default=new_verify_code)
    dataset = models.JSONField()
    dataset_sha256 = models.CharField(max_length=64)
    texts = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    # The interim report that a final one is compared with.
    since = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later")
    issued_by = models.ForeignKey("grants.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)

    objects = IssuedQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "form", "number"],
                condition=Q(project__isnull=False),
                name="issued_number_once_per_project",
            ),
            models.UniqueConstraint(
                fields=["organisation", "form", "number"],
                condition=Q(project__isnull=True),
                name="issued_number_once_per_organisation",
            ),
            models.CheckConstraint(condition=Q(language__in=FORM_LANGUAGES), name="issued_language_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="issued_number_from_one"),
            models.CheckConstraint(condition=~Q(issuer=""), name="issued_by_somebody_named"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class IssuedFile(_Written):
    """One format of an issued report."""

    organisation_path = "report__organisation"

    report = models.ForeignKey(IssuedReport, models.PROTECT, related_name="files")
    format = models.CharField(max_length=4)
    file = KeptFileField(upload_to=issued_path)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()

    objects = IssuedQuerySet.as_manager()

    class Meta:
        ordering = ["report", "format"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="issued_file_once_per_format"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.format}"
