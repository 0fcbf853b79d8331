"""Who registered ahead of the day, who waits for a place; and signatures."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity
from events.models.attendance import Attendance
from events.models.people import Person
from grants.models.scope import ScopedQuerySet
from rules.categories import unpack_statuses


class RegistrationState(models.TextChoices):
    """Whether there is a place."""

    PLACE = "place", _("has a place")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class Registration(models.Model):
    """A person's wish to come to one activity. The queue is the order of `joined_at`, then of ids.

    The facts are those stated then, at `stated_on`; they become a row's facts only when the person comes.
    """

    organisation_path = "activity__organisation"

    act = models.UUIDField(unique=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    joined_at = models.DateTimeField(auto_now_add=True)
    promoted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    stated_on = models.DateField()
    gender = models.CharField(max_length=10)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    statuses = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"], condition=~Q(state="cancelled"), name="registration_one_live"
            ),
            models.CheckConstraint(condition=Q(state__in=RegistrationState.values), name="registration_state_known"),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True)),
                name="registration_cancelled_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.person_id}"

    @property
    def status_codes(self) -> tuple[str, ...]:
        """What the person stated."""
        return unpack_statuses(self.statuses)


class Signature(models.Model):
    """A finger signature: strokes of a pen on a field 1000 wide and 400 high (rules/strokes.py). Deleted with the
    person's data."""

    organisation_path = "attendance__activity__organisation"

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="signature")
    strokes = models.TextField(max_length=20_000)
    signed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")

    def __str__(self) -> str:
        return f"{self.attendance_id}"
