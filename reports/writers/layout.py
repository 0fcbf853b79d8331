"""Where a table's cells stand: spans laid out on a grid, rows one by one, widths, sums of the last row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from reports.blocks import Cell, Table, Value
from reports.writers.values import is_number

# How many rows are looked at before the first is written, to find the widths.
LOOK_AHEAD = 40


@dataclass(frozen=True)
class Placed:
    """A cell with its first column; `rows` > 1 where it reaches into the following rows. `covered`: a column that an
    earlier row's cell reaches into, with that cell's width."""

    column: int
    cell: Cell
    covered: bool = False


class Grid:
    """Lays rows out one after the other and remembers what reaches downwards."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        # By first column: how many more rows it covers, and its width.
        self._reaching: dict[int, tuple[int, int]] = {}

    @property
    def is_open(self) -> bool:
        """Whether a cell reaches into the next row."""
        return bool(self._reaching)

    def row(self, cells: Sequence[Value | Cell]) -> list[Placed]:
        """The row's cells with their columns, what covers it included, missing ones as empty cells.

        Raises ValueError where there are more cells than columns.
        """
        placed: list[Placed] = []
        waiting = iter(cells)
        column = 0
        reaching: dict[int, tuple[int, int]] = {}
        while column < self.columns:
            if column in self._reaching:
                left, width = self._reaching[column]
                placed.append(Placed(column, Cell(None, columns=width), covered=True))
                if left > 1:
                    reaching[column] = (left - 1, width)
                column += width
                continue
            given = next(waiting, None)
            cell = given if isinstance(given, Cell) else Cell(given)
            placed.append(Placed(column, cell))
            if cell.rows > 1:
                reaching[column] = (cell.rows - 1, cell.columns)
            column += cell.columns
        if column > self.columns or next(waiting, self) is not self:
            raise ValueError("a row has more cells than its table has columns")
        self._reaching = reaching
        return placed


def is_across(placed: Sequence[Placed], columns: int) -> bool:
    """Whether a row is one cell over the whole table: a heading of the rows beneath it."""
    return columns > 1 and len(placed) == 1 and placed[0].cell.columns == columns


@dataclass
class Sheet:
    """A table made ready to be written: its columns, its head laid out, the first rows to look at, all its rows."""

    table: Table
    columns: int
    head: list[list[Placed]]
    first: list[Sequence[Value | Cell]]
    _rest: Iterator[Sequence[Value | Cell]]

    def rows(self) -> Iterator[Sequence[Value | Cell]]:
        """The body's rows; a generator's once."""
        rows = self.table.rows
        return iter(rows) if isinstance(rows, Sequence) else chain(self.first, self._rest)


def ready(table: Table) -> Sheet:
    """A table made ready; reads no more than its first rows. A head's cells never reach below the head."""
    rows: Iterator[Sequence[Value | Cell]] = iter(table.rows)
    first = list(islice(rows, LOOK_AHEAD))
    columns = _columns(table.head or first[:1]) or len(table.widths) or 1
    grid = Grid(columns)
    depth = len(table.head)
    head = [grid.row([_within(cell, depth - place) for cell in cells]) for place, cells in enumerate(table.head)]
    return Sheet(table, columns, head, first, rows)


def _columns(rows: Iterable[Sequence[Value | Cell]]) -> int:
    first: Sequence[Value | Cell] = next(iter(rows), ())
    return sum(cell.columns if isinstance(cell, Cell) else 1 for cell in first)


def _within(cell: Cell, rows: int) -> Cell:
    return cell if cell.rows <= rows else Cell(cell.text, cell.columns, rows, cell.is_bold, cell.align)


class Sums:
    """The last row of a table: added up while its rows go by."""

    def __init__(self, table: Table, columns: int) -> None:
        self.label, flags = table.total or ("", ())
        # One for each column, or for the last ones only.
        summed = [False] * (columns - len(flags)) + list(flags)
        self.sums: dict[int, int | Decimal] = {column: 0 for column, is_summed in enumerate(summed) if is_summed}
        self._columns = columns
        self._known: set[int] = set()
        self._has_rows = False

    def add(self, placed: Iterable[Placed]) -> None:
        """A row that goes by."""
        self._has_rows = True
        if self.sums:
            for one in placed:
                value = one.cell.text
                if one.column in self.sums and is_number(value):
                    self.sums[one.column] += value  # type: ignore[operator]
                    self._known.add(one.column)

    def of(self, column: int) -> int | Decimal | None:
        """A column's sum; None of one that is not summed, and where none of its rows has a number: what nobody knows
        is no nought."""
        return self.sums.get(column) if column in self._known or not self._has_rows else None

    def row(self) -> list[Cell]:
        """The row: its label over the columns before the first sum."""
        before = min(self.sums, default=self._columns)
        cells = [Cell(self.label, columns=before, is_bold=True)] if before else []
        return cells + [Cell(self.of(column), is_bold=True) for column in range(before, self._columns)]


def relative_widths(sheet: Sheet) -> list[float]:
    """How wide each column is against the others: as asked for, or all the same."""
    widths = list(sheet.table.widths)[: sheet.columns]
    return widths + [sum(widths) / len(widths) if widths else 1.0] * (sheet.columns - len(widths))
