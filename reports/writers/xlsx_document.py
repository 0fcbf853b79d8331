"""A document as an Excel workbook: the form on the first sheet, long lists on sheets of their own. Formulas stand only
in the last rows that a table asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial, singledispatchmethod
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from reports.blocks import Bullets, Document, PageBreak, Paragraph, Picture, QrCode, Signature, Table
from reports.writers.archive import AUTHOR, LOCALES, MADE, SteadyZip
from reports.writers.codes import QR_SIZE, qr_png
from reports.writers.layout import Grid, Sheet, Sums, ready
from reports.writers.values import clean, one_line, pieces
from reports.writers.xlsx_sheets import MOST_IN_A_LINE, Lines, SumsWritten
from reports.writers.xlsx_tables import TableLines, main_widths, sheet_widths, spread_over

ROWS_PER_STEP = 500
# Of the first sheet.
_LEAST_COLUMNS = 6
_MAIN_SHEET = {"kk": "Есеп", "ru": "Отчёт", "en": "Report"}


def write(document: Document, file: BinaryIO, progress: Callable[[int, int], None]) -> None:
    """Write a workbook; `progress(done, of)` is called before every block and now and then within a long table."""
    made = _Writing(document)
    try:
        for place, block in enumerate(document.blocks):
            made.tick = partial(progress, place, len(document.blocks))
            made.tick()
            made.add(block)
        made.save(file)
    except BaseException:
        made.give_up()
        raise
    progress(len(document.blocks), len(document.blocks))


class _Writing:
    def __init__(self, document: Document) -> None:
        self.tick: Callable[[], None] = lambda: None
        self._document = document
        self._book = Workbook(write_only=True)
        self._properties()
        # A generator is read once: what was looked at to find the widths is kept.
        self._ready = {id(block): ready(block) for block in document.tables()}
        main = [self._ready[id(block)] for block in document.tables() if not block.sheet]
        columns = max([_LEAST_COLUMNS, *(sheet.columns for sheet in main)])
        self._main = Lines(
            self._book, _MAIN_SHEET.get(document.language, "Report"), main_widths(main, columns), document.mark
        )
        self._all = [self._main]
        if document.mark:
            self._main.text(clean(document.mark), "mark")

    def _properties(self) -> None:
        properties = self._book.properties
        properties.title = one_line(self._document.title)[:255]
        properties.subject = one_line(self._document.subject)[:255]
        properties.category = one_line(f"{self._document.form} {self._document.edition}")[:255]
        properties.creator = properties.lastModifiedBy = AUTHOR
        properties.language = LOCALES.get(self._document.language, self._document.language)
        properties.created = MADE.replace(tzinfo=None)

    @singledispatchmethod
    def add(self, block: Any) -> None:
        """Write a block at the end."""
        raise TypeError(f"no way to write {type(block).__name__}")

    @add.register
    def _(self, block: Paragraph) -> None:
        align = block.align if block.align != "left" else "center" if block.style == "title" else ""
        for line in clean(block.text).split("\n"):
            for piece in pieces(line, MOST_IN_A_LINE):
                self._main.text(piece, block.style, align)

    @add.register
    def _(self, block: Bullets) -> None:
        for number, item in enumerate(block.items, 1):
            lead = f"{number}. " if block.numbered else "• "
            for place, piece in enumerate(pieces(clean(item), MOST_IN_A_LINE)):
                self._main.text(piece if place else lead + piece)

    @add.register
    def _(self, block: Table) -> None:
        sheet = self._ready[id(block)]
        if not block.sheet:
            if block.caption:
                self._main.text(clean(block.caption), "caption")
            self._table(self._main, sheet, spread_over(sheet, self._main.widths))
            self._main.write([])
            return
        lines = self._own_sheet(block, sheet)
        self._main.text(f"{clean(block.caption) or lines.sheet.title}: «{lines.sheet.title}»", "small")

    def _own_sheet(self, block: Table, sheet: Sheet) -> Lines:
        lines = Lines(self._book, block.sheet, sheet_widths(sheet), self._document.mark)
        self._all.append(lines)
        above = [(text, look) for text, look in ((self._document.mark, "mark"), (block.caption, "caption")) if text]
        top, depth = 1 + len(above), len(sheet.head)
        if depth:
            # Before the first line: what a sheet looks like stands above its lines.
            lines.sheet.freeze_panes = f"A{top + depth}"
            lines.sheet.print_title_rows = f"{top}:{top + depth - 1}"
        for text, look in above:
            lines.write([lines.cell(one_line(text), look)], 18)
            lines.merge(1, sheet.columns, lines.row, 1)
        self._table(lines, sheet, [(column + 1, 1) for column in range(sheet.columns)])
        if depth:
            last = max(lines.row - (1 if block.total else 0), top + depth - 1)
            lines.sheet.auto_filter.ref = f"A{top + depth - 1}:{get_column_letter(sheet.columns)}{last}"
        return lines

    def _table(self, lines: Lines, sheet: Sheet, spread: Sequence[tuple[int, int]]) -> None:
        writing = TableLines(lines, spread)
        for row in sheet.head:
            writing.row(row, "head")
        writing.end()
        grid, sums, first = Grid(sheet.columns), Sums(sheet.table, sheet.columns), lines.row + 1
        for number, cells in enumerate(sheet.rows(), 1):
            placed = grid.row(cells)
            sums.add(placed)
            writing.row(placed)
            if number % ROWS_PER_STEP == 0:
                self.tick()
        writing.end()
        if sheet.table.total:
            writing.total(sums, first)
        for text in writing.left_over:
            lines.text(text)

    @add.register
    def _(self, block: Picture) -> None:
        self._main.picture(block.png, min(block.width, 200))
        if block.words:
            self._main.text(one_line(block.words), "small")

    @add.register
    def _(self, block: QrCode) -> None:
        self._main.picture(qr_png(block.address), QR_SIZE)
        self._main.text(clean(block.words), "small")

    @add.register
    def _(self, block: Signature) -> None:
        for label in block.lines:
            self._main.write([])
            self._main.text(f"{one_line(label)}  {'_' * 40}")
        if block.filled:
            self._main.write([])
            self._main.text(clean(block.filled))
        if block.seal:
            self._main.write([])
            self._main.text(clean(block.seal))

    @add.register
    def _(self, block: PageBreak) -> None:
        self._main.page_break()

    def save(self, file: BinaryIO) -> None:
        """Pack the workbook, results beside the formulas."""
        for lines in self._all:
            lines.close()
        sums = {f"xl/worksheets/sheet{place}.xml": lines.sums for place, lines in enumerate(self._all, 1)}

        def mend(name: str) -> SumsWritten | None:
            return SumsWritten(sums[name]) if sums.get(name) else None

        with SteadyZip(file, mend) as archive:
            ExcelWriter(self._book, archive).write_data()

    def give_up(self) -> None:
        """Leave no sheets on the disk that nobody will pack."""
        for lines in self._all:
            with suppress(Exception):
                lines.sheet.close()
                lines.sheet._writer.cleanup()
