"""Copies handed out: what people noted by hand and what the counter counted, added up in one place only.

An entry of the counter hands out one copy of its material; an undone one hands out none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from events.models import Activity, Attendance, Material, MaterialCount, Source
from events.queries.periods import ALWAYS, begins_within
from grants.models import Project
from rules.plan_progress import Period


@dataclass(frozen=True)
class HandedOut:
    """Copies by material, and of them by point and by day; None is "no point" or "no day" noted. Each sums to total."""

    material: Material
    total: int
    by_point: Mapping[int | None, int] = field(default_factory=dict)
    by_day: Mapping[date | None, int] = field(default_factory=dict)

    @property
    def left(self) -> int | None:
        """Printed and not handed out; below zero when more was handed out than printed; None while that is unknown."""
        return None if self.material.printed is None else self.material.printed - self.total


def noted_for(project: Project, period: Period = ALWAYS) -> QuerySet[MaterialCount]:
    """What was noted by hand at the project's activities of a period: `handed_out` copies each. Cancelled ones do not
    enter."""
    return MaterialCount.objects.filter(
        begins_within(period, "material__activity__"),
        material__activity__project=project,
        material__activity__cancelled_at__isnull=True,
    ).order_by()


def tapped_for(project: Project, period: Period = ALWAYS) -> QuerySet[Attendance]:
    """The counter's entries at the project's activities of a period, one copy each. Cancelled activities do not
    enter."""
    alive = Attendance.objects.filter(activity__project=project, activity__cancelled_at__isnull=True)
    return _tapped(alive.filter(begins_within(period, "activity__"))).order_by()


def handed_out_at(*, activity: Activity) -> list[HandedOut]:
    """Every material of the activity, in the order it was noted, with its copies by point and day. Three queries."""
    materials = list(activity.materials.all())
    cells: dict[int, list[tuple[int | None, date | None, int]]] = {one.pk: [] for one in materials}
    noted = MaterialCount.objects.filter(material__activity=activity).order_by()
    for of, point, day, number in noted.values_list("material", "point", "day", "handed_out"):
        cells[of].append((point, day, number))
    tapped = _tapped(Attendance.objects.filter(activity=activity)).annotate(day=TruncDate("observed_at")).order_by()
    for of_tap, point, day, number in tapped.values_list("material", "point", "day").annotate(copies=Count("pk")):
        if of_tap is not None:
            cells[of_tap].append((point, day, number))
    return [_handed_out(one, cells[one.pk]) for one in materials]


@dataclass(frozen=True)
class CountedAtPoints:
    """People on the counter: by point (None: at none), by day, by gender and age band. Each sums to the total."""

    total: int
    by_point: Mapping[int | None, int]
    by_day: Mapping[date, int]
    by_gender_and_age: Mapping[tuple[str, str], int]


def counted_at_points(*, activity: Activity) -> CountedAtPoints:
    """People whom the counter counted at the activity; taps that were undone do not enter. One query."""
    rows = Attendance.objects.counted().filter(activity=activity, source=Source.COUNTER)
    columns = "point", "day", "gender", "age_band"
    groups = rows.annotate(day=TruncDate("observed_at")).order_by().values_list(*columns).annotate(people=Count("pk"))
    by_point: dict[int | None, int] = {}
    by_day: dict[date, int] = {}
    table: dict[tuple[str, str], int] = {}
    for point, day, gender, age, people in groups:
        by_point[point] = by_point.get(point, 0) + people
        by_day[day] = by_day.get(day, 0) + people
        table[gender, age] = table.get((gender, age), 0) + people
    return CountedAtPoints(sum(by_day.values()), by_point, dict(sorted(by_day.items())), table)


def copies_by_language(given: Iterable[HandedOut]) -> dict[str, int]:
    """Copies by the material's language as stored ("kk+ru"); they sum to all copies."""
    copies: dict[str, int] = {}
    for one in given:
        copies[one.material.language] = copies.get(one.material.language, 0) + one.total
    return copies


def copies_by(given: Iterable[HandedOut], what: str) -> dict[Any, int]:
    """Copies of all materials together "by_point" or "by_day"."""
    copies: dict[Any, int] = {}
    for one in given:
        for key, number in getattr(one, what).items():
            copies[key] = copies.get(key, 0) + number
    return copies


def _tapped(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Live entries that handed something out."""
    return rows.filter(Q(voided_at__isnull=True), material__isnull=False)


def _handed_out(material: Material, cells: list[tuple[int | None, date | None, int]]) -> HandedOut:
    by_point: dict[int | None, int] = {}
    by_day: dict[date | None, int] = {}
    for point, day, number in cells:
        by_point[point] = by_point.get(point, 0) + number
        by_day[day] = by_day.get(day, 0) + number
    return HandedOut(material, sum(number for _point, _day, number in cells), by_point, by_day)
