"""Activities, their sessions and speakers."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.kinds import ActivityKind, CountUnit
from grants.models import Measure, Organisation, Project
from grants.models.plan import ref_validator
from grants.models.scope import ScopedQuerySet
from rules.counting import UNITS

# No vowels, no look-alikes: a code that can be read aloud and spells no word.
CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"


def new_public_code() -> str:
    """Eight letters and digits of a poster's link: says nothing about other activities, cannot be counted up."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))


def new_presence_secret() -> str:
    """What an activity's changing presence codes are made from: 128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


class ActivityFormat(models.TextChoices):
    """How people take part."""

    OFFLINE = "offline", _("offline")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("mixed")


class FieldSetting(models.TextChoices):
    """Whether the check-in form asks for something."""

    OFF = "off", _("not asked")
    OPTIONAL = "optional", _("optional")
    REQUIRED = "required", _("required")


class Activity(models.Model):
    """One activity (іс-шара) of a project: a lecture, a seminar, an action…"""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="activities")
    project = models.ForeignKey(Project, models.PROTECT, related_name="activities", verbose_name=_("project"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("measure")
    )
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities", verbose_name=_("kind"))
    ref = models.CharField(_("short code"), max_length=40, validators=[ref_validator])
    public_code = models.CharField(max_length=8, unique=True, default=new_public_code, editable=False)
    title = models.CharField(_("title"), max_length=500)
    topic = models.CharField(_("topic"), max_length=500, blank=True)
    format = models.CharField(_("form"), max_length=8, choices=ActivityFormat.choices, default=ActivityFormat.OFFLINE)
    starts_on = models.DateField(_("date"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    town = models.CharField(_("town or district"), max_length=120, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    goal = models.TextField(_("goal"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    resolution = models.TextField(_("text of the resolution"), blank=True)
    number_in_series = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    guests = models.TextField(_("guests and co-organisers"), blank=True)
    expected_number = models.PositiveIntegerField(_("expected number"), null=True, blank=True)
    # A claim made elsewhere. With attendance rows it is only compared with them.
    reported_count = models.PositiveIntegerField(_("number reported elsewhere"), null=True, blank=True)
    count_unit = models.CharField(_("counted in"), max_length=14, choices=CountUnit.choices, default=CountUnit.PEOPLE)
    ask_name = models.CharField(
        _("name at check-in"), max_length=8, choices=FieldSetting.choices, default=FieldSetting.OPTIONAL
    )
    ask_phone = models.CharField(
        _("phone at check-in"), max_length=8, choices=FieldSetting.choices, default=FieldSetting.OFF
    )
    ask_signature = models.CharField(
        _("finger signature at check-in"), max_length=8, choices=FieldSetting.choices, default=FieldSetting.OFF
    )
    # The poster's window. Empty: from the first day on; after the last day entries are late. Late ones are marked.
    opens_at = models.DateTimeField(_("check-in opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("on time until"), null=True, blank=True)
    # The poster counts only who also has the code that the hall's screen shows (events/presence_codes.py).
    wants_presence_code = models.BooleanField(_("code on the screen in the hall"), default=False)
    presence_secret = models.CharField(max_length=32, default=new_presence_secret, editable=False)
    # Ahead of the day.
    takes_registrations = models.BooleanField(_("registration ahead"), default=False)
    registration_ends_at = models.DateTimeField(_("registration until"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    series = models.ForeignKey(
        "events.Series", models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("series")
    )
    # Check-in is over: posters and scanners count nobody any more, what phones still hold is taken all the same.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = [F("starts_on").asc(nulls_last=True), F("starts_at").asc(nulls_first=True), "ref"]
        indexes = [models.Index(fields=["organisation", "starts_on"], name="activity_calendar")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "ref"], name="activity_ref_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="activity_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(condition=Q(count_unit__in=UNITS), name="activity_unit_known"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
                name="activity_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="activity_closes_after_opening",
                violation_error_message=_("Check-in would close before it opens."),
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="activity_has_places"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} · {self.title}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it takes place."""
        return self.ends_on or self.starts_on

    def is_outside_contract(self) -> bool:
        """Whether any of its days lies outside the project's period."""
        start, end = self.project.starts_on, self.project.ends_on
        return bool(
            (self.starts_on and start and self.starts_on < start) or (self.last_day and end and self.last_day > end)
        )


class Series(models.Model):
    """Activities that people register for together: ten lectures by one link."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="series")
    project = models.ForeignKey(Project, models.PROTECT, related_name="series", verbose_name=_("project"))
    public_code = models.CharField(max_length=8, unique=True, default=new_public_code, editable=False)
    title = models.CharField(_("title"), max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A day or a part of an activity; every activity has at least one. Statistics count a person once per activity."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="session_number_once")]

    def __str__(self) -> str:
        return f"{self.activity_id}/{self.number}"


class Speaker(models.Model):
    """A speaker, with post and own topic, as reports print them."""

    organisation_path = "activity__organisation"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="speakers")
    name = models.CharField(_("first name and surname"), max_length=200)
    post = models.CharField(pgettext_lazy("speaker", "post"), max_length=300, blank=True)
    topic = models.CharField(_("own topic"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
