"""Leaflets, brochures, booklets: printed, handed out at points, left. Of one activity."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity
from grants.models.scope import ScopedQuerySet

# Stands for "no day known" in the constraint only.
_NO_DAY = date(1, 1, 1)


class Point(models.Model):
    """A place where something is handed out: its name, and where it is if a phone was allowed to tell."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="points")
    name = models.CharField(_("point"), max_length=200)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="point_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="point_has_name"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_position_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Material(models.Model):
    """One leaflet or brochure in one language (or several: "kk+ru"), and how many were printed. What was handed out is
    the sum of its counts and of the counter's entries (events/queries/materials.py), never typed here."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="materials")
    # A code of rules.kinds.MATERIAL_KINDS, or the organiser's own word.
    kind = models.CharField(_("material"), max_length=40)
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    printed = models.PositiveIntegerField(_("printed"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "kind", "title", "language"], name="material_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="material_has_kind"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.kind, self.title, self.language) if part)


class MaterialCount(models.Model):
    """Copies of a material handed out at one point on one day, as somebody noted them; without a point or a day where
    that was not noted. Copies handed out with the counter are its own entries and stand beside these."""

    organisation_path = "material__activity__organisation"

    material = models.ForeignKey(Material, models.CASCADE, related_name="counts")
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="counts")
    day = models.DateField(_("day"), null=True, blank=True)
    handed_out = models.PositiveIntegerField(_("handed out"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("copies handed out")
        verbose_name_plural = _("copies handed out")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "material",
                Coalesce("point", 0),
                Coalesce("day", models.Value(_NO_DAY, output_field=models.DateField())),
                name="material_count_once_per_point_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material_id}: {self.handed_out}"


class CounterUndo(models.Model):
    """A volunteer's "undo" of one act on the counter. It stays, so that an act that arrives later is undone as well."""

    organisation_path = "activity__organisation"

    scan_id = models.UUIDField(unique=True)
    act = models.UUIDField()
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="counter_undos")
    device = models.ForeignKey("events.Device", models.PROTECT, null=True, blank=True, related_name="counter_undos")
    undone_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        # One of each phone for an act: its author's own stands beside one that undoes nothing.
        indexes = [models.Index(fields=["act"], name="counter_undo_act")]

    def __str__(self) -> str:
        return str(self.act)
