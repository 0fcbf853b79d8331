"""Scanner phones: the link that makes one, the phone itself, and what it sent that is not simply a new row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity, Session
from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet


class ScannerLink(models.Model):
    """The QR that turns any phone into a scanner for one activity or for all of a project. Only its hash is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="scanner_links")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="scanner_links")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="scanner_links")
    door = models.CharField(_("door"), max_length=40, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey("grants.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, project__isnull=True)
                | Q(activity__isnull=True, project__isnull=False),
                name="scanner_link_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id or self.project_id} · {self.door}"

    @property
    def is_open(self) -> bool:
        """Whether a phone can still become a scanner by it."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class Device(models.Model):
    """A phone that scans: it may check people in at its activity or project, and nothing else. No account, no name of
    its holder. `number` is the phone's own random id, so that a repeated claim is the same phone."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="devices")
    link = models.ForeignKey(ScannerLink, models.PROTECT, related_name="devices")
    number = models.UUIDField()
    label = models.CharField(_("name of the phone"), max_length=60, blank=True)
    door = models.CharField(_("door"), max_length=40, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    claimed_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    # As the phone told at its last contact.
    last_contact_at = models.DateTimeField(null=True, blank=True)
    unsent = models.PositiveIntegerField(default=0)
    clock_ahead_s = models.IntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("scanner phone")
        verbose_name_plural = _("scanner phones")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "number"], name="device_once_per_link"),
        ]

    def __str__(self) -> str:
        return self.label or f"#{self.pk}"


class ScanOutcome(models.TextChoices):
    """What became of a scan that made no new row of the ledger."""

    ALREADY = "already_checked_in", _("already here")
    KEPT = "kept", _("kept: needs a look")


class Scan(models.Model):
    """What a scanner phone sent and what is not, by itself, a new row of the ledger: a second scan of somebody who is
    here, or an offline scan that nobody could be counted by. An offline scan is a fact: it is kept, never refused.

    `why` is the refusal's code for a kept one; `content` what was scanned, until somebody has looked at it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="scans")
    scan_id = models.UUIDField(unique=True)
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="scans", db_index=False)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="scans")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="scans", db_index=False)
    outcome = models.CharField(max_length=20, choices=ScanOutcome.choices)
    why = models.CharField(max_length=40, blank=True)
    # The row that counts the person: at once for "already here", after somebody looked for a kept one.
    attendance = models.ForeignKey(
        "events.Attendance", models.SET_NULL, null=True, blank=True, related_name="scans", db_index=False
    )
    observed_at = models.DateTimeField()
    phone_time = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    door = models.CharField(max_length=40, blank=True)
    content = models.JSONField(default=dict, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        "grants.User", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    decision = models.CharField(max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["observed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=ScanOutcome.values), name="scan_outcome_known"),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True, decision="") | (Q(looked_at__isnull=False) & ~Q(decision="")),
                name="scan_looked_at_with_decision",
            ),
        ]

    def __str__(self) -> str:
        return str(self.scan_id)
