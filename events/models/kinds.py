"""Kinds of activity: data with three names, open to additions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.models.scope import ScopedQuerySet
from rules.counting import UNITS


class CountUnit(models.TextChoices):
    """What one unit of an activity's count is."""

    PEOPLE = "people", _("people")
    FAMILIES = "families", _("families")
    RESPONDENTS = "respondents", _("respondents")
    CONSULTATIONS = "consultations", _("consultations")
    ORGANISATIONS = "organisations", _("organisations")


class KindQuerySet(ScopedQuerySet["ActivityKind"]):
    """Shared kinds belong to no organisation."""

    def usable_by(self, organisation: object) -> "KindQuerySet":
        """The shared kinds and the organisation's own, also those it has retired."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation))

    def offered_to(self, organisation: object) -> "KindQuerySet":
        """What a new activity may be."""
        return self.usable_by(organisation).filter(retired_at__isnull=True)


class ActivityKind(models.Model):
    """A kind: its names, what is counted at it, which evidence is usual."""

    organisation = models.ForeignKey(
        "grants.Organisation", models.CASCADE, null=True, blank=True, related_name="activity_kinds"
    )
    code = models.SlugField(max_length=40)
    name_kk = models.CharField(max_length=80)
    name_ru = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    unit = models.CharField(max_length=14, choices=CountUnit.choices, default=CountUnit.PEOPLE)
    # Work without a moment at which people meet: no poster, no survey is missed there.
    gathers_people = models.BooleanField(default=True)
    # Codes of rules.kinds.EVIDENCE_TYPES and FEATURES.
    usual_evidence = models.JSONField(default=list, blank=True)
    features = models.JSONField(default=list, blank=True)
    # An organisation's own kind that is offered no longer.
    retired_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = KindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(organisation__isnull=True), name="kind_code_once_shared"
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(organisation__isnull=False),
                name="kind_code_once_per_organisation",
            ),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="kind_unit_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return str(getattr(self, f"name_{(get_language() or 'kk')[:2]}", self.name_kk))
