"""How an activity's and a project's numbers are counted. Nothing else in the program counts people.

`counted_rows` and `live_head_counts` say which entries stand for a set of activities: a live head count "instead" takes
the place of the scanned rows, one "in addition" stands beside them. Everything else adds these up: per activity
(`activity_counts`) or over many (`attendance_groups`, `head_count_sums`, `distinct_people`, `first_stated`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber, TruncMinute

from events.models import Activity, Attendance, HeadCount, HeadCountMode, Session
from events.queries.periods import ALWAYS, begins_within
from grants.models import Project
from rules.codes import NOT_STATED
from rules.counting import CountingRule
from rules.plan_progress import Period

# The ledger's column for each dimension of the tables.
COLUMNS = {"gender": "gender", "category": "category", "age": "age_band"}
_IDENTIFIED = Q(person__is_identified=True)


@dataclass(frozen=True)
class ActivityCount:
    """One activity's number (`total`, in `unit`) and what it is made of.

    `scanned`: counted rows, one per person; `identified`: those with an identified person; `head_count`, `mode`: the
    live head count; `reported`: a claim made elsewhere, only to compare with.
    """

    scanned: int
    head_count: int | None
    mode: str | None
    total: int
    unit: str
    identified: int
    reported: int | None


@dataclass(frozen=True)
class CountedActivity:
    """An activity and its number, beside what was expected."""

    activity: Activity
    count: ActivityCount

    @property
    def percent(self) -> int | None:
        """The number counted against the number expected, None where none was."""
        expected = self.activity.expected_number
        return round(100 * self.count.total / expected) if expected else None

    @property
    def width(self) -> int:
        """The bar's share of its line, 0–100."""
        return min(100, self.percent or 0)


@dataclass(frozen=True)
class AttendanceGroup:
    """How many counted rows share one gender, age band and category."""

    gender: str
    age: str
    category: str
    is_derived: bool
    count: int

    def value(self, dimension: str) -> str:
        """The group's value of "gender", "category" or "age"."""
        return str(getattr(self, dimension))


@dataclass(frozen=True)
class HeadCountSums:
    """Head counts added up: their total, and per dimension what their parts state."""

    total: int = 0
    parts: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, dimension: str, value: str) -> int:
        """How many have this value; of "not_stated", what the dimension's parts leave of the total."""
        stated = self.parts.get(dimension, {})
        return self.total - sum(stated.values()) if value == NOT_STATED else stated.get(value, 0)


def counting_rule(project: Project) -> CountingRule:
    """The project's choice of what its tables count."""
    kinds = tuple(project.counting_kinds) or None
    return CountingRule(project.counting_basis, tuple(project.counting_units), kinds)


def activities_in_scope(
    *, project: Project, rule: CountingRule | None = None, period: Period = ALWAYS
) -> QuerySet[Activity]:
    """The project's activities of a period whose unit and kind enter its tables. A cancelled activity was not held: it
    does not."""
    enters = enters_tables(rule or counting_rule(project)) & begins_within(period)
    return Activity.objects.filter(enters, project=project).order_by()


def enters_tables(rule: CountingRule) -> Q:
    """The condition on activities that `rule` admits; `CountingRule.admits` is the same said of one activity."""
    condition = Q(cancelled_at__isnull=True, count_unit__in=rule.units)
    return condition if rule.kinds is None else condition & Q(kind__code__in=rule.kinds)


def counted_rows(activities: QuerySet[Activity]) -> QuerySet[Attendance]:
    """The ledger rows that stand for these activities: one per person and activity, none beneath a head count
    "instead"."""
    replaced = HeadCount.objects.live().filter(activity=OuterRef("pk"), mode=HeadCountMode.INSTEAD)
    return Attendance.objects.counted().filter(activity__in=activities.filter(~Exists(replaced)).values("pk"))


def live_head_counts(activities: QuerySet[Activity]) -> QuerySet[HeadCount]:
    """The head counts that stand for these activities, at most one each."""
    return HeadCount.objects.live().filter(activity__in=activities.values("pk"))


def counted_activities(activities: QuerySet[Activity]) -> list[CountedActivity]:
    """These activities with their numbers, in their order. Two queries, however many; `activity_counts` says the same
    of activities that are at hand already."""
    live = FilteredRelation("head_counts", condition=Q(head_counts__voided_at__isnull=True))
    headed = activities.annotate(live=live, live_mode=F("live__mode"), live_total=F("live__total"))
    found: list[Any] = list(headed)
    scanned = _scanned([one.pk for one in found])
    return [
        CountedActivity(
            one,
            _activity_count(
                scanned.get(one.pk, (0, 0)), one.live_mode, one.live_total, one.count_unit, one.reported_count
            ),
        )
        for one in found
    ]


def activity_counts(*, activities: QuerySet[Activity] | Iterable[int]) -> dict[int, ActivityCount]:
    """The number of each activity, by its id; every activity asked for has an entry. Two queries, however many."""
    chosen: Any = activities.values("pk") if isinstance(activities, QuerySet) else list(activities)
    live = FilteredRelation("head_counts", condition=Q(head_counts__voided_at__isnull=True))
    facts = (
        Activity.objects.filter(pk__in=chosen)
        .order_by()
        .annotate(live=live)
        .values_list("pk", "count_unit", "reported_count", "live__mode", "live__total")
    )
    scanned = _scanned(chosen)
    return {
        pk: _activity_count(scanned.get(pk, (0, 0)), mode, head_count, unit, reported)
        for pk, unit, reported, mode, head_count in facts
    }


def _scanned(chosen: Any) -> dict[int, tuple[int, int]]:
    """Counted rows and identified people of each activity that has any."""
    scans = (
        Attendance.objects.counted()
        .filter(activity__in=chosen)
        .values("activity_id")
        .annotate(scanned=Count("*"), identified=people_among())
    )
    return {row["activity_id"]: (row["scanned"], row["identified"]) for row in scans}


def _activity_count(
    scans: tuple[int, int], mode: str | None, head_count: int | None, unit: str, reported: int | None
) -> ActivityCount:
    scanned, identified = scans
    standing = 0 if mode == HeadCountMode.INSTEAD else scanned
    return ActivityCount(scanned, head_count, mode, standing + (head_count or 0), unit, identified, reported)


def entries_by_session(*, activity: Activity) -> dict[int, int]:
    """How many live entries each session has, by its id. Of an activity with one session it is the number scanned; a
    person at two sessions has an entry in each. One query."""
    rows = Attendance.objects.live().filter(activity=activity).order_by()
    return dict(rows.values_list("session_id").annotate(entries=Count("*")))


def entries_by_door(*, session: Session) -> dict[str, int]:
    """A session's live entries by the door they came in at, "" where none was told; they add up to the session's."""
    rows = Attendance.objects.live().filter(session=session).order_by()
    return dict(rows.values_list("door").annotate(entries=Count("*")))


def entries_by_minute(*, session: Session, since: datetime, until: datetime) -> dict[datetime, int]:
    """A session's live entries by the minute they were observed in, from `since` to just before `until`."""
    rows = Attendance.objects.live().filter(session=session, observed_at__gte=since, observed_at__lt=until)
    return dict(rows.order_by().values_list(TruncMinute("observed_at")).annotate(entries=Count("*")))


def entries_by_phone(*, activities: QuerySet[Any] | Iterable[int]) -> dict[int, int]:
    """How many live entries each scanner phone made at these activities, by the phone's id. One query."""
    rows = Attendance.objects.live().filter(activity__in=activities, device__isnull=False).order_by()
    return {phone: n for phone, n in rows.values_list("device_id").annotate(entries=Count("*")) if phone}


def attendance_groups(rows: QuerySet[Attendance]) -> list[AttendanceGroup]:
    """The rows by gender, age band and category. One query, so the sums over any dimension are equal."""
    columns = ("gender", "age_band", "category", "category_is_derived")
    return [AttendanceGroup(*group) for group in rows.order_by().values_list(*columns).annotate(count=Count("*"))]


def head_count_sums(head_counts: QuerySet[HeadCount]) -> HeadCountSums:
    """Totals and stated parts of head counts. One query, so parts never exceed totals."""
    totals: dict[int, int] = {}
    parts: dict[str, dict[str, int]] = {}
    columns = ("pk", "total", "parts__dimension", "parts__value", "parts__count")
    for pk, total, dimension, value, count in head_counts.order_by().values_list(*columns):
        totals[pk] = total
        if dimension:
            stated = parts.setdefault(dimension, {})
            stated[value] = stated.get(value, 0) + count
    return HeadCountSums(sum(totals.values()), parts)


def people_among() -> Count:
    """Aggregate over ledger rows: distinct identified people; only these are unique people."""
    return Count("person", distinct=True, filter=_IDENTIFIED)


def distinct_people(rows: QuerySet[Attendance]) -> int:
    """Distinct identified people among the rows."""
    return int(rows.filter(_IDENTIFIED).aggregate(people=Count("person", distinct=True))["people"])


def first_stated(rows: QuerySet[Attendance], dimension: str) -> QuerySet[Attendance]:
    """One row per identified person: the one whose value of the dimension stands for the person.

    The first stated value by activity date, time of observation and id. A category derived from the age yields to a
    stated one; where nothing was ever stated it is the first row, whose value is "not stated".
    """
    place = Window(
        RowNumber(),
        partition_by=F("person_id"),
        order_by=[
            _rank(dimension).asc(),
            F("activity__starts_on").asc(nulls_last=True),
            F("observed_at").asc(),
            F("pk").asc(),
        ],
    )
    firsts = rows.filter(_IDENTIFIED).annotate(place=place).filter(place=1)
    return Attendance.objects.filter(pk__in=firsts.values("pk"))


def _rank(dimension: str) -> Case:
    """0 stated, 1 derived, 2 not stated."""
    missing = When(**{COLUMNS[dimension]: NOT_STATED}, then=Value(2))
    derived = [When(category_is_derived=True, then=Value(1))] if dimension == "category" else []
    return Case(missing, *derived, default=Value(0))
