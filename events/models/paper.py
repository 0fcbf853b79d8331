"""Numbered paper lists of who came, and photographs of them when they are filled."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity, Session, new_public_code
from grants.models.scope import ScopedQuerySet


class Sheet(models.Model):
    """A printed attendance list of one session: rows `first_row` … `first_row + rows - 1`, found again by its QR."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sheets")
    session = models.ForeignKey(Session, models.PROTECT, related_name="sheets", db_index=False)
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, unique=True, default=new_public_code, editable=False)
    # The act of writing row N into the ledger is made of it, so that a row entered twice is one entry.
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    first_row = models.PositiveSmallIntegerField(default=1)
    rows = models.PositiveSmallIntegerField()
    # Ids of the people whose names were printed on it, from the first row down; empty rows are written by hand.
    printed = models.JSONField(default=list, blank=True)
    printed_at = models.DateTimeField(auto_now_add=True)
    printed_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    # Everybody on it was entered.
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper list")
        verbose_name_plural = _("paper lists")
        ordering = ["activity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="sheet_number_once"),
            models.CheckConstraint(condition=Q(rows__gte=1, rows__lte=200), name="sheet_has_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}/{self.number}"

    @property
    def last_row(self) -> int:
        """The last printed row number."""
        return self.first_row + self.rows - 1


class SheetMark(models.Model):
    """A row of a paper list whose person was counted already, by a scan or on another row: it makes no entry itself."""

    organisation_path = "sheet__activity__organisation"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks", db_index=False)
    row = models.PositiveSmallIntegerField()
    attendance = models.ForeignKey("events.Attendance", models.CASCADE, related_name="sheet_marks")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "row"]
        constraints = [models.UniqueConstraint(fields=["sheet", "row"], name="sheet_mark_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.row}"


class SheetPhoto(models.Model):
    """A photograph of a filled list; the file goes out only through a view that asks who may see it."""

    organisation_path = "sheet__activity__organisation"

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="photos")
    file = models.FileField(upload_to="sheets/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "sha256"], name="sheet_photo_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.sha256[:8]}"
