"""What a reader sees in a file: lines in their order, tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn


@dataclass(frozen=True)
class Seen:
    """A cell as it is seen: its text, over how many columns and rows it reaches."""

    text: str
    columns: int = 1
    rows: int = 1


Rows = list[list[Seen]]


def shown(value: object) -> str:
    """A value as it is printed: thousands apart, a comma, 22.05.2025."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int | float | Decimal):
        return f"{value:,}".replace(",", " ").replace(".", ",").replace("-", "−")
    return plain(str(value))


def plain(text: str) -> str:
    """Without the difference between spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def squeezed(text: str) -> str:
    """Without spaces and ends of lines."""
    return re.sub(r"\s+", "", text)


def word(file: bytes) -> tuple[list[str], list[Rows]]:
    """Lines (paragraphs and cells in their order) and tables of a Word file."""
    lines: list[str] = []
    tables: list[Rows] = []
    for child in docx.Document(BytesIO(file)).element.body:
        if child.tag == qn("w:p"):
            lines.append(plain("".join(child.xpath(".//w:t/text()"))))
        elif child.tag == qn("w:tbl"):
            rows = _word_rows(child)
            tables.append(rows)
            lines += [cell.text for row in rows for cell in row]
    return lines, tables


def _word_rows(table) -> Rows:
    found: list[list[tuple[int, Seen]]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(table.findall(qn("w:tr"))):
        made, column = [], 0
        for cell in row.findall(qn("w:tc")):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            width = int(span.get(qn("w:val"))) if span is not None else 1
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val")) != "restart":
                first, place = open_cells[column]
                at, above = found[first][place]
                found[first][place] = (at, Seen(above.text, above.columns, above.rows + 1))
            else:
                open_cells[column] = (number, len(made))
                text = "\n".join("".join(one.xpath(".//w:t/text()")) for one in cell.findall(qn("w:p")))
                made.append((column, Seen(plain(text), width)))
            column += width
        found.append(made)
    return [[cell for _, cell in row] for row in found]


@dataclass(frozen=True)
class Grid:
    """A sheet: its rows of values (None where nothing is), and its merged cells."""

    rows: list[tuple]
    merged: dict[tuple[int, int], tuple[int, int]]
    formulas: list[str]


def excel(file: bytes) -> list[Grid]:
    """The sheets of an Excel file, with the results of its formulas, and the formulas."""
    book = openpyxl.load_workbook(BytesIO(file), data_only=True)
    asked = openpyxl.load_workbook(BytesIO(file))
    return [_grid(sheet, asked[sheet.title]) for sheet in book]


def _grid(sheet, asked) -> Grid:
    merged = {
        (one.min_row, one.min_col): (one.max_row - one.min_row + 1, one.max_col - one.min_col + 1)
        for one in sheet.merged_cells.ranges
    }
    formulas = [cell.value for row in asked.iter_rows() for cell in row if cell.data_type == "f"]
    return Grid(list(sheet.values), merged, formulas)


def excel_lines(grids: Sequence[Grid]) -> list[str]:
    """Everything that is written, sheet by sheet, row by row."""
    return [plain(str(value)) for grid in grids for row in grid.rows for value in row if value is not None]


def excel_table(
    grids: Sequence[Grid], head: Sequence[Sequence[str]], count: int, used: set[tuple[int, int]]
) -> tuple[Rows, list[list]]:
    """The headings with their spans in columns of the sheet, and the values of the `count` rows beneath them: of the
    first such table that is not `used`. Raises AssertionError where no sheet has such headings."""
    for place, grid in enumerate(grids):
        for number, row in enumerate(grid.rows):
            if (place, number) not in used and _filled(row) == list(head[0]):
                used.add((place, number))
                first = number + len(head)
                body = [[value for value in one if value is not None] for one in grid.rows[first : first + count]]
                return [list(_heads(grid, at)) for at in range(number, first)], body
    raise AssertionError(f"no table begins with {head[0]}")


def _filled(row: tuple) -> list[str]:
    return [plain(str(value)) for value in row if value is not None]


def _heads(grid: Grid, number: int) -> Iterator[Seen]:
    for column, value in enumerate(grid.rows[number], 1):
        if value is not None:
            rows, columns = grid.merged.get((number + 1, column), (1, 1))
            yield Seen(plain(str(value)), columns, rows)


def paper(file: bytes, *marks: str) -> str:
    """The text of a PDF without any spaces, the pages' own lines (`marks` and page numbers) left out."""
    pages = []
    for page in pypdf.PdfReader(BytesIO(file)).pages:
        text = re.sub(r"(?m)^\s*\d+ / \d+\s*$", "", page.extract_text())
        for mark in marks:
            text = text.replace(mark, "")
        pages.append(text)
    return squeezed("".join(pages))


def missing_from(found: Sequence[str], wanted: Sequence[str], prefixes: Sequence[str] = ()) -> str:
    """The first of the wanted lines that does not stand among the found ones in this order, "" where all do."""
    rest = iter(found)
    for line in wanted:
        same = {line, *(prefix + line for prefix in prefixes)}
        if not any(one in same for one in rest):
            return line
    return ""
