"""The register of consultations: its entries, its tables, and what the next entry probably repeats.

The register's number is the number of its live entries. Every table is summed from one reading of them, so each of them
adds up to that number; what an activity counts is asked of events/queries/counts.py alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from events.models import Activity, Attendance, Consultation, Subject
from events.queries.groups import one_line_a_group
from grants.models import Organisation, User
from rules.kinds import CHANNELS, CLIENT_UNITS

# Of what nobody stated: the subject's id, and the specialist.
NO_SUBJECT = 0
NO_SPECIALIST = ""


@dataclass(frozen=True)
class RegisterFilter:
    """What the register is limited to; None limits nothing. `project`, `activity`: their short codes; `month`: its
    first day; `subject`: an id, or NO_SUBJECT; `undone`: the entries that were undone or corrected, instead of those
    that stand."""

    project: str | None = None
    activity: str | None = None
    month: date | None = None
    channel: str | None = None
    unit: str | None = None
    subject: int | None = None
    specialist: str | None = None
    undone: bool = False

    @property
    def words(self) -> dict[str, str]:
        """As an address or a job says it; `events.forms.consultations` reads it back."""
        said = {name: value for name, value in vars(self).items() if value is not None and name != "undone"}
        if self.month:
            said["month"] = f"{self.month:%Y-%m}"
        return {name: str(value) for name, value in said.items()} | ({"undone": "1"} if self.undone else {})

    @property
    def query(self) -> str:
        """The part of an address after the question mark."""
        return urlencode(self.words)


def entries_found(*, organisation: Organisation, chosen: RegisterFilter) -> QuerySet[Consultation]:
    """The organisation's entries that pass the filter, latest first. A cancelled activity was not held: its entries are
    found only where it was chosen itself."""
    found = Consultation.objects.of(organisation).filter(attendance__voided_at__isnull=not chosen.undone)
    if chosen.activity is None:
        found = found.filter(attendance__activity__cancelled_at__isnull=True)
    else:
        found = found.filter(attendance__activity__ref=chosen.activity)
    if chosen.project is not None:
        found = found.filter(attendance__activity__project__ref=chosen.project)
    if chosen.month is not None:
        found = found.filter(held_on__year=chosen.month.year, held_on__month=chosen.month.month)
    for name in ("channel", "unit", "specialist"):
        if (value := getattr(chosen, name)) is not None:
            found = found.filter(**{name: value})
    if chosen.subject is not None:
        found = found.filter(subject=chosen.subject) if chosen.subject else found.filter(subject__isnull=True)
    return found.order_by("-held_on", "-attendance__observed_at", "-pk")


class _Alike(NamedTuple):
    """How many entries share all of this."""

    month: date
    channel: str
    unit: str
    subject: int
    subject_name: str
    specialist: str
    number: int


@dataclass(frozen=True)
class Cell:
    """A figure, and the filter that opens its entries."""

    number: int
    opens: RegisterFilter


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is of (a month, a subject's name, a specialist; "" or None: not stated), its sum and
    the sum's parts in the order of the table's columns."""

    name: Any
    sum: Cell
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """Rows by columns (codes of channels or units). `sums`: of each column, all rows together."""

    columns: list[str]
    rows: list[Row]
    sums: list[Cell]


@dataclass(frozen=True)
class RegisterTables:
    """The register in numbers; every table adds up to `total`."""

    total: Cell
    by_channel: Table
    by_unit: Table
    subjects: list[Row]
    specialists: list[Row]


def register_tables(*, organisation: Organisation, chosen: RegisterFilter) -> RegisterTables:
    """The month, subject and specialist tables of the entries that pass the filter. One query."""
    return _tables(_alike(entries_found(organisation=organisation, chosen=chosen)), chosen)


def _tables(alike: list[_Alike], chosen: RegisterFilter) -> RegisterTables:
    channels, units = ({getattr(one, column) for one in alike} for column in ("channel", "unit"))
    return RegisterTables(
        total=Cell(sum(one.number for one in alike), chosen),
        by_channel=_month_table(alike, chosen, "channel", [code for code in CHANNELS if code in channels]),
        by_unit=_month_table(alike, chosen, "unit", [code for code in CLIENT_UNITS if code in units]),
        subjects=_rows(alike, chosen, "subject", lambda one: one.subject_name),
        specialists=_rows(alike, chosen, "specialist", lambda one: one.specialist),
    )


def _alike(found: QuerySet[Consultation]) -> list[_Alike]:
    columns = ("month", "channel", "unit", "subject", "subject__name", "specialist")
    groups = found.order_by().annotate(month=TruncMonth("held_on")).values_list(*columns).annotate(number=Count("pk"))
    return [
        _Alike(month, channel, unit, subject or NO_SUBJECT, name or "", specialist, number)
        for month, channel, unit, subject, name, specialist, number in groups
    ]


def _month_table(alike: list[_Alike], chosen: RegisterFilter, column: str, codes: list[str]) -> Table:
    def cells(of: RegisterFilter, among: list[_Alike]) -> list[Cell]:
        return [
            Cell(sum(one.number for one in among if getattr(one, column) == code), _limited(of, column, code))
            for code in codes
        ]

    rows = []
    for month in sorted({one.month for one in alike}):
        among = [one for one in alike if one.month == month]
        of_month = replace(chosen, month=month)
        rows.append(Row(month, Cell(sum(one.number for one in among), of_month), cells(of_month, among)))
    return Table(codes, rows, cells(chosen, alike))


def _limited(chosen: RegisterFilter, column: str, value: Any) -> RegisterFilter:
    return replace(chosen, **{column: value})


def _rows(alike: list[_Alike], chosen: RegisterFilter, column: str, name_of: Callable[[_Alike], str]) -> list[Row]:
    """The most frequent first; what nobody stated last."""
    names = {getattr(one, column): name_of(one) for one in alike}
    sums = dict.fromkeys(names, 0)
    for one in alike:
        sums[getattr(one, column)] += one.number
    order = sorted(sums, key=lambda key: (not names[key], -sums[key], names[key].casefold()))
    return [Row(names[key], Cell(sums[key], _limited(chosen, column, key)), []) for key in order]


def months_of(*, organisation: Organisation, activity: Activity | None = None) -> list[date]:
    """The months that have entries, latest first: what a filter offers. One query."""
    found = entries_found(organisation=organisation, chosen=RegisterFilter(activity=activity.ref if activity else None))
    months = found.order_by().annotate(month=TruncMonth("held_on")).values_list("month", flat=True).distinct()
    return sorted(months, reverse=True)


def activities_with_register(*, organisation: Organisation, beside: str = "") -> QuerySet[Activity]:
    """The activities that have at least one entry, undone ones included, and the one with the ref `beside`: a register
    is opened before its first entry."""
    entries = Consultation.objects.of(organisation).order_by().values("attendance__activity")
    return Activity.objects.of(organisation).filter(Q(pk__in=entries) | Q(ref=beside.replace("\0", "")))


def subjects_offered(*, organisation: Organisation, kept: Subject | None = None) -> QuerySet[Subject]:
    """The subjects that a new entry may have; `kept`: and the one that an entry has already."""
    offered = Q(retired_at__isnull=True)
    return Subject.objects.of(organisation).filter(offered | Q(pk=kept.pk) if kept else offered)


def subjects_with_numbers(*, organisation: Organisation) -> list[tuple[Subject, int]]:
    """Every subject with its live entries, those offered first. One query."""
    live = Count("consultations", filter=Q(consultations__attendance__voided_at__isnull=True))
    found = Subject.objects.of(organisation).annotate(entries=live)
    in_order = sorted(found, key=lambda one: (one.retired_at is not None, one.name.casefold()))
    return [(one, one.entries) for one in in_order]


def entries_at(*, activity: Activity) -> int:
    """How many live entries an activity's register has. One query."""
    return Consultation.objects.filter(attendance__activity=activity, attendance__voided_at__isnull=True).count()


@dataclass(frozen=True)
class EntryLine:
    """One line of the latest entries; `alike`: how many were entered at once and stand, 1 for a single one."""

    entry: Consultation
    alike: int = 1


def latest_entries(*, activity: Activity, number: int) -> list[EntryLine]:
    """What was entered last, latest first; entries alike are one line. Two queries."""
    rows = one_line_a_group(Attendance.objects.filter(activity=activity).live())
    entries = list(
        Consultation.objects.filter(attendance__in=rows)
        .select_related("attendance__collected_by", "subject")
        .order_by("-attendance_id")[:number]
    )
    groups = [entry.attendance.group for entry in entries if entry.attendance.group]
    counted = Attendance.objects.filter(group__in=groups, activity=activity).live() if groups else None
    sizes = dict(counted.order_by().values_list("group").annotate(size=Count("pk"))) if counted else {}
    return [EntryLine(entry, sizes.get(entry.attendance.group, 1)) for entry in entries]


def entry_before(lines: Iterable[EntryLine], user: User) -> Consultation | None:
    """Of the latest entries what this user entered last, else anybody: its specialist and channel are probably the next
    one's."""
    entries = [line.entry for line in lines]
    return next((one for one in entries if one.attendance.collected_by_id == user.pk), entries[0] if entries else None)


def specialists_of(*, activity: Activity) -> list[str]:
    """The names of specialists in the activity's register, to choose from while typing. One query."""
    names = Consultation.objects.filter(attendance__activity=activity).exclude(specialist=NO_SPECIALIST)
    return sorted(names.order_by().values_list("specialist", flat=True).distinct())
