"""The attendance ledger: append-only. One row is one observation of one person at one session."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity, Session
from events.models.devices import Device
from events.models.materials import Material, Point
from events.models.paper import Sheet
from events.models.people import Person
from events.models.represented import Represented
from grants.models.scope import ScopedQuerySet
from rules.ages import OLDEST
from rules.categories import unpack_statuses
from rules.codes import AGE_VALUES, CATEGORY_VALUES, GENDER_VALUES


class Source(models.TextChoices):
    """How a row came to be."""

    POSTER = "poster", _("poster QR, own phone")
    STAFF_CODE = "staff_code", _("personal code, by staff")
    WALK_IN = "walk_in", _("form filled in by staff")
    IMPORT = "import", _("workbook")
    API = "api", _("another program")
    SCAN = "scan", _("personal code, scanner phone")
    NAME = "name", _("found by name, scanner phone")
    GROUP = "group", _("family or class, counted together")
    PAPER = "paper", _("paper list")
    COUNTER = "counter", _("counter on a volunteer's phone")
    REGISTER = "register", _("register of consultations")


class AttendanceQuerySet(ScopedQuerySet["Attendance"]):
    """Rows of the ledger."""

    def live(self) -> AttendanceQuerySet:
        """Rows that were not undone."""
        return self.filter(voided_at__isnull=True)

    def counted(self) -> AttendanceQuerySet:
        """One live row per person and activity: what every count is made of."""
        return self.filter(is_counted=True)


class Attendance(models.Model):
    """What was observed. Never edited: undo voids the row with a reason, a correction links its replacement.

    `uuid` is made by the client, one per human act, so that a retry is recognised. gender, age and statuses are the
    facts at the activity's date; age_band, category and category_is_derived are projections that can be recomputed.
    `is_counted` marks the one live row that stands for the person at the activity, whatever the number of sessions.
    """

    organisation_path = "activity__organisation"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendances", db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", db_index=False)
    # Empty for someone who is counted without any data.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attendances")
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    collected_by = models.ForeignKey(
        "grants.User", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    # The scanner phone, and the door it stood at.
    device = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, related_name="attendances", db_index=False
    )
    door = models.CharField(max_length=40, blank=True)
    # What the phone's own clock said, where it disagreed with ours by more than two minutes.
    phone_time = models.DateTimeField(null=True, blank=True)
    # Came by the poster after it had closed: marked, not refused.
    is_late = models.BooleanField(default=False)
    # The act by which several people were counted together.
    group = models.UUIDField(null=True, blank=True)
    # The numbered paper list and the row on it.
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="attendances", db_index=False)
    sheet_row = models.PositiveSmallIntegerField(null=True, blank=True)
    # The leaflet point, and the material of which this person took one copy.
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="attendances", db_index=False)
    material = models.ForeignKey(Material, models.PROTECT, null=True, blank=True, related_name="attendances")
    # The organisation this person came for.
    represents = models.ForeignKey(
        Represented, models.PROTECT, null=True, blank=True, related_name="attendances", db_index=False
    )

    gender = models.CharField(max_length=10)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    statuses = models.CharField(max_length=200, blank=True)
    # A band that was seen instead of an age that was asked: a fact, "" where there is none.
    stated_band = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=10)
    category = models.CharField(max_length=24)
    category_is_derived = models.BooleanField(default=False)
    is_counted = models.BooleanField()

    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "grants.User", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    void_reason = models.CharField(max_length=300, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        indexes = [
            # Answers the three tables, unique people and an activity's number from the index alone (bench/README.md);
            # also the index of the key to the activity.
            models.Index(
                fields=[
                    "activity",
                    "is_counted",
                    "gender",
                    "age_band",
                    "category",
                    "category_is_derived",
                    "person",
                ],
                name="attendance_tables",
            ),
            models.Index(fields=["session", "observed_at"], name="attendance_session"),
            models.Index(fields=["group"], condition=Q(group__isnull=False), name="attendance_group"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(voided_at__isnull=True, person__isnull=False),
                name="attendance_one_live_per_session",
            ),
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=Q(is_counted=True, person__isnull=False),
                name="attendance_counted_once_per_activity",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, is_counted=False) & ~Q(void_reason="")),
                name="attendance_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=False) | Q(is_counted=True) | Q(person__isnull=False),
                name="attendance_unknown_person_counts",
            ),
            models.UniqueConstraint(
                fields=["sheet", "sheet_row"],
                condition=Q(voided_at__isnull=True, sheet__isnull=False),
                name="attendance_sheet_row_once",
            ),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True, sheet_row__isnull=True)
                | Q(sheet__isnull=False, sheet_row__isnull=False),
                name="attendance_sheet_with_row",
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="attendance_source_known"),
            models.CheckConstraint(condition=Q(gender__in=GENDER_VALUES), name="attendance_gender_known"),
            models.CheckConstraint(condition=Q(age_band__in=AGE_VALUES), name="attendance_age_band_known"),
            models.CheckConstraint(condition=Q(category__in=CATEGORY_VALUES), name="attendance_category_known"),
            models.CheckConstraint(
                condition=Q(stated_band="") | Q(stated_band__in=AGE_VALUES, age__isnull=True),
                name="attendance_band_instead_of_age",
            ),
            models.CheckConstraint(condition=Q(age__isnull=True) | Q(age__lte=OLDEST), name="attendance_age_possible"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def status_codes(self) -> tuple[str, ...]:
        """What the person stated."""
        return unpack_statuses(self.statuses)


class ConsentKind(models.TextChoices):
    """What a person agreed to; photo is asked for apart."""

    DATA = "data", _("collection and processing of personal data")
    PHOTO = "photo", _("photo and video")


class Consent(models.Model):
    """What was asked and answered, in which wording: law No. 94-V wants it confirmable and withdrawable.

    It was given at an attendance or, ahead of the day, at a registration.
    """

    organisation_path = "organisation"

    organisation = models.ForeignKey("grants.Organisation", models.CASCADE, related_name="+")
    attendance = models.ForeignKey(Attendance, models.CASCADE, null=True, blank=True, related_name="consents")
    registration = models.ForeignKey(
        "events.Registration", models.CASCADE, null=True, blank=True, related_name="consents"
    )
    kind = models.CharField(max_length=8, choices=ConsentKind.choices)
    given = models.BooleanField()
    by_guardian = models.BooleanField(default=False)
    wording = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendance", "kind"], name="consent_once_per_kind"),
            models.UniqueConstraint(fields=["registration", "kind"], name="consent_once_per_registration"),
            models.CheckConstraint(
                condition=Q(attendance__isnull=False, registration__isnull=True)
                | Q(attendance__isnull=True, registration__isnull=False),
                name="consent_at_one_thing",
            ),
            models.CheckConstraint(condition=Q(kind__in=ConsentKind.values), name="consent_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.given}"
