"""Leaflets, brochures, booklets: printed and handed out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity
from grants.models.scope import ScopedQuerySet


class MaterialCount(models.Model):
    """Copies of one material in one language at one point of one activity."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="materials")
    point = models.CharField(_("point"), max_length=200, blank=True)
    material = models.CharField(_("material"), max_length=40)
    language = models.CharField(_("language"), max_length=20, blank=True)
    handed_out = models.PositiveIntegerField(_("handed out"))
    printed = models.PositiveIntegerField(_("printed"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "point", "material", "language"], name="material_once_per_point"
            ),
            models.CheckConstraint(
                condition=Q(printed__isnull=True) | Q(handed_out__lte=F("printed")),
                name="material_handed_out_within_printed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.handed_out}"
