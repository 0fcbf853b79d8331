"""Sheets of a workbook that are written row by row and never held whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from reports.blocks import Value
from reports.writers.values import clean, one_line
from rules.spreadsheets import safe_cell

# A cell of Excel holds 32,767 characters; more would be cut without a word.
MOST_CHARACTERS = 32_000
# What stands in one merged line: Excel makes no row higher than 409 points.
MOST_IN_A_LINE = 2_000
_LINE = Side(style="thin")
_EDGE = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E3F1EF")
_POINTS_A_LINE = 15.0
_HIGHEST = 409.0
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")

# How a cell looks, by name: its font and whether it belongs to a table.
FONTS = {
    "title": Font(bold=True, size=14),
    "heading": Font(bold=True, size=13),
    "subheading": Font(bold=True, size=12),
    "label": Font(bold=True),
    "caption": Font(bold=True),
    "small": Font(size=9, color="52605B"),
    "mark": Font(bold=True, color="B3261E"),
    "head": Font(bold=True),
    "bold": Font(bold=True),
}


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name that Excel takes: 31 characters, none of []:*?/\\, no apostrophe at its ends, and not there yet."""
    plain = " ".join(_UNNAMEABLE.sub(" ", clean(name)).split()).strip("'")[:31].strip(" '") or "1"
    known = {one.casefold() for one in taken}
    made, number = plain, 2
    while made.casefold() in known:
        end = f" {number}"
        made, number = plain[: 31 - len(end)] + end, number + 1
    return made


class Lines:
    """A sheet that grows line by line. Merged cells and heights are kept, everything else is written at once."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[float], mark: str) -> None:
        self.sheet: Any = book.create_sheet(sheet_name(name, book.sheetnames))
        self.widths = list(widths)
        self.row = 0
        self.sums: list[int | Decimal] = []
        self._merged: list[str] = []
        self._styles: dict[tuple[str, str, str, bool], Any] = {}
        for column, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._print(mark)

    def _print(self, mark: str) -> None:
        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize, setup.fitToHeight = "landscape", 9, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.oddFooter.center.text = "&P / &N"
        if mark:
            # In a page's head & begins a code.
            self.sheet.oddHeader.center.text = one_line(mark).replace("&", "&&")[:200]

    def cell(self, value: Value, look: str = "", align: str = "", *, edged: bool = False) -> Any:
        """A cell of the next line. A text stays a text, whatever it begins with."""
        made: Any = WriteOnlyCell(self.sheet)
        if isinstance(value, str):
            made.value, made.data_type = safe_cell(clean(value)), "s"
        else:
            made.value = value
        kind = "date" if isinstance(value, date) else _digits(value)
        styled: Any = self._styles.get((look, align, kind, edged))
        if styled is None:
            styled = self._styles[look, align, kind, edged] = self._style(look, align, kind, edged)
        # Every cell of a kind shares the look of the first: made one by one, they would take most of the time.
        made._style = styled._style
        return made

    def _style(self, look: str, align: str, kind: str, edged: bool) -> Any:
        cell = WriteOnlyCell(self.sheet)
        cell.font = FONTS.get(look, Font())
        centred = look == "head" or (edged and bool(kind))
        horizontal = align or ("center" if centred else None)
        vertical = "center" if centred else "top"
        cell.alignment = Alignment(wrap_text=True, vertical=vertical, horizontal=horizontal)
        if edged:
            cell.border = _EDGE
        if look == "head":
            cell.fill = _HEAD_FILL
        if kind:
            cell.number_format = "DD.MM.YYYY" if kind == "date" else kind
        return cell

    def write(self, cells: Sequence[Any], height: float = 0) -> None:
        """The next line; `height` in points, 0: as Excel finds it."""
        self.row += 1
        if height:
            self.sheet.row_dimensions[self.row].height = min(height, _HIGHEST)
        self.sheet.append(list(cells))

    def formula(self, column: int, first: int, last: int, value: int | Decimal) -> Any:
        """A cell of the next line that sums a column (from 1), with what the sum is now: a phone's viewer computes
        nothing."""
        made = self.cell(value, "bold", edged=True)
        letter = get_column_letter(column)
        made.value = f"=SUM({letter}{first}:{letter}{last})" if last >= first else "=0"
        self.sums.append(value)
        return made

    def merge(self, column: int, columns: int, row: int, rows: int) -> None:
        """Cells that are one, counted from 1."""
        if columns > 1 or rows > 1:
            last = f"{get_column_letter(column + columns - 1)}{row + rows - 1}"
            self._merged.append(f"{get_column_letter(column)}{row}:{last}")

    def text(self, text: str, look: str = "", align: str = "") -> None:
        """A line of text over all columns, as high as it needs."""
        cells = [self.cell(text, look, align), *[None] * (len(self.widths) - 1)]
        self.write(cells, self.height(text, sum(self.widths), look))
        self.merge(1, len(self.widths), self.row, 1)

    def height(self, text: str, width: float, look: str = "") -> float:
        """About how many points a text takes in cells so many characters wide."""
        size = (FONTS[look].size or 11) if look in FONTS else 11
        room = max(width * 11 / size / (1.1 if look in {"head", "bold", "title", "heading"} else 1.0), 1)
        return sum(_lines(line, room) for line in text.split("\n")) * _POINTS_A_LINE * max(size / 11, 1) + (
            8 if look == "head" else 2
        )

    def picture(self, png: bytes, width: float) -> None:
        """A PNG of `width` mm and the empty lines under it."""
        picture: Any = SheetImage(BytesIO(png))
        picture.height = round(picture.height * width / 25.4 * 96 / picture.width)
        picture.width = round(width / 25.4 * 96)
        self.sheet.add_image(picture, f"A{self.row + 1}")
        for _ in range(ceil(picture.height * 0.75 / _POINTS_A_LINE) + 1):
            self.write([], _POINTS_A_LINE)

    def page_break(self) -> None:
        """What follows is printed on a new page."""
        if self.row:
            self.sheet.row_breaks.append(Break(id=self.row))

    def close(self) -> None:
        """What is written after the lines."""
        self.sheet.merged_cells = self._merged


def _lines(text: str, room: float) -> int:
    """How many lines words take, each line `room` characters."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0.0
        if length > room:
            lines += int(length // room)
            length = int(length % room)
        used += length + (1 if used else 0)
    return lines


def _digits(value: Value) -> str:
    """The number format of a value."""
    if isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent)) if value.is_finite() else 0
        return "#,##0" + ("." + "0" * min(places, 6) if places else "")
    return "#,##0" if isinstance(value, int) else ""


def _number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class SumsWritten:
    """Puts the results beside the formulas of a sheet while it is packed: the library writes formulas without them."""

    _EMPTY = re.compile(rb"</f><v\s*/>|</f><v></v>")
    # The longest that may be cut in two at the end of a chunk.
    _LONGEST = 16

    def __init__(self, sums: Iterable[int | Decimal]) -> None:
        self._sums: Iterator[int | Decimal] = iter(sums)
        self._kept = b""

    def __call__(self, chunk: bytes, is_last: bool) -> bytes:
        """The chunk with results; some of it may come with the next one."""
        text = self._EMPTY.sub(lambda _: f"</f><v>{_number(next(self._sums))}</v>".encode(), self._kept + chunk)
        cut = len(text) if is_last else max(len(text) - self._LONGEST, 0)
        self._kept = text[cut:]
        return text[:cut]
