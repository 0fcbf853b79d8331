"""A workbook job's result as its page shows it, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outreach.desk.workbook.draft import ADDED, CHANGED, UNCHANGED, FieldChange, RowChange
from outreach.desk.workbook.faults import Finding, numbers_in_words

SHEET_LABELS: dict[str, str | Promise] = {
    "projects": _("Projects"),
    "measures": _("Tasks and measures"),
    "indicators": _("Indicators"),
    "activities": _("Activities"),
    "attendance": _("Participants"),
    "headcounts": _("Head counts"),
    "materials": _("Materials"),
    "publications": _("Publications"),
}


@dataclass(frozen=True)
class SheetLine:
    """How many rows of a sheet add, change and leave something; the first changes in full."""

    label: str | Promise
    added: int
    changed: int
    unchanged: int
    examples: tuple[RowChange, ...]

    @property
    def more(self) -> int:
        """Changed rows that are not among the examples."""
        return self.changed - len(self.examples)


@dataclass(frozen=True)
class FindingLine:
    """One fault or warning; alike ones of a column are one line with all their rows."""

    sheet: str
    place: str
    message: str
    numbers: list[int]

    @property
    def rows(self) -> str:
        """The rows as people write them: "2, 5, 7–9"."""
        return numbers_in_words(self.numbers)


@dataclass(frozen=True)
class Shown:
    """Everything on the page of a preview or an import."""

    applied: bool
    lines: list[SheetLine]
    faults: list[FindingLine]
    fault_count: int
    warnings: list[FindingLine]
    warning_count: int
    # Faults that are not listed.
    more_faults: int = 0

    @property
    def added(self) -> int:
        """Rows that add something."""
        return sum(line.added for line in self.lines)

    @property
    def changed(self) -> int:
        """Rows that change something."""
        return sum(line.changed for line in self.lines)


def shown(result: dict[str, Any]) -> Shown:
    """The stored result in words."""
    faults = [Finding(**finding) for finding in result.get("faults", [])]
    warnings = [Finding(**finding) for finding in result.get("warnings", [])]
    fault_count = result.get("fault_count", len(faults))
    return Shown(
        applied=result.get("applied", False),
        lines=_lines(result),
        faults=_together(faults),
        fault_count=fault_count,
        warnings=_together(warnings),
        warning_count=result.get("warning_count", len(warnings)),
        more_faults=fault_count - len(faults),
    )


def _together(findings: list[Finding]) -> list[FindingLine]:
    """The same words about the same column once, with all the rows, in the order of the first."""
    lines: dict[tuple[str, str, str], FindingLine] = {}
    for finding in findings:
        key = (finding.sheet, finding.place, finding.message)
        line = lines.setdefault(key, FindingLine(*key, []))
        if finding.row:
            line.numbers.append(finding.row)
    return list(lines.values())


def _lines(result: dict[str, Any]) -> list[SheetLine]:
    lines = []
    for code, counts in result.get("sheets", {}).items():
        if not any(counts.values()):
            continue
        examples = tuple(
            RowChange(**{**change, "fields": tuple(FieldChange(**line) for line in change["fields"])})
            for change in result.get("examples", {}).get(f"{code}:{CHANGED}", ())
        )
        label = SHEET_LABELS.get(code, code)
        lines.append(SheetLine(label, counts[ADDED], counts[CHANGED], counts[UNCHANGED], examples))
    return lines
