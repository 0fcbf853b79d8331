"""What was understood of a file, as JSON for a job's result and for programs: codes and values, no words of ours."""

from __future__ import annotations

from typing import Any

from rules.survey_files.reading import ColumnReading, Reading, Unmatched
from surveys.actions.imports import Brought

# Beyond these a page would be longer than anybody reads; the counts are always whole.
MOST_VALUES = 200
MOST_MEANINGS = 12
MOST_ROWS_NAMED = 20
_SHOWN_LETTERS = 200


def summary_of(reading: Reading, brought: Brought | None) -> dict[str, Any]:
    """Columns with what matched and what waits; what bringing in would do (None while it cannot be said)."""
    return {
        "ready": reading.is_ready,
        "rows": len(reading.layout.rows),
        "sheets": len(reading.sheets),
        "header_row": reading.layout.header_row,
        "first_row": reading.layout.rows[0][0] if reading.layout.rows else None,
        "language": reading.language,
        "columns": [_column(one) for one in reading.columns],
        "twice": reading.twice,
        "left_out": {code: _rows(rows) for code, rows in reading.left_out.items()},
        "blank": _rows(reading.blank),
        "added": brought.added if brought else None,
        "already": brought.already if brought else None,
        "repeated": _rows(brought.repeated) if brought else None,
    }


def _column(one: ColumnReading) -> dict[str, Any]:
    meanings = sorted(one.meanings.items(), key=lambda found: -found[1][1])
    return {
        "letter": one.column.letter,
        "heading": _short(one.column.heading),
        "question": one.column.question,
        "by_heading": one.column.is_by_heading,
        "numbers": one.numbers,
        "taken": one.taken,
        "empty": one.empty,
        "meanings": [
            {"value": _short(value), "answers": [_short(answer) for answer in answers], "times": times}
            for value, (answers, times) in meanings[:MOST_MEANINGS]
            if answers
        ],
        "unmatched_values": len(one.unmatched),
        "unmatched": [_unmatched(found) for found in list(one.unmatched.values())[:MOST_VALUES]],
    }


def _unmatched(found: Unmatched) -> dict[str, Any]:
    return {
        "value": _short(found.value),
        "letters": len(found.value),
        "key": found.key,
        "fault": found.fault.code,
        "params": {name: str(value) for name, value in found.fault.params.items()},
        **_rows(found.rows),
    }


def _rows(rows: list[int]) -> dict[str, Any]:
    return {"times": len(rows), "rows": rows[:MOST_ROWS_NAMED]}


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}…"
