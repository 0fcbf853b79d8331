"""The rows of a sent table, as they stand: which publication is named, what is written in each column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from grants.spreadsheets import BROKEN, FileRefusedError, open_workbook
from media_log.number_files.columns import NUMBERS, column_of
from rules.typed_counts import CountError, count_of_cell

MOST_ROWS = 5000
# Rows between the filled ones may be empty, but not without end.
_LAST_ROW = 50_000
_COLUMNS = 40
_HEADINGS_WITHIN = 20
_DAY_SHAPES = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y")


@dataclass(frozen=True)
class RowFault:
    """Why a row is left out: a code (reading_words.ROW_WORDS), its params, the column it is about ("": the row)."""

    row: int
    code: str
    column: str = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass
class TableRow:
    """A row that states numbers. `day` None: no day is written."""

    row: int
    link: str = ""
    number: int | None = None
    day: date | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)


def read_table(file: IO[bytes], size: int, max_bytes: int) -> list[TableRow]:
    """The rows with numbers, in their order. Raises FileRefusedError, too_many_rows and no_headings among its codes."""
    book = open_workbook(file, size, max_bytes)
    try:
        for sheet in book.worksheets:
            rows = _rows(sheet)
            columns = _headings(rows)
            if columns:
                return list(_filled(rows, columns))
    except BROKEN as error:
        raise FileRefusedError("file_damaged") from error
    finally:
        book.close()
    raise FileRefusedError("no_headings")


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for number, cells in enumerate(sheet.iter_rows(max_col=_COLUMNS), 1):
        if number > _LAST_ROW:
            raise FileRefusedError("too_many_rows", limit=MOST_ROWS)
        yield number, cells


def _headings(rows: Iterator[tuple[int, tuple[Any, ...]]]) -> dict[str, int]:
    """Column -> its place, of the first row that names publications and numbers; the rows go on after it."""
    for number, cells in rows:
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            column = column_of(cell.value)
            if column:
                found.setdefault(column, place)
        if {"link", "number"} & set(found) and set(NUMBERS) & set(found):
            return found
        if number >= _HEADINGS_WITHIN:
            break
    return {}


def _filled(rows: Iterator[tuple[int, tuple[Any, ...]]], columns: dict[str, int]) -> Iterator[TableRow]:
    given = 0
    for number, cells in rows:
        by_column = {column: cells[place] for column, place in columns.items() if place < len(cells)}
        if not any(_is_filled(by_column[name]) for name in NUMBERS if name in by_column):
            continue
        given += 1
        if given > MOST_ROWS:
            raise FileRefusedError("too_many_rows", limit=MOST_ROWS)
        yield _row(number, by_column)


def _is_filled(cell: Any) -> bool:
    return cell.value is not None and str(cell.value).strip() != ""


def _row(number: int, cells: dict[str, Any]) -> TableRow:
    row = TableRow(number)
    for column, cell in cells.items():
        if not _is_filled(cell) or column in {"title", "activity"}:
            continue
        try:
            _take(row, column, cell)
        except CountError as error:
            row.faults.append(RowFault(number, error.code, column))
    return row


def _take(row: TableRow, column: str, cell: Any) -> None:
    """Put a cell's value where it belongs. Raises CountError where a number cannot be one."""
    value = cell.value
    if cell.data_type == "f" or (isinstance(value, str) and value.lstrip().startswith("=")):
        row.faults.append(RowFault(row.row, "formula", column))
    elif column == "link":
        row.link = str(value).strip().removeprefix("'")
    elif column == "number":
        row.number = count_of_cell(value) if not isinstance(value, str) or value.strip().isdigit() else None
    elif column == "read_on":
        row.day = _day(value)
        if row.day is None:
            row.faults.append(RowFault(row.row, "bad_day", column))
    else:
        row.numbers[column] = count_of_cell(value)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for shape in _DAY_SHAPES:
        try:
            return datetime.strptime(str(value).strip()[:20], shape).date()
        except ValueError:
            continue
    return None
