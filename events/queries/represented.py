"""The organisations that participants came for: counted distinct, in one place only.

They come from live entries of the ledger (`Attendance.represents`) and from an activity's own list (`RepresentedAt`).
Spellings that were put together count as one. An activity that counts organisations gives its list, or its number where
there is no list. Cancelled activities do not enter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from events.models import Activity, Attendance, CountUnit, Represented, RepresentedAt
from events.queries.counts import activity_counts
from grants.models import Organisation, Project

_NAMES_AT_MOST = 300


@dataclass(frozen=True)
class RepresentedLine:
    """An organisation and what stands behind it: `people` entries came for it, `activities` name it."""

    represented: Represented
    people: int
    activities: list[Activity] = field(default_factory=list)
    # The row of the activity's own list, where one activity was asked for.
    listed: RepresentedAt | None = None


@dataclass(frozen=True)
class RepresentedInProject:
    """`lines`: each organisation once; `unnamed`: what activities counted in organisations have without a list."""

    lines: list[RepresentedLine]
    unnamed: int

    @property
    def total(self) -> int:
        """Distinct organisations, and those only counted."""
        return len(self.lines) + self.unnamed


def represented_in(*, project: Project) -> RepresentedInProject:
    """Every organisation of the project with its activities, by name. Seven queries."""
    activities = {one.pk: one for one in _activities(project)}
    named = _named(list(activities))
    people = _people(list(activities))
    places: dict[int, list[Activity]] = {}
    for represented, activity in named:
        places.setdefault(represented, []).append(activities[activity])
    rows = Represented.objects.filter(pk__in=places)
    lines = [RepresentedLine(one, people.get(one.pk, 0), places[one.pk]) for one in rows]
    return RepresentedInProject(lines, sum(_only_counted(activities.values(), {at for _one, at in named}).values()))


def represented_at(*, activity: Activity) -> list[RepresentedLine]:
    """The organisations of one activity, those of its own list first. Four queries."""
    people = _people([activity.pk])
    listed: dict[int, RepresentedAt] = {}
    for row in activity.represented_at.select_related("represented"):
        listed.setdefault(row.represented.merged_into_id or row.represented_id, row)
    rows = Represented.objects.filter(pk__in={*people, *listed}).order_by("name")
    lines = [RepresentedLine(one, people.get(one.pk, 0), [activity], listed.get(one.pk)) for one in rows]
    return sorted(lines, key=lambda line: line.listed is None)


def number_at(*, activity: Activity) -> int:
    """How many distinct organisations an activity has by name. One query."""
    rows = Attendance.objects.live().filter(activity=activity, represents__isnull=False).order_by()
    lists = RepresentedAt.objects.filter(activity=activity).order_by()
    named = rows.annotate(one=_standing()).values_list("one")
    return named.union(lists.annotate(one=_standing("represented")).values_list("one")).count()


def represented_known(*, organisation: Organisation) -> list[RepresentedLine]:
    """Every organisation ever named, with its people and number of activities; spellings stand with it. Four
    queries."""
    rows = Represented.objects.of(organisation).filter(merged_into__isnull=True).prefetch_related("spellings")
    live = Attendance.objects.live().filter(activity__organisation=organisation, represents__isnull=False)
    people = dict(live.order_by().annotate(one=_standing()).values_list("one").annotate(number=Count("pk")))
    return [RepresentedLine(one, people.get(one.pk, 0)) for one in rows]


def names_organisations(activity: Activity) -> bool:
    """Whether people come to this activity for organisations: its kind says so, or organisations are what it counts."""
    return "organisations" in activity.kind.features or activity.count_unit == CountUnit.ORGANISATIONS


def names_suggested(*, organisation: Organisation) -> list[str]:
    """Names to choose from while typing. One query."""
    rows = Represented.objects.of(organisation).filter(merged_into__isnull=True).order_by("name")
    return list(rows.values_list("name", flat=True)[:_NAMES_AT_MOST])


def _activities(project: Project) -> QuerySet[Activity]:
    return project.activities.filter(cancelled_at__isnull=True).order_by("starts_on", "pk")


def _standing(path: str = "represents") -> Coalesce:
    """The organisation itself, whichever spelling was written."""
    return Coalesce(F(f"{path}__merged_into"), F(path))


def namings(activities: QuerySet[Any, Any] | Iterable[int]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Whatever names an organisation at these activities, entries of the ledger and of lists: `one` is the
    organisation itself, whichever spelling was written."""
    rows = Attendance.objects.live().filter(activity__in=activities, represents__isnull=False).order_by()
    lists = RepresentedAt.objects.filter(activity__in=activities).order_by()
    return rows.annotate(one=_standing()), lists.annotate(one=_standing("represented"))


def _named(activities: list[int]) -> list[tuple[int, int]]:
    """Every pair of an organisation and an activity that names it, once."""
    pairs = [pair for rows in namings(activities) for pair in rows.values_list("one", "activity").distinct()]
    return list(dict.fromkeys(pairs))


def _people(activities: list[int]) -> dict[int, int]:
    """How many people came for each: one entry per person and activity."""
    rows = Attendance.objects.counted().filter(activity__in=activities, represents__isnull=False).order_by()
    return dict(rows.annotate(one=_standing()).values_list("one").annotate(number=Count("pk")))


def _only_counted(activities: Iterable[Activity], with_list: set[int]) -> dict[int, int]:
    """The numbers of activities that count organisations and name none."""
    bare = [one.pk for one in activities if one.count_unit == CountUnit.ORGANISATIONS and one.pk not in with_list]
    return {pk: count.total for pk, count in activity_counts(activities=bare).items()} if bare else {}
