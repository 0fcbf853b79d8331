"""An import's outcome for a terminal, for programs and for a job's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from outreach.desk.workbook.draft import ADDED, CHANGED, UNCHANGED
from outreach.desk.workbook.faults import Finding
from outreach.desk.workbook.importing import Outcome

# A job's result is read at every poll of its page; a file with more faults than this is mended in steps.
MOST_STORED = 1000


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome for programs."""
    return {
        ADDED: outcome.tally.total(ADDED),
        CHANGED: outcome.tally.total(CHANGED),
        UNCHANGED: outcome.tally.total(UNCHANGED),
        "warnings": len(outcome.warnings),
        "faults": len(outcome.faults),
        "dry_run": outcome.dry_run,
        "applied": outcome.applied,
        "sheets": outcome.tally.sheets(),
        "warning_list": [_finding(finding) for finding in outcome.warnings],
        "fault_list": [_finding(finding) for finding in outcome.faults],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.place,
        "code": finding.code,
        "message": finding.message,
    }


def as_result(outcome: Outcome) -> dict[str, Any]:
    """The outcome for a job's row: findings without words, so that each reader sees their own language."""
    return {
        "applied": outcome.applied,
        "sheets": outcome.tally.sheets(),
        "fault_count": len(outcome.faults),
        "warning_count": len(outcome.warnings),
        "faults": [finding.stored() for finding in outcome.faults[:MOST_STORED]],
        "warnings": [finding.stored() for finding in outcome.warnings[:MOST_STORED]],
        "examples": {
            f"{sheet}:{kind}": [asdict(change) for change in changes]
            for (sheet, kind), changes in outcome.tally.examples.items()
            if kind == CHANGED
        },
    }


def as_text(outcome: Outcome) -> Iterator[str]:
    """The outcome for a terminal, line by line."""
    for title, findings in ((_("Faults"), outcome.faults), (_("Warnings"), outcome.warnings)):
        if findings:
            yield f"{title}: {len(findings)}"
            yield from (f"  {_where(finding)}{finding.message}" for finding in findings)
    if outcome.faults:
        yield _("Nothing was changed. Correct the faults and import the file again.")
        return
    for sheet, counts in outcome.tally.sheets().items():
        if any(counts.values()):
            yield _("%(sheet)s: %(added)s added, %(changed)s changed, %(unchanged)s unchanged") % {
                "sheet": sheet,
                **counts,
            }
    yield _("Nothing was changed: this was a trial.") if outcome.dry_run else _("The workbook is in.")


def _where(finding: Finding) -> str:
    parts = [finding.sheet]
    if finding.row:
        parts.append(_("row %(row)s") % {"row": finding.row})
    if finding.place:
        parts.append(finding.place)
    return f"{', '.join(part for part in parts if part)}: " if any(parts) else ""
