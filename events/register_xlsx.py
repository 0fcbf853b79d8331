"""The register as an Excel workbook: prepared rows in, texts that are no formulas out. Imports no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from rules.spreadsheets import safe_cell

ROWS_PER_STEP = 500
_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_WRAP = Alignment(wrap_text=True, vertical="top")
_FILL = PatternFill("solid", fgColor="E3F1EF")


@dataclass(frozen=True)
class RegisterSheet:
    """One sheet: its name, a few lines above, headings with their widths, rows, and a last row of sums or nothing."""

    name: str
    lines: list[str]
    headings: list[str]
    widths: list[int]
    rows: list[list[object]]
    sums: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class RegisterFile:
    """What the file says: the entries, then the months."""

    sheets: list[RegisterSheet]

    @property
    def steps(self) -> int:
        """How often progress is reported."""
        return 1 + sum(len(sheet.rows) // ROWS_PER_STEP for sheet in self.sheets)


def write_register(content: RegisterFile, file: BinaryIO, progress: Callable[[int, int], None]) -> None:
    """Write the workbook; `progress(done, of)` is called before every part of the work."""
    book = Workbook(write_only=True)
    done = 0
    for listed in content.sheets:
        sheet: Any = book.create_sheet(listed.name)
        for column, width in enumerate(listed.widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = f"A{len(listed.lines) + 2}"
        for place, line in enumerate(listed.lines):
            sheet.append([_cell(sheet, line, _BOLD if place else _TITLE)])
        sheet.append([_cell(sheet, text, _BOLD, fill=True) for text in listed.headings])
        for number, row in enumerate(listed.rows):
            if number % ROWS_PER_STEP == 0:
                progress(min(done, content.steps), content.steps)
                done += 1
            sheet.append([_cell(sheet, value) for value in row])
        if listed.sums:
            sheet.append([_cell(sheet, value, _BOLD) for value in listed.sums])
    book.save(file)


def _cell(sheet: Any, value: object, font: Font | None = None, *, fill: bool = False) -> Any:
    text: Any = safe_cell(value)
    cell: Any = WriteOnlyCell(sheet, value=text)
    if font:
        cell.font = font
    if fill:
        cell.fill, cell.alignment = _FILL, _WRAP
    if isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    if isinstance(value, time):
        cell.number_format = "HH:MM"
    return cell
