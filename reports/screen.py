"""A document's blocks as the screen shows them: the same blocks that the writers turn into files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from reports.blocks import Block, Bullets, Cell, Document, Paragraph, Picture, QrCode, Signature, Table
from reports.writers.layout import Grid, Sums, ready
from reports.writers.values import is_number, paper

_KINDS: dict[type, str] = {Bullets: "bullets", Signature: "signature", QrCode: "qr"}


@dataclass(frozen=True)
class ShownCell:
    """A cell as a page prints it."""

    text: str
    columns: int = 1
    rows: int = 1
    is_bold: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class ShownTable:
    """A table with its headings and every row; a last one with the sums where it has them."""

    name: str
    caption: str
    head: list[list[ShownCell]]
    rows: list[list[ShownCell]]


@dataclass(frozen=True)
class Shown:
    """A block with how it is shown: a paragraph's style, else bullets, table, picture, signature, qr, page."""

    kind: str
    block: Block
    table: ShownTable | None = None
    picture: str = ""


def shown(document: Document) -> Iterator[Shown]:
    """The blocks in their order. A table without a caption is named by the line above it."""
    before = document.title
    for block in document.blocks:
        if isinstance(block, Paragraph):
            before = block.text or before
            yield Shown(block.style, block)
        elif isinstance(block, Table):
            yield Shown("table", block, table=_table(block, before))
        elif isinstance(block, Picture):
            yield Shown("picture", block, picture=f"data:image/png;base64,{b64encode(block.png).decode()}")
        else:
            yield Shown(_KINDS.get(type(block), "page"), block)


def _table(table: Table, before: str) -> ShownTable:
    sheet = ready(table)
    grid, sums = Grid(sheet.columns), Sums(table, sheet.columns)
    rows = []
    for cells in sheet.rows():
        rows.append([_cell(one) for one in cells])
        sums.add(grid.row(cells))
    if table.total:
        rows.append([_cell(one) for one in sums.row()])
    head = [[_cell(one) for one in row] for row in table.head]
    return ShownTable(table.caption or before[:200], table.caption, head, rows)


def _cell(value: object) -> ShownCell:
    cell = value if isinstance(value, Cell) else Cell(value)  # type: ignore[arg-type]
    return ShownCell(paper(cell), cell.columns, cell.rows, cell.is_bold, is_number(cell.text))
