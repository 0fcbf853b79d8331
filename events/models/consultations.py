"""The register of consultations and calls: anonymous by default, one entry is one row of the ledger."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.attendance import Attendance
from grants.models import Organisation
from grants.models.scope import ScopedQuerySet
from rules.kinds import CHANNELS, CLIENT_UNITS

# A day's work, in minutes.
LONGEST_MINUTES = 600


class Channel(models.TextChoices):
    """How somebody was advised."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SITE = "site", _("on the site")
    OTHER = "other", _("other")


class ClientUnit(models.TextChoices):
    """Who was advised."""

    PERSON = "person", _("person")
    FAMILY = "family", _("family")
    ORGANISATION = "organisation", _("organisation")


class Subject(models.Model):
    """What people ask about, from the organisation's own list."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="consultation_subjects")
    name = models.CharField(_("subject"), max_length=120)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="subject_once"),
            models.CheckConstraint(condition=~Q(name=""), name="subject_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Consultation(models.Model):
    """One consultation or call. It says nothing about who asked: gender and age band, where known, stand in its row of
    the ledger, and so do undoing and correcting. One entry counts one of its activity's unit."""

    organisation_path = "attendance__activity__organisation"

    attendance = models.OneToOneField(Attendance, models.PROTECT, related_name="consultation")
    held_on = models.DateField(_("date"))
    held_at = models.TimeField(_("time"), null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    unit = models.CharField(_("who was advised"), max_length=12, choices=ClientUnit.choices)
    # Of a family, if known: shown, in no table.
    people = models.PositiveSmallIntegerField(_("people in the family"), null=True, blank=True)
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name=_("subject")
    )
    specialist = models.CharField(_("specialist"), max_length=120, blank=True)
    result = models.CharField(_("result"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["held_on", "held_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="consultation_channel_known"),
            models.CheckConstraint(condition=Q(unit__in=CLIENT_UNITS), name="consultation_unit_known"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(unit="family", people__gte=1), name="consultation_people_of_family"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, LONGEST_MINUTES)),
                name="consultation_minutes_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.channel}"
