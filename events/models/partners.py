"""Who holds an activity together with the grantee, and memoranda."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.activities import Activity
from grants.models import Measure, Organisation, Partner, Project
from grants.models.scope import ScopedQuerySet


class PartnerRole(models.TextChoices):
    """How a partner takes part."""

    ORGANISER = "organiser", _("organiser")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    PARTNER = "partner", _("partner")


class Involvement(models.Model):
    """A partner's part in a project or in one activity of it, and what it gave."""

    organisation_path = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="involvements")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="involvements")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="involvements", verbose_name=_("partner"))
    role = models.CharField(
        pgettext_lazy("partner", "role"), max_length=12, choices=PartnerRole.choices, default=PartnerRole.PARTNER
    )
    gave = models.CharField(_("what it gave"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "partner", "role"],
                condition=Q(activity__isnull=False),
                name="involvement_once_per_activity",
            ),
            models.UniqueConstraint(
                fields=["project", "partner", "role"],
                condition=Q(activity__isnull=True),
                name="involvement_once_per_project",
            ),
            models.CheckConstraint(condition=Q(role__in=PartnerRole.values), name="involvement_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.role}"


class Memorandum(models.Model):
    """A memorandum signed with a partner: counted by the indicator of memoranda."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memoranda")
    project = models.ForeignKey(Project, models.PROTECT, related_name="memoranda", verbose_name=_("project"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="memoranda", verbose_name=_("measure")
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="memoranda", verbose_name=_("activity")
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="memoranda", verbose_name=_("partner"))
    number = models.CharField(_("number"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "partner", "number", "signed_on"],
                name="memorandum_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.number}"
