"""People who are only counted: totals entered as such, which never become unique people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity
from grants.models.scope import ScopedQuerySet
from rules.codes import DIMENSIONS


class HeadCountMode(models.TextChoices):
    """How a head count stands to scanned people; it always says which."""

    INSTEAD = "instead", _("instead of scanned people")
    IN_ADDITION = "in_addition", _("in addition to scanned people")


class HeadCountBasis(models.TextChoices):
    """How the number was got."""

    TALLY = "tally", _("tally")
    PAPER = "paper", _("paper list")
    ESTIMATE = "estimate", _("estimate")
    REPORTED = "reported", _("reported in a workbook")


class HeadCountQuerySet(ScopedQuerySet["HeadCount"]):
    """Head counts."""

    def live(self) -> HeadCountQuerySet:
        """Those that were not replaced or undone."""
        return self.filter(voided_at__isnull=True)


class HeadCount(models.Model):
    """One activity's head count. Edited by voiding and replacing, so the trail stays."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="head_counts")
    mode = models.CharField(max_length=12, choices=HeadCountMode.choices)
    basis = models.CharField(max_length=10, choices=HeadCountBasis.choices)
    total = models.PositiveIntegerField()
    # How many people the counted families are, if known: shown beside the count, in no table.
    people_within = models.PositiveIntegerField(_("people in these families"), null=True, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(voided_at__isnull=True), name="head_count_one_live"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="head_count_voided_with_reason",
            ),
            models.CheckConstraint(condition=Q(mode__in=HeadCountMode.values), name="head_count_mode_known"),
            models.CheckConstraint(condition=Q(basis__in=HeadCountBasis.values), name="head_count_basis_known"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.total}"


class HeadCountPart(models.Model):
    """How many of a head count have one value of one dimension; the rest of the dimension is "not stated"."""

    organisation_path = "head_count__activity__organisation"

    head_count = models.ForeignKey(HeadCount, models.CASCADE, related_name="parts")
    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=24)
    count = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["head_count", "dimension", "value"], name="head_count_part_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="head_count_part_positive"),
            models.CheckConstraint(
                condition=Q(dimension="gender", value__in=DIMENSIONS["gender"][:-1])
                | Q(dimension="category", value__in=DIMENSIONS["category"][:-1])
                | Q(dimension="age", value__in=DIMENSIONS["age"][:-1]),
                name="head_count_part_value_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}: {self.count}"
