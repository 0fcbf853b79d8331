"""From a workbook to typed rows, with everything that is wrong or odd about its cells. No database here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO, Any

from openpyxl.utils import get_column_letter

from grants.spreadsheets import BROKEN, FileRefusedError, open_workbook
from outreach.desk.workbook.cells import CellFaultError, read_cell, shown
from outreach.desk.workbook.columns import Column, SheetSpec
from outreach.desk.workbook.faults import Finding, Findings
from outreach.desk.workbook.progress import Steps
from outreach.desk.workbook.sheets import SHEETS_BY_CODE, is_explanation, sheet_named
from outreach.desk.workbook.words import fold

MAX_ROWS = 200_000
# A stray cell at the far end of a sheet must not make a million empty rows out of it.
_LAST_ROW = 1_048_576
_MOST_COLUMNS = 60
_HEADINGS_WITHIN = 10
NumberedCells = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True)
class Place:
    """Where a column stands in this file."""

    letter: str
    heading: str
    index: int


@dataclass
class Row:
    """One row: its number in the sheet and its cells by column code. A column that the file has not got is not in
    `cells`; an empty cell is None; `bad` names the cells that had a fault, so that no second one is told of them."""

    number: int
    cells: dict[str, Any] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> Any:
        return self.cells.get(column)

    def states(self, column: str) -> bool:
        """Whether the cell says something."""
        return self.cells.get(column) is not None


@dataclass
class SheetRows:
    """A sheet as read. `title` is the tab's own name."""

    spec: SheetSpec
    title: str
    columns: dict[str, Place] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    is_present: bool = True


@dataclass
class Book:
    """All known sheets of a file; a sheet that the file has not got is there without rows."""

    sheets: dict[str, SheetRows]

    def __getitem__(self, code: str) -> SheetRows:
        return self.sheets[code]


def empty_book() -> Book:
    """A book of a file that could not be opened."""
    return Book({code: SheetRows(spec, spec.code, is_present=False) for code, spec in SHEETS_BY_CODE.items()})


def read_book(file: IO[bytes], size: int, max_bytes: int, findings: Findings, steps: Steps) -> Book:
    """Read every known sheet. What is wrong is in `findings`; a file that cannot be opened gives an empty book."""
    book = empty_book()
    try:
        workbook = open_workbook(file, size, max_bytes)
    except FileRefusedError as refused:
        findings.faults.append(Finding(refused.code, params=refused.params))
        return book
    try:
        for tab in workbook.worksheets:
            _read_tab(tab, book, findings, steps)
    except FileRefusedError as refused:
        findings.faults.append(Finding(refused.code, params=refused.params))
    finally:
        workbook.close()
    if not any(sheet.is_present for sheet in book.sheets.values()) and not findings.faults:
        findings.fault("no_sheets")
    return book


def _read_tab(tab: Any, book: Book, findings: Findings, steps: Steps) -> None:
    spec = sheet_named(tab.title)
    if spec is None:
        if not is_explanation(tab.title):
            findings.warn("sheet_ignored", SheetRows(SHEETS_BY_CODE["projects"], tab.title))
        return
    sheet = SheetRows(spec, tab.title)
    if book[spec.code].is_present:
        findings.fault("sheet_twice", sheet)
        return
    book.sheets[spec.code] = sheet
    _read_sheet(sheet, tab, findings, steps)


def _read_sheet(sheet: SheetRows, tab: Any, findings: Findings, steps: Steps) -> None:
    rows = _filled_rows(tab)
    above = list(islice(rows, _HEADINGS_WITHIN))
    place = _row_of_headings(sheet, above)
    if place is None:
        findings.fault("no_headings", sheet)
        return
    _place_columns(sheet, above[place][1], findings)
    columns = [(sheet.spec.column(code), at.index) for code, at in sheet.columns.items()]
    for number, cells in chain(above[place + 1 :], rows):
        if len(sheet.rows) >= MAX_ROWS:
            findings.fault("too_many_rows", sheet, limit=MAX_ROWS)
            return
        row = _read_row(sheet, columns, number, cells, findings)
        if row.bad or any(value is not None for value in row.cells.values()):
            sheet.rows.append(row)
        steps.breathe()


def _filled_rows(tab: Any) -> Iterator[NumberedCells]:
    """Rows that hold anything. Raises FileRefusedError when the sheet's XML is broken."""
    cells = tab.iter_rows(min_row=1, max_row=_LAST_ROW, min_col=1, max_col=_MOST_COLUMNS)
    last: tuple[Any, ...] = ()
    for number in range(1, _LAST_ROW + 1):
        try:
            row = next(cells, None)
        except BROKEN as error:
            raise FileRefusedError("file_damaged") from error
        if row is None:
            return
        # openpyxl hands out one and the same tuple for every row that the file leaves out.
        if row is not last and any(cell.value is not None for cell in row):
            yield number, row
        last = row


def _row_of_headings(sheet: SheetRows, rows: list[NumberedCells]) -> int | None:
    """The row with the most headings we know; a title may stand above it."""
    best, most = None, 0
    for place, (_number, cells) in enumerate(rows):
        known = {column.code for cell in cells if (column := _column_of(sheet, cell))}
        if len(known) > most:
            best, most = place, len(known)
    return best


def _column_of(sheet: SheetRows, cell: Any) -> Column | None:
    if not isinstance(cell.value, str) or cell.data_type == "f":
        return None
    return sheet.spec.by_heading.get(fold(shown(cell)))


def _place_columns(sheet: SheetRows, cells: tuple[Any, ...], findings: Findings) -> None:
    unknown = []
    for index, cell in enumerate(cells):
        if cell.value is None:
            continue
        letter, column = get_column_letter(index + 1), _column_of(sheet, cell)
        heading = shown(cell)[:60]
        if column is None:
            unknown.append(f"{letter} ({heading})")
        elif column.code in sheet.columns:
            first = sheet.columns[column.code]
            columns = f"{first.letter} ({first.heading}), {letter} ({heading})"
            findings.fault("heading_twice", sheet, columns=columns)
        else:
            sheet.columns[column.code] = Place(letter, heading, index)
    if unknown:
        findings.warn("columns_ignored", sheet, columns=", ".join(unknown))
    for column in sheet.spec.columns:
        if column.needed and column.code not in sheet.columns:
            findings.fault("column_missing", sheet, heading=column.code)


def _read_row(
    sheet: SheetRows, columns: list[tuple[Column, int]], number: int, cells: tuple[Any, ...], findings: Findings
) -> Row:
    row = Row(number)
    for column, index in columns:
        try:
            row.cells[column.code] = read_cell(cells[index], column.type, column.limit)
        except CellFaultError as fault:
            row.cells[column.code] = None
            row.bad.add(column.code)
            findings.fault(fault.code, sheet, row, column.code, **fault.params)
    return row
