"""The organisations that participants came for: counted distinct, whatever the number of their people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from grants.models.scope import ScopedQuerySet


class Represented(models.Model):
    """An organisation as participants name it. `key` is the folded name (rules.names): one spelling, one row.
    `merged_into`: the row it is another spelling of; that row itself is merged into none."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="represented")
    name = models.CharField(_("organisation"), max_length=300)
    key = models.CharField(max_length=300)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="spellings")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("represented organisation")
        verbose_name_plural = _("represented organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="represented_once"),
            models.CheckConstraint(condition=~Q(key=""), name="represented_has_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")), name="represented_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RepresentedAt(models.Model):
    """An organisation that was there although nobody was checked in for it: head counts, meetings of organisations."""

    organisation_path = "activity__organisation"

    represented = models.ForeignKey(Represented, models.PROTECT, related_name="activities")
    activity = models.ForeignKey("events.Activity", models.CASCADE, related_name="represented_at")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "represented"], name="represented_once_at_activity")]

    def __str__(self) -> str:
        return f"{self.represented_id} @ {self.activity_id}"
