"""What an import would do, as it is being thought out: counts per sheet, changes old → new, and the writes to come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import number_format

from events.models import Activity
from grants.models import Project
from outreach.desk.workbook.faults import Findings
from outreach.desk.workbook.known import Known
from outreach.desk.workbook.reader import Book, Row, SheetRows
from outreach.desk.workbook.sheets import SHEETS
from outreach.desk.workbook.writes import Writes

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
MOST_EXAMPLES = 50


@dataclass(frozen=True)
class FieldChange:
    """One thing that becomes another, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """A row that would add or change something. `label` names it without personal data."""

    sheet: str
    row: int
    label: str
    fields: tuple[FieldChange, ...] = ()


class Tally:
    """How many rows of each sheet add, change or leave; the first examples of each."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {spec.code: Counter() for spec in SHEETS}
        self.examples: dict[tuple[str, str], list[RowChange]] = defaultdict(list)

    def note(
        self, sheet: SheetRows, row: Row, outcome: str, label: str = "", fields: list[FieldChange] | None = None
    ) -> None:
        """Count a row."""
        self.counts[sheet.spec.code][outcome] += 1
        examples = self.examples[sheet.spec.code, outcome]
        if outcome != UNCHANGED and len(examples) < MOST_EXAMPLES:
            examples.append(RowChange(sheet.title, row.number, label, tuple(fields or ())))

    def compared(self, sheet: SheetRows, row: Row, label: str, is_new: bool, fields: list[FieldChange]) -> None:
        """Count a row by what the comparison found."""
        outcome = ADDED if is_new else CHANGED if fields else UNCHANGED
        self.note(sheet, row, outcome, label, None if is_new else fields)

    def sheets(self) -> dict[str, dict[str, int]]:
        """Counts by sheet and outcome, every sheet named."""
        outcomes = (ADDED, CHANGED, UNCHANGED)
        return {code: {outcome: counts[outcome] for outcome in outcomes} for code, counts in self.counts.items()}

    def total(self, outcome: str) -> int:
        """Rows of all sheets with this outcome."""
        return sum(counts[outcome] for counts in self.counts.values())


@dataclass
class ProjectView:
    """A project as it will be."""

    ref: str
    starts_on: date | None
    ends_on: date | None
    existing: Project | None


@dataclass
class ActivityView:
    """An activity as it will be; `row` is its row in this file, if it has one."""

    ref: str
    project_ref: str
    existing: Activity | None
    row: Row | None = None
    starts_on: date | None = None
    starts_at: time | None = None
    reported: int | None = None
    # What this file changes about it, apart from what a new activity brings.
    changes: list[FieldChange] = field(default_factory=list)

    @property
    def pk(self) -> int | None:
        """The stored activity's id, None for a new one."""
        return self.existing.pk if self.existing else None


@dataclass
class Draft:
    """The import being thought out: a planner per sheet reads the book and what is known, and notes what is to come."""

    book: Book
    known: Known
    findings: Findings
    tally: Tally = field(default_factory=Tally)
    writes: Writes = field(default_factory=Writes)
    projects: dict[str, ProjectView] = field(default_factory=dict)
    measures: set[tuple[str, str]] = field(default_factory=set)
    activities: dict[str, ActivityView] = field(default_factory=dict)
    # Live counted rows of each activity, as they will be.
    rows_of: Counter[str] = field(default_factory=Counter)
    # How many of those were counted otherwise than by a workbook.
    others_of: Counter[str] = field(default_factory=Counter)
    # Rows that point at a sheet the file has not got: target sheet -> sheets that point, refs they name.
    _missing: dict[str, tuple[dict[str, None], dict[str, None]]] = field(default_factory=dict)

    def project_of(self, sheet: SheetRows, row: Row) -> str | None:
        """The project a row names, or the only one there is. None after a fault."""
        ref = row["project"]
        if ref is None:
            if "project" in row.bad:
                return None
            if len(self.projects) == 1:
                return next(iter(self.projects))
            self.findings.fault("no_project", sheet, row, "project")
            return None
        if ref in self.projects:
            return str(ref)
        self._unknown("projects", "unknown_project", sheet, row, "project", ref)
        return None

    def measure_of(self, sheet: SheetRows, row: Row, project_ref: str) -> str | None:
        """The measure a row names, None when it names none or after a fault."""
        number = row["measure"]
        if number is None or (project_ref, number) in self.measures:
            return number
        self._unknown("measures", "unknown_measure", sheet, row, "measure", number, project=project_ref)
        return None

    def activity_of(self, sheet: SheetRows, row: Row) -> ActivityView | None:
        """The activity a row names, None after a fault."""
        ref = row["activity_ref"]
        if ref is None:
            return None
        if ref in self.activities:
            return self.activities[ref]
        self._unknown("activities", "unknown_activity", sheet, row, "activity_ref", ref)
        return None

    def _unknown(
        self, target: str, fault: str, sheet: SheetRows, row: Row, column: str, ref: str, **params: str
    ) -> None:
        """A ref that nobody knows: one fault per row, or one for the whole sheet that is missing."""
        if self.book[target].is_present:
            self.findings.fault(fault, sheet, row, column, value=ref, **params)
            return
        sheets, refs = self._missing.setdefault(target, ({}, {}))
        sheets[sheet.title] = None
        refs[ref] = None

    def tell_missing_sheets(self) -> None:
        """Note the sheets that others refer to and the file has not got."""
        for target, (sheets, refs) in self._missing.items():
            shown = ", ".join(list(refs)[:5]) + (" …" if len(refs) > 5 else "")
            self.findings.fault(
                "sheet_missing", self.book[target], missing=target, sheets=", ".join(sheets), refs=shown
            )


def differences(existing: models.Model | None, values: Mapping[str, Any]) -> list[FieldChange]:
    """What stating `values` changes about a stored row; nothing for a new one."""
    if existing is None:
        return []
    changes = []
    for name, new in values.items():
        old = getattr(existing, name)
        if old != new:
            label = str(existing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            changes.append(FieldChange(label, in_words(old), in_words(new)))
    return changes


def in_words(value: Any) -> str:
    """A value as the preview shows it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (int, Decimal)):
        return number_format(value.normalize() if isinstance(value, Decimal) and value == int(value) else value)
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
