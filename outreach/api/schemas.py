"""Shapes of the API. Codes go in and out, never translated labels; times are ISO 8601 with their offset."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from events.models import ActivityFormat, CountUnit
from grants.models.plan import REF_PATTERN

Item = TypeVar("Item")

# A JSON string may hold what no database takes.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _storable(text: str) -> str:
    if _UNSTORABLE.search(text):
        raise ValueError("holds a character that is no text")
    return text


def _not_a_number(value: Any) -> Any:
    """JSON's 2025 is no date; left to itself pydantic would read it as seconds since 1970."""
    if isinstance(value, (int, float)):
        raise ValueError("must be a text such as 2025-09-10")
    return value


def _plausible(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2100:
        raise ValueError("must be between 2000 and 2100")
    # Without an offset it is the organisation's own clock.
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


Text = Annotated[str, AfterValidator(_storable)]
Ref = Annotated[str, StringConstraints(pattern=rf"^{REF_PATTERN}$")]
Day = Annotated[date, BeforeValidator(_not_a_number), Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Clock = Annotated[time, BeforeValidator(_not_a_number)]
Moment = Annotated[datetime, BeforeValidator(_not_a_number), AfterValidator(_plausible)]
LARGEST_NUMBER = 2_147_483_647
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]


class Paging(Schema):
    """Which part of a list."""

    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=LARGEST_NUMBER)


class Page(Schema, Generic[Item]):
    """A part of a list; `total` is the whole list's length."""

    items: list[Item]
    total: int
    limit: int
    offset: int


class MeOut(Schema):
    """Who asks, and in which organisation."""

    organisation: str
    role: str
    user: str


class IndicatorOut(Schema):
    """A planned figure. `is_computed`: whether Outreach counts it by itself."""

    code: str
    plan: Decimal
    unit: str
    is_computed: bool


class MeasureOut(Schema):
    """A measure of the contract, its task's number, its planned figures."""

    task: str
    number: str
    title: str
    deadline: str
    indicators: list[IndicatorOut]


class ProjectOut(Schema):
    """A project as lists show it. Money is a decimal number written as text."""

    ref: str
    title: str
    grantee: str
    customer: str
    contract_number: str
    contract_date: date | None
    amount: Decimal | None
    starts_on: date | None
    ends_on: date | None
    edition: str
    counting_basis: str


class ProjectDetailOut(ProjectOut):
    """A project with its plan; `indicators` are those of the whole project."""

    priority_direction: str
    field_of_law: str
    measures: list[MeasureOut]
    indicators: list[IndicatorOut]


class StatisticsOut(Schema):
    """The three tables: the same JSON as `manage.py statistics --json`."""

    project: str
    edition: str
    rule: str
    total: int
    attendances: int
    people: int
    gender: dict[str, int]
    category: dict[str, int]
    age: dict[str, int]


class CountOut(Schema):
    """An activity's number: `total` in `unit`, made of scanned people and a head count."""

    total: int
    unit: str
    scanned: int
    identified: int
    head_count: int | None
    mode: str | None
    reported: int | None


class ActivityOut(Schema):
    """One activity."""

    ref: str
    project: str
    measure: str | None
    kind: str
    title: str
    topic: str
    format: str
    starts_on: date | None
    ends_on: date | None
    starts_at: time | None
    venue: str
    address: str
    town: str
    languages: list[str]
    goal: str
    outcome: str
    guests: str
    expected_number: int | None
    cancelled_at: datetime | None
    public_code: str
    count: CountOut
    publications: int


class ActivityChange(Schema):
    """What may be changed in an activity; what is not sent stays."""

    title: Annotated[Text, Field(min_length=1, max_length=500)] = ""
    topic: Annotated[Text, Field(max_length=500)] = ""
    starts_on: Day | None = None
    ends_on: Day | None = None
    starts_at: Clock | None = None
    venue: Annotated[Text, Field(max_length=300)] = ""
    address: Annotated[Text, Field(max_length=300)] = ""
    town: Annotated[Text, Field(max_length=120)] = ""
    goal: Annotated[Text, Field(max_length=10_000)] = ""
    outcome: Annotated[Text, Field(max_length=10_000)] = ""
    guests: Annotated[Text, Field(max_length=10_000)] = ""
    expected_number: Number | None = None


class ActivityIn(ActivityChange):
    """A new activity; without `ref` it gets the project's next number."""

    project: Ref
    kind: Annotated[Text, Field(max_length=40)]
    title: Annotated[Text, Field(min_length=1, max_length=500)]
    measure: Annotated[Text, Field(max_length=20)] | None = None
    ref: Ref | None = None
    format: ActivityFormat = ActivityFormat.OFFLINE
    languages: list[Annotated[str, Field(max_length=2)]] = Field(default_factory=list, max_length=3)
    count_unit: CountUnit | None = None


class AttendanceOut(Schema):
    """One row of the ledger. `person` is the same number wherever the same person came; name and phone only for those
    who may see people. `is_counted` marks the one row that counts the person at the activity."""

    uuid: UUID
    activity: str
    session: int
    observed_at: datetime
    received_at: datetime
    source: str
    person: int | None
    name: str | None
    phone: str | None
    gender: str
    age: int | None
    statuses: list[str]
    age_band: str
    category: str
    category_is_derived: bool
    is_counted: bool
    voided_at: datetime | None
    void_reason: str | None
    replaces: UUID | None


class AttendanceIn(Schema):
    """Somebody who came. `uuid` is made by the client, one per person counted: sending it again changes nothing.

    Without `consent` the person is counted and nothing about them is taken. Under 18 a guardian must have agreed.
    `represents`: the name of the organisation they came for; it needs no consent.
    """

    uuid: UUID
    activity: Ref
    session: Annotated[int, Field(ge=1, le=32767)] | None = None
    observed_at: Moment | None = None
    consent: bool = False
    guardian_consent: bool = False
    photo_consent: bool = False
    gender: Annotated[str, StringConstraints(pattern="^(male|female)$")] | None = None
    age: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] | None = None
    birth_year: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] | None = None
    statuses: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=20)
    name: Annotated[Text, Field(max_length=120)] = ""
    phone: Annotated[Text, Field(max_length=30)] = ""
    represents: Annotated[Text, Field(max_length=300)] = ""


class RecordedOut(Schema):
    """`outcome`: new, already (the person was counted before), replayed (this uuid was sent before)."""

    outcome: str
    attendance: AttendanceOut


class VoidIn(Schema):
    """Why a row is undone."""

    reason: Annotated[Text, Field(min_length=1, max_length=300)]
