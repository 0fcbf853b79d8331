"""A document apart from any format: what a form says, in its order. Screen, Word, Excel and PDF show the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Paragraph:
    """A line of text. `style`: title, heading, subheading, body, small, label (bold, what follows stands beneath it).
    `slot`: the editable text it is (reports.models.NarrativeText), "" for computed ones. `keep`: what follows
    stays on its page of a Word file."""

    text: str
    style: str = "body"
    align: str = "left"
    slot: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Bullets:
    """Short lines, one below the other; `numbered`: 1. 2. 3."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Cell:
    """A heading's or table's cell that reaches over `columns` and `rows`."""

    text: Value
    columns: int = 1
    rows: int = 1
    is_bold: bool = False
    align: str = ""


@dataclass(frozen=True)
class Table:
    """`head`: rows of heading cells, merged as their spans say, each row without the cells that an earlier one covers.
    `rows` may be an iterator: a register is never held whole. `widths`: relative. `caption` stands above it.
    `sheet`: the Excel file's own sheet for it, "" for the main one. `code`: what it is, for tests and programs.
    `total`: a last row that the table's own columns give, as formulas in Excel: its label, then per column whether it
    is summed."""

    head: Sequence[Sequence[Cell]]
    rows: Iterable[Sequence[Value | Cell]]
    widths: Sequence[float] = ()
    caption: str = ""
    sheet: str = ""
    code: str = ""
    total: tuple[str, Sequence[bool]] | None = None


@dataclass(frozen=True)
class Picture:
    """A PNG with what it shows in words; `width`: mm on paper."""

    png: bytes
    words: str
    width: float = 150


@dataclass(frozen=True)
class Signature:
    """Places to fill in by hand: labels with a line behind each, and where the seal goes. `filled`: what is known
    already, such as the date, between them."""

    lines: Sequence[str]
    seal: str = ""
    filled: str = ""


@dataclass(frozen=True)
class QrCode:
    """A code that leads to an address, with the words beneath it."""

    address: str
    words: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block = Paragraph | Bullets | Table | Picture | Signature | QrCode | PageBreak


@dataclass(frozen=True)
class Document:
    """A form filled in. `mark`: in words what keeps it a draft, on every page; "" for an issued one."""

    title: str
    language: str
    blocks: Sequence[Block] = field(repr=False)
    mark: str = ""
    is_wide: bool = False
    # Which form of which edition, and of what: becomes the file's properties.
    form: str = ""
    edition: str = ""
    subject: str = ""

    def tables(self) -> list[Table]:
        """Its tables, in their order."""
        return [block for block in self.blocks if isinstance(block, Table)]
