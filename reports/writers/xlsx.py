"""The statistics file: prepared rows in, an Excel workbook out. Knows no model and computes no figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, BinaryIO, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rules.spreadsheets import safe_cell

ROWS_PER_STEP = 500
_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_MARK = Font(bold=True, color="B3261E")
_WRAP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_LINE = Side(style="thin")
_EDGE = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E3F1EF")
_DATE = "DD.MM.YYYY"


@dataclass(frozen=True)
class Heading:
    """A column's heading, or a heading above several."""

    text: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """One table: a caption, headings, one row of figures."""

    caption: str
    headings: list[Heading]
    figures: list[int]


@dataclass(frozen=True)
class ListSheet:
    """A sheet of rows; `sum_of` writes a last row with a word and the sum of a column (counted from 0)."""

    name: str
    headings: list[str]
    rows: list[list[object]]
    widths: list[int]
    sum_of: tuple[str, int] | None = None


@dataclass(frozen=True)
class StatisticsFile:
    """What the file says."""

    sheet_name: str
    title: str
    mark: str
    lines: list[tuple[str, object]]
    tables: list[Grid]
    activities: ListSheet
    records: ListSheet
    steps: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        rows = len(self.activities.rows) + len(self.records.rows)
        object.__setattr__(self, "steps", 2 + rows // ROWS_PER_STEP)


def write_statistics(content: StatisticsFile, file: BinaryIO, progress: Callable[[int, int], None]) -> None:
    """Write the workbook; `progress(done, of)` is called before every part of the work."""
    step = count()

    def next_step() -> None:
        progress(min(next(step), content.steps), content.steps)

    next_step()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = content.sheet_name
    _write_tables(sheet, content)
    for listed in (content.activities, content.records):
        _write_list(book.create_sheet(listed.name), listed, next_step)
    next_step()
    book.save(file)


def _put(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    cell: Any = sheet.cell(row, column)
    cell.value = safe_cell(value)
    if isinstance(value, date):
        cell.number_format = _DATE
    return cast(Cell, cell)


def _write_tables(sheet: Worksheet, content: StatisticsFile) -> None:
    widest = max(len(grid.figures) for grid in content.tables)
    _put(sheet, 1, 1, content.title).font = _TITLE
    row = 2
    if content.mark:
        _put(sheet, row, 1, content.mark).font = _MARK
        row += 1
    for label, value in content.lines:
        _put(sheet, row, 1, label).font = _BOLD
        cell = _put(sheet, row, 2, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=max(widest, 2))
        sheet.row_dimensions[row].height = 15 * (1 + len(str(value)) // 150)
        row += 1
    for grid in content.tables:
        row = _write_grid(sheet, row + 1, grid)
    sheet.column_dimensions["A"].width = 30
    for column in range(2, widest + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _write_grid(sheet: Worksheet, row: int, grid: Grid) -> int:
    """Caption, one or two rows of headings, the figures; returns the row after it."""
    _put(sheet, row, 1, grid.caption).font = _BOLD
    top = row + 1
    depth = 2 if any(heading.under for heading in grid.headings) else 1
    column = 1
    for heading in grid.headings:
        width = max(len(heading.under), 1)
        last_row = top if heading.under else top + depth - 1
        _put(sheet, top, column, heading.text)
        for place, text in enumerate(heading.under):
            _put(sheet, top + 1, column + place, text)
        if (width, last_row) != (1, top):
            sheet.merge_cells(start_row=top, end_row=last_row, start_column=column, end_column=column + width - 1)
        column += width
    for place, figure in enumerate(grid.figures, 1):
        _put(sheet, top + depth, place, figure)
        for heading_row in range(top, top + depth):
            _look(sheet.cell(heading_row, place), is_heading=True)
        _look(sheet.cell(top + depth, place), is_heading=False)
    sheet.row_dimensions[top].height = 62 if depth == 1 else 32
    if depth == 2:
        sheet.row_dimensions[top + 1].height = 62
    return top + depth + 1


def _look(cell: object, *, is_heading: bool) -> None:
    if not isinstance(cell, Cell):
        return  # the covered part of a merged heading
    cell.border = _EDGE
    cell.alignment = _MIDDLE
    if is_heading:
        cell.font, cell.fill = _BOLD, _HEAD_FILL


def _write_list(sheet: Worksheet, listed: ListSheet, next_step: Callable[[], None]) -> None:
    for column, (heading, width) in enumerate(zip(listed.headings, listed.widths, strict=True), 1):
        cell = _put(sheet, 1, column, heading)
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD_FILL, _WRAP
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    for row, values in _chunked(listed.rows, next_step):
        for column, value in enumerate(values, 1):
            if value not in (None, ""):
                _put(sheet, row, column, value)
    if listed.sum_of:
        word, place = listed.sum_of
        last = len(listed.rows) + 2
        _put(sheet, last, 1, word).font = _BOLD
        total = sum(value for row in listed.rows if isinstance(value := row[place], int))
        _put(sheet, last, place + 1, total).font = _BOLD


def _chunked(rows: list[list[object]], next_step: Callable[[], None]) -> Iterable[tuple[int, list[object]]]:
    """The rows with their places on the sheet; reports progress between chunks."""
    for number, values in enumerate(rows):
        if number and number % ROWS_PER_STEP == 0:
            next_step()
        yield number + 2, values
