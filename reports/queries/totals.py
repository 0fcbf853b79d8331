"""The totals of many projects at once, for lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value

from events.models import Activity
from events.queries import counts
from grants.models import Organisation, Project
from rules.counting import UNIQUE_PEOPLE


@dataclass(frozen=True)
class ProjectTotals:
    """What `ProjectStatistics` says in the fields of the same names."""

    total: int
    attendances: int
    people: int


def totals_of_projects(
    *, organisation: Organisation, projects: Iterable[Project] | None = None
) -> dict[int, ProjectTotals]:
    """Total, attendances and unique people of every project by its own rule, by project id. One query for all
    figures; without `projects`, one more that reads the organisation's projects and their rules."""
    chosen = list(projects if projects is not None else Project.objects.of(organisation))
    scope = _scope_of(chosen)
    visits = (
        counts.counted_rows(scope)
        .order_by()
        .values_list("activity__project")
        .annotate(count=Count("*"), people=counts.people_among())
    )
    heads = (
        counts.live_head_counts(scope)
        .order_by()
        .values_list("activity__project")
        .annotate(count=Sum("total"), people=Value(0))
    )
    sums = {project.pk: (0, 0) for project in chosen}
    for pk, count, people in visits.union(heads, all=True):
        sums[pk] = (sums[pk][0] + count, sums[pk][1] + people)
    return {project.pk: _totals(project, *sums[project.pk]) for project in chosen}


def _totals(project: Project, attendances: int, people: int) -> ProjectTotals:
    is_unique = project.counting_basis == UNIQUE_PEOPLE
    return ProjectTotals(people if is_unique else attendances, attendances, people)


def _scope_of(projects: list[Project]) -> QuerySet[Activity]:
    """The activities that enter the tables of their own project. One condition per distinct rule: there are few."""
    by_rule: dict[tuple[Any, ...], list[Project]] = {}
    for project in projects:
        rule = counts.counting_rule(project)
        by_rule.setdefault((rule.units, rule.kinds), []).append(project)
    condition = Q(pk__in=[])
    for alike in by_rule.values():
        condition |= counts.enters_tables(counts.counting_rule(alike[0])) & Q(project__in=alike)
    return Activity.objects.filter(condition).order_by()
