"""What the organisation already has, read once before a workbook is compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from events.models import Activity, ActivityKind
from grants.models import Grantee, Indicator, Measure, Organisation, Project, Task
from outreach.desk.workbook.words import fold

T = TypeVar("T")
# SQLite takes a limited number of values in one statement.
CHUNK = 5000


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in handfuls that one statement can carry."""
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


@dataclass
class Known:
    """The organisation's plan and activities by the codes that a workbook uses."""

    organisation: Organisation
    grantees: dict[str, Grantee] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)
    measures: dict[tuple[str, str], Measure] = field(default_factory=dict)
    # (project, measure or "", code)
    indicators: dict[tuple[str, str, str], Indicator] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    # folded code or name -> kind
    kinds: dict[str, ActivityKind] = field(default_factory=dict)


def load_known(organisation: Organisation) -> Known:
    """Read it all: seven queries, whatever the workbook."""
    known = Known(organisation)
    known.grantees = {grantee.name: grantee for grantee in Grantee.objects.of(organisation)}
    for project in Project.objects.of(organisation).select_related("grantee", "organisation"):
        known.projects[project.ref] = project
    for task in Task.objects.of(organisation).select_related("project"):
        known.tasks[task.project.ref, task.number] = task
    for measure in Measure.objects.of(organisation).select_related("project", "task"):
        known.measures[measure.project.ref, measure.number] = measure
    for indicator in Indicator.objects.of(organisation).select_related("project", "measure"):
        number = indicator.measure.number if indicator.measure else ""
        known.indicators[indicator.project.ref, number, indicator.code] = indicator
    activities = Activity.objects.of(organisation).select_related("project__organisation", "measure", "kind")
    known.activities = {activity.ref: activity for activity in activities}
    known.kinds = _kinds(organisation)
    return known


def _kinds(organisation: Organisation) -> dict[str, ActivityKind]:
    """Every name of every kind; codes before names, the organisation's own before the shared ones."""
    kinds = sorted(ActivityKind.objects.usable_by(organisation), key=lambda kind: kind.organisation_id is None)
    found: dict[str, ActivityKind] = {}
    for kind in kinds:
        found.setdefault(fold(kind.code), kind)
    for kind in kinds:
        for name in (kind.name_kk, kind.name_ru, kind.name_en):
            found.setdefault(fold(name), kind)
    return found
