"""A stranger's file as a plain table of texts: CSV of any kind, or a workbook's first filled sheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

from grants.spreadsheets import BROKEN, FileRefusedError, open_workbook
from rules.survey_files.headings import Table

MOST_ROWS = 200_000
MOST_COLUMNS = 400
LONGEST_CELL = 1_000_000
# A stray cell at the far end of a sheet must not make a million empty rows out of it.
_LAST_ROW = 1_048_576
_DELIMITERS = ",;\t"
_LOOK_AT = 30
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What no text holds; a picture or a program is full of them.
_CONTROLS = frozenset(map(chr, {*range(9), *range(14, 32)} - {0x1B}))


def table_of(file: IO[bytes], size: int, max_bytes: int) -> Table:
    """Read it by what it is, whatever its name ends with. Raises FileRefusedError with a code of import_words."""
    if size > max_bytes:
        raise FileRefusedError("file_too_big", limit=max_bytes // (1024 * 1024))
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise FileRefusedError("file_empty")
    rows = _workbook_rows(file, size, max_bytes) if head.startswith(_WORKBOOKS) else _text_rows(file.read(max_bytes))
    table = Table(tuple(_filled(rows)))
    if not table.rows:
        raise FileRefusedError("file_empty")
    return table


def _filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that hold anything, without the empty cells at their ends."""
    count = 0
    for number, row in rows:
        cells = [_cleaned(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise FileRefusedError("too_many_columns", limit=MOST_COLUMNS)
        count += 1
        if count > MOST_ROWS:
            raise FileRefusedError("too_many_rows", limit=MOST_ROWS)
        yield number, tuple(cells)


def _cleaned(cell: str) -> str:
    return cell.replace("\x00", "").replace("\r\n", "\n").strip()


def _text_rows(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(raw)
    if text.lstrip()[:1] == "<" or any(sign in _CONTROLS for sign in text[:4096]):
        raise FileRefusedError("file_not_table")
    said, text = _separator_line(text)
    delimiter = said or _delimiter(text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1 if said else 0
    try:
        for row in reader:
            number += 1
            yield number, row
    except csv.Error as error:
        raise FileRefusedError("cell_without_end", row=number + 1) from error


def _decoded(raw: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the code page of Windows in Kazakhstan."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1251"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError("file_not_table")


def _separator_line(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;"."""
    first, _, rest = text.partition("\n")
    plain = first.strip().strip('"').lower()
    if plain.startswith("sep=") and len(plain) == 5:
        return plain[-1], rest
    return "", text


def _delimiter(text: str) -> str:
    """The sign that parts most rows into the same number of cells, more than one."""
    best, most = ",", (0, 0)
    csv.field_size_limit(LONGEST_CELL)
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for place, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
                if place == _LOOK_AT:
                    break
                widths[len(row)] += 1
        except csv.Error:
            pass
        width, rows = max(widths.items(), key=lambda found: (found[0] > 1, found[1], found[0]), default=(1, 0))
        if width > 1 and (rows, width) > most:
            best, most = delimiter, (rows, width)
    return best


def _workbook_rows(file: IO[bytes], size: int, max_bytes: int) -> Iterator[tuple[int, list[str]]]:
    """The first sheet that holds anything."""
    workbook = open_workbook(file, size, max_bytes)
    try:
        for tab in workbook.worksheets:
            found = False
            for row in _sheet_rows(tab):
                found = True
                yield row
            if found:
                return
    finally:
        workbook.close()


def _sheet_rows(tab: Any) -> Iterator[tuple[int, list[str]]]:
    width = min(tab.max_column or MOST_COLUMNS, MOST_COLUMNS) + 1
    cells = tab.iter_rows(min_row=1, max_row=_LAST_ROW, min_col=1, max_col=width, values_only=True)
    last: tuple[Any, ...] = ()
    for number in range(1, _LAST_ROW + 1):
        try:
            row = next(cells, None)
        except BROKEN as error:
            raise FileRefusedError("file_damaged") from error
        if row is None:
            return
        # openpyxl hands out one and the same tuple for every row that the file leaves out.
        if row is not last and any(value is not None for value in row):
            yield number, [_text(value) for value in row]
        last = row


def _text(value: Any) -> str:
    """A cell as it would stand in a CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
