"""Tables of a PDF: cells that reach over columns and rows, headings again on every page, rows higher than a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reports.writers.fitting import Fit
from reports.writers.layout import Grid, Placed, Sheet, Sums, is_across
from reports.writers.pdf_paper import FILL, LEFT, MM_PER_POINT, TABLE, Paper
from reports.writers.values import is_number, paper

ROWS_PER_STEP = 500
_LEADING = 1.2
_ABOVE = 0.9  # mm above and beneath the text
# A group of rows under one cell stays together up to this part of a page.
_TOGETHER = 0.4


@dataclass
class _Box:
    """A cell of a group: where it begins, how far it reaches, the lines that are still to be written."""

    row: int
    rows: int
    column: int
    columns: int
    lines: list[str]
    align: str
    is_bold: bool
    is_centred: bool


@dataclass
class _Group:
    """Rows that belong together: none of their cells reaches out of them."""

    boxes: list[_Box] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)


class PaperTable:
    """A table on its way to paper."""

    def __init__(self, pdf: Paper, sheet: Sheet, fitted: Fit, padding: float) -> None:
        self._pdf, self._sheet, self._fitted, self._padding = pdf, sheet, fitted, padding
        self._line = fitted.size * MM_PER_POINT * _LEADING
        self._lefts = [LEFT]
        for width in fitted.widths:
            self._lefts.append(self._lefts[-1] + width)
        self._head = self._group(sheet.head, is_head=True)

    @property
    def head_height(self) -> float:
        """mm that the headings take."""
        return sum(self._head.heights)

    def write(self, tick: Callable[[], None]) -> None:
        """Write it below what is there; `tick` is called now and then."""
        sheet = self._sheet
        self._pdf.need(self.head_height + 3 * self._line + 2 * _ABOVE)
        self._write_head()
        grid, sums = Grid(sheet.columns), Sums(sheet.table, sheet.columns)
        rows: list[list[Placed]] = []
        for number, cells in enumerate(sheet.rows(), 1):
            placed = grid.row(cells)
            sums.add(placed)
            rows.append(placed)
            if not grid.is_open and not is_across(placed, sheet.columns):
                self._write_group(self._group(rows))
                rows = []
            if number % ROWS_PER_STEP == 0:
                tick()
        if rows:
            self._write_group(self._group(rows))
        if sheet.table.total:
            self._write_group(self._group([Grid(sheet.columns).row(sums.row())]))

    def _group(self, rows: Sequence[Iterable[Placed]], *, is_head: bool = False) -> _Group:
        group = _Group()
        for number, placed in enumerate(rows):
            boxes = [self._box(one, number, len(rows), is_head) for one in placed if not one.covered]
            group.boxes += boxes
            lines = max((len(box.lines) for box in boxes if box.rows == 1), default=1)
            group.heights.append(lines * self._line + 2 * _ABOVE)
        for box in group.boxes:
            has = sum(group.heights[box.row : box.row + box.rows])
            group.heights[box.row + box.rows - 1] += max(0.0, len(box.lines) * self._line + 2 * _ABOVE - has)
        return group

    def _box(self, one: Placed, row: int, rows: int, is_head: bool) -> _Box:
        cell = one.cell
        bold = is_head or cell.is_bold
        room = sum(self._fitted.widths[one.column : one.column + cell.columns]) - 2 * self._padding
        # A hair more: what just fitted when the widths were found must not break now.
        lines = self._pdf.wrapped(paper(cell), room + 0.05, self._fitted.size, bold=bold, family=TABLE)
        is_centred = is_head or is_number(cell.text)
        align = cell.align or ("center" if is_centred else "left")
        return _Box(row, min(cell.rows, rows - row), one.column, cell.columns, lines, align, bold, is_centred)

    def _write_head(self) -> None:
        if self._sheet.head:
            self._write_bands(self._copy(self._head), list(enumerate(self._head.heights)), is_head=True)

    def _copy(self, group: _Group) -> list[_Box]:
        return [_Box(**{**vars(box), "lines": list(box.lines)}) for box in group.boxes]

    def _write_group(self, group: _Group) -> None:
        total = sum(group.heights)
        page = self._page_room()
        if total > self._pdf.room and total <= page * (1.0 if len(group.heights) == 1 else _TOGETHER):
            self._next_page()
        bands = self._bands(group, page)
        while bands:
            taken, height = 0, 0.0
            while taken < len(bands) and height + bands[taken][1] <= self._pdf.room + 0.01:
                height += bands[taken][1]
                taken += 1
            if not taken and self._pdf.y > self._top() + 0.01:
                self._next_page()
                continue
            taken = max(taken, 1)
            self._write_bands(group.boxes, bands[:taken], ends={row for row, _ in bands[taken:]})
            bands = bands[taken:]

    def _bands(self, group: _Group, page: float) -> list[tuple[int, float]]:
        """Rows with their heights; a row higher than a page in several parts."""
        bands = []
        for row, height in enumerate(group.heights):
            if height <= page:
                bands.append((row, height))
                continue
            lines = max(1, round((height - 2 * _ABOVE) / self._line))
            first = int((self._pdf.room - 2 * _ABOVE) / self._line) if not row else 0
            full = max(1, int((page - 2 * _ABOVE) / self._line))
            while lines > 0:
                part = min(lines, first if first > 2 else full)
                bands.append((row, part * self._line + 2 * _ABOVE))
                lines, first = lines - part, 0
        return bands

    def _top(self) -> float:
        return self._pdf.t_margin + self.head_height

    def _page_room(self) -> float:
        return self._pdf.bottom - self._top()

    def _next_page(self) -> None:
        self._pdf.turn()
        self._write_head()

    def _write_bands(
        self,
        boxes: Sequence[_Box],
        bands: Sequence[tuple[int, float]],
        *,
        ends: Iterable[int] = (),
        is_head: bool = False,
    ) -> None:
        """Rows, or parts of them, on this page. `ends`: the rows that go on over the page."""
        following = frozenset(ends)
        tops: dict[int, float] = {}
        bottoms: dict[int, float] = {}
        y = self._pdf.y
        for row, height in bands:
            tops.setdefault(row, y)
            y += height
            bottoms[row] = y
        for box in boxes:
            mine = [row for row in range(box.row, box.row + box.rows) if row in tops]
            if mine:
                goes_on = any(row in following for row in range(box.row, box.row + box.rows))
                self._write_box(box, tops[mine[0]], bottoms[mine[-1]], goes_on=goes_on, is_head=is_head)
        self._pdf.y = y

    def _write_box(self, box: _Box, top: float, bottom: float, *, goes_on: bool, is_head: bool) -> None:
        pdf, height = self._pdf, bottom - top
        left = self._lefts[box.column]
        width = self._lefts[box.column + box.columns] - left
        pdf.set_draw_color(0, 0, 0)
        if is_head:
            pdf.set_fill_color(*FILL)
        pdf.rect(left, top, width, height, style="DF" if is_head else "D")
        fitting = int((height - 2 * _ABOVE + 0.01) / self._line)
        lines = box.lines[:fitting] if goes_on else box.lines
        box.lines = box.lines[len(lines) :]
        y = top + _ABOVE
        if box.is_centred and not goes_on:
            y = top + max(_ABOVE, (height - len(lines) * self._line) / 2)
        for line in lines:
            pdf.put(
                line,
                left + self._padding,
                y + (self._line - self._fitted.size * MM_PER_POINT * 1.25) / 2,
                width - 2 * self._padding,
                self._fitted.size,
                bold=box.is_bold,
                family=TABLE,
                align=box.align,
            )
            y += self._line
