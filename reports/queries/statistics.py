"""A project's three tables by its counting rule, and the totals of many projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from events.queries import counts
from events.queries.counts import AttendanceGroup, HeadCountSums
from events.queries.periods import ALWAYS
from grants.models import Project
from reports.queries.moment import one_moment
from rules.codes import DIMENSIONS
from rules.counting import UNIQUE_PEOPLE, CountingRule
from rules.plan_progress import Period
from rules.tables import Table, TablesDifferError, check_tables, full_table, unresolved


@dataclass(frozen=True)
class ProjectStatistics:
    """The tables of one project. Cannot exist unless every table sums to `total`.

    `total` by the rule; `attendances`: visits with head counts; `people`: distinct identified people among the
    scanned visits (those beneath a head count "instead" are not among them, so `people` never exceeds `attendances`);
    `derived`: how many of `total` have a category that was derived from the age.
    """

    project: str
    edition: str
    rule: CountingRule
    total: int
    attendances: int
    people: int
    tables: dict[str, Table]
    derived: int

    def __post_init__(self) -> None:
        check_tables(self.total, self.tables)
        if self.people > self.attendances:
            raise TablesDifferError(f"{self.people} people among {self.attendances} attendances")

    @property
    def unresolved(self) -> dict[str, Table]:
        """Per dimension what is not stated or outside the bands and not zero; anything here makes a draft."""
        return unresolved(self.tables)

    def as_json(self) -> dict[str, Any]:
        """Codes and figures, in the order in which programs get them."""
        return {
            "project": self.project,
            "edition": self.edition,
            "rule": self.rule.basis,
            "total": self.total,
            "attendances": self.attendances,
            "people": self.people,
            **self.tables,
        }


def project_statistics(*, project: Project, period: Period = ALWAYS) -> ProjectStatistics:
    """The project's three tables as of now, by its counting rule; of a `period`: over the activities that begin in
    it, unique people being those met in it."""
    rule = counts.counting_rule(project)
    scope = counts.activities_in_scope(project=project, rule=rule, period=period)
    rows = counts.counted_rows(scope)
    with one_moment():
        heads = counts.head_count_sums(counts.live_head_counts(scope))
        groups = counts.attendance_groups(rows)
        people = counts.distinct_people(rows)
        attendances = sum(group.count for group in groups) + heads.total
        if rule.basis == UNIQUE_PEOPLE:
            firsts = {name: counts.attendance_groups(counts.first_stated(rows, name)) for name in DIMENSIONS}
            total, tables, heads = people, firsts, HeadCountSums()
        else:
            total, tables = attendances, dict.fromkeys(DIMENSIONS, groups)
    return ProjectStatistics(
        project=project.ref,
        edition=project.edition_id,
        rule=rule,
        total=total,
        attendances=attendances,
        people=people,
        tables={name: _table(name, groups, heads) for name, groups in tables.items()},
        derived=sum(group.count for group in tables["category"] if group.is_derived),
    )


def _table(dimension: str, groups: list[AttendanceGroup], heads: HeadCountSums) -> Table:
    table = {value: heads.count(dimension, value) for value in DIMENSIONS[dimension]}
    for group in groups:
        table[group.value(dimension)] += group.count
    return full_table(dimension, table)
