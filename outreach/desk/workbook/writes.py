"""What an import will write, one line per thing, by the codes that the workbook uses."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from events.facts import Facts
from events.models import Activity, Attendance, HeadCount, MaterialCount, Person
from grants.models import Indicator, Measure, Project, Task
from rules.post_keys import Link

# dimension -> value -> number of people
Parts = dict[str, dict[str, int]]


@dataclass
class ProjectWrite:
    ref: str
    values: dict[str, Any]
    grantee: str | None
    existing: Project | None


@dataclass
class TaskWrite:
    project_ref: str
    number: str
    title: str
    existing: Task | None


@dataclass
class MeasureWrite:
    project_ref: str
    number: str
    task_number: str
    values: dict[str, Any]
    existing: Measure | None


@dataclass
class IndicatorWrite:
    project_ref: str
    measure_number: str | None
    code: str
    values: dict[str, Any]
    existing: Indicator | None


@dataclass
class ActivityWrite:
    """`project_ref` and `measure_number` None: as it is; `measure_number` "": none."""

    ref: str
    project_ref: str | None
    measure_number: str | None
    values: dict[str, Any]
    existing: Activity | None


@dataclass
class HeadCountWrite:
    """`total` None: the live head count is voided, because rows have come."""

    ref: str
    total: int | None
    parts: Parts
    live: HeadCount | None


@dataclass
class AttendanceWrite:
    """A new row of the ledger; `replaces` is voided first and linked."""

    uuid: uuid.UUID
    ref: str
    person: Person | None
    facts: Facts
    observed_at: datetime
    replaces: Attendance | None
    # The name of the organisation they came for, "" for none.
    represents: str = ""


class MaterialKey(NamedTuple):
    """A line of the sheet of materials, within its activity; "" where no point or language was stated."""

    point: str
    kind: str
    language: str


@dataclass
class PrintedWrite:
    """How many copies of a material were printed."""

    ref: str
    kind: str
    language: str
    printed: int


@dataclass
class MaterialWrite:
    ref: str
    key: MaterialKey
    values: dict[str, Any]
    existing: MaterialCount | None


@dataclass
class MentionWrite:
    """`facts`: columns of the post; `numbers`: as read on `read_on`, None for today; `page`: its name or link."""

    project_ref: str
    activity_ref: str | None
    link: Link
    facts: dict[str, Any]
    numbers: dict[str, int]
    read_on: date | None
    page: str


@dataclass
class Writes:
    """Everything to be written, in order."""

    projects: list[ProjectWrite] = field(default_factory=list)
    tasks: list[TaskWrite] = field(default_factory=list)
    measures: list[MeasureWrite] = field(default_factory=list)
    indicators: list[IndicatorWrite] = field(default_factory=list)
    activities: list[ActivityWrite] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    changed_people: list[Person] = field(default_factory=list)
    attendances: list[AttendanceWrite] = field(default_factory=list)
    head_counts: list[HeadCountWrite] = field(default_factory=list)
    materials: list[MaterialWrite] = field(default_factory=list)
    printed: list[PrintedWrite] = field(default_factory=list)
    mentions: list[MentionWrite] = field(default_factory=list)
