"""What is wrong (the file is refused) or only odd (it comes in): where it stands, what it is, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from outreach.desk.workbook.messages import FAULTS, WARNINGS

if TYPE_CHECKING:
    from outreach.desk.workbook.reader import Row, SheetRows

Param = str | int


@dataclass(frozen=True)
class Finding:
    """One fault or warning. `sheet` is the tab's own name; `column` its letter and `heading` the words above it."""

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    heading: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return message_for(self.code, self.params)

    @property
    def place(self) -> str:
        """The column as people find it: "F (date)"."""
        return f"{self.column} ({self.heading})" if self.heading else self.column

    def stored(self) -> dict[str, Any]:
        """For keeping in a job's result: without words, so that each reader sees their own language."""
        return {
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "heading": self.heading,
            "params": dict(self.params),
        }


def message_for(code: str, params: Mapping[str, Param]) -> str:
    """The words for a code."""
    text = FAULTS.get(code) or WARNINGS[code]
    return str(text) % dict(params)


class Findings:
    """Collects everything at once: a coordinator mends a file in one go, not fault by fault."""

    def __init__(self) -> None:
        self.faults: list[Finding] = []
        self.warnings: list[Finding] = []

    def fault(
        self, code: str, sheet: SheetRows | None = None, row: Row | None = None, column: str = "", **params: Param
    ) -> None:
        """Note what keeps the file out."""
        self.faults.append(_finding(code, sheet, row, column, params))

    def warn(
        self, code: str, sheet: SheetRows | None = None, row: Row | None = None, column: str = "", **params: Param
    ) -> None:
        """Note what is odd and comes in."""
        self.warnings.append(_finding(code, sheet, row, column, params))


def _finding(code: str, sheet: SheetRows | None, row: Row | None, column: str, params: Mapping[str, Param]) -> Finding:
    place = sheet.columns.get(column) if sheet else None
    return Finding(
        code=code,
        sheet=sheet.title if sheet else "",
        row=row.number if row else None,
        column=place.letter if place else "",
        heading=place.heading if place else column,
        params=dict(params),
    )


def numbers_in_words(numbers: list[int]) -> str:
    """Row numbers as people write them: "2, 5, 7–9"."""
    parts: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if parts and parts[-1][1] == number - 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in parts)
