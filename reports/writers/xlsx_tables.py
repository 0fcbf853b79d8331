"""Tables on a sheet: spans become merged cells, a narrow table takes the whole width of the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.blocks import Cell
from reports.writers.layout import Grid, Placed, Sheet, Sums, relative_widths
from reports.writers.values import clean, paper, pieces
from reports.writers.xlsx_sheets import MOST_CHARACTERS, Lines

# Characters of the whole first sheet.
_WIDTH = 130.0


class TableLines:
    """Rows of a table on a sheet. `spread`: each of its columns' first column on the sheet, from 1, and how many.
    `left_over`: what merged cells could not hold."""

    def __init__(self, lines: Lines, spread: Sequence[tuple[int, int]]) -> None:
        self._lines = lines
        self._spread = spread
        # Cells that reach downwards, by column: the row they begin in, how many rows, first column, columns.
        self._reaching: dict[int, tuple[int, int, int, int]] = {}
        self.left_over: list[str] = []

    def _columns(self, one: Placed) -> tuple[int, int]:
        first = self._spread[one.column][0]
        last, wide = self._spread[one.column + one.cell.columns - 1]
        return first, last + wide - first

    def row(self, placed: Sequence[Placed], look: str = "") -> None:
        """A row; what is longer than a cell can hold goes on beneath it."""
        rest = {one.column: _over(one) for one in placed if _is_over(one)}
        if not rest:
            self._line(placed, look)
            return
        self._line([_cut(one) for one in placed], look)
        for one in placed:
            if one.cell.rows > 1:
                self.left_over += rest.pop(one.column, [])
        for number in range(max(map(len, rest.values()), default=0)):
            for first, (begin, rows, column, columns) in self._reaching.items():
                self._reaching[first] = (begin, rows + 1, column, columns)
            self._line([self._beneath(one, rest.get(one.column, []), number) for one in placed], look)

    def _beneath(self, one: Placed, rest: Sequence[str], number: int) -> Placed:
        if self._columns(one)[0] in self._reaching:
            return Placed(one.column, Cell(None, one.cell.columns), covered=True)
        text = rest[number] if number < len(rest) else None
        return Placed(one.column, Cell(text, one.cell.columns, 1, one.cell.is_bold, one.cell.align))

    def _line(self, placed: Sequence[Placed], look: str) -> None:
        """A line; its height is found here only where Excel would not find it itself."""
        lines, number = self._lines, self._lines.row + 1
        last, wide = self._spread[-1]
        cells: list[Any] = [None] * (last + wide - 1)
        height = 0.0
        for one in placed:
            first, columns = self._columns(one)
            mine = look or ("bold" if one.cell.is_bold else "")
            for covered in range(columns):
                value = None if covered or one.covered else one.cell.text
                cells[first - 1 + covered] = lines.cell(value, mine, one.cell.align, edged=True)
            if one.covered:
                continue
            if one.cell.rows > 1:
                self._reaching[first] = (number, one.cell.rows, first, columns)
            else:
                lines.merge(first, columns, number, 1)
                if look or columns > 1:
                    width = sum(lines.widths[first - 1 : first - 1 + columns])
                    height = max(height, lines.height(paper(one.cell), width, mine))
        lines.write(cells, height if look or any(wide > 1 for _, wide in self._spread) else 0)
        self._end(number)

    def _end(self, number: int) -> None:
        for first, (begin, rows, column, columns) in list(self._reaching.items()):
            if begin + rows - 1 <= number:
                self._lines.merge(column, columns, begin, rows)
                del self._reaching[first]

    def end(self) -> None:
        """No row follows: what reaches further ends here."""
        for begin, _, column, columns in self._reaching.values():
            self._lines.merge(column, columns, begin, self._lines.row - begin + 1)
        self._reaching.clear()

    def total(self, sums: Sums, first: int) -> None:
        """The last row: formulas over the rows from `first`."""
        lines, number = self._lines, self._lines.row + 1
        last, wide = self._spread[-1]
        cells: list[Any] = [None] * (last + wide - 1)
        for one in Grid(len(self._spread)).row(sums.row()):
            begin, columns = self._columns(one)
            for covered in range(columns):
                cells[begin - 1 + covered] = lines.cell(None if covered else one.cell.text, "bold", edged=True)
            lines.merge(begin, columns, number, 1)
            total = sums.of(one.column)
            if total is not None:
                cells[begin - 1] = lines.formula(begin, first, number - 1, total)
        lines.write(cells)


def _is_over(one: Placed) -> bool:
    return isinstance(one.cell.text, str) and len(one.cell.text) > MOST_CHARACTERS


def _over(one: Placed) -> list[str]:
    return pieces(clean(str(one.cell.text)), MOST_CHARACTERS)[1:]


def _cut(one: Placed) -> Placed:
    if not _is_over(one):
        return one
    cell = one.cell
    text = pieces(clean(str(cell.text)), MOST_CHARACTERS)[0]
    return Placed(one.column, Cell(text, cell.columns, cell.rows, cell.is_bold, cell.align))


def main_widths(sheets: Sequence[Sheet], columns: int) -> list[float]:
    """Characters per column of the first sheet: as its widest table asks, no word of a heading broken."""
    widest = max((sheet for sheet in sheets if sheet.columns == columns), key=_asks, default=None)
    total = max(_WIDTH, 13.0 * columns)
    return _asked(widest, total) if widest else [total / columns] * columns


def _asks(sheet: Sheet) -> int:
    return len(sheet.table.widths)


def _asked(sheet: Sheet, total: float) -> list[float]:
    """Characters per column: `total` shared as asked for, none narrower than the longest word of its heading."""
    shares = relative_widths(sheet)
    widths = [max(8.0, total * share / sum(shares)) for share in shares]
    for placed in (placed for row in sheet.head for placed in row if placed.cell.columns == 1):
        longest = max(map(len, paper(placed.cell).split()), default=0)
        widths[placed.column] = max(widths[placed.column], 1.25 * longest + 2)
    return widths


def sheet_widths(sheet: Sheet) -> list[float]:
    """Characters per column of a sheet of its own: none so wide that the next one is out of sight."""
    return [min(width, 80.0) for width in _asked(sheet, 16.0 * sheet.columns)]


def spread_over(sheet: Sheet, widths: Sequence[float]) -> list[tuple[int, int]]:
    """Which columns of the first sheet each of a table's columns takes: a narrow table takes the whole width too."""
    shares = _asked(sheet, sum(widths))
    unit = sum(widths) / sum(shares)
    placed, first, reached, wanted = [], 0, 0.0, 0.0
    for left, share in zip(range(sheet.columns - 1, -1, -1), shares, strict=True):
        wanted += share * unit
        count = 0
        while first + count < len(widths) - left and (
            not count or not left or reached + widths[first + count] / 2 <= wanted
        ):
            reached += widths[first + count]
            count += 1
        placed.append((first + 1, count))
        first += count
    return placed
