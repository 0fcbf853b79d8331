"""What the writers are given: a document of sections, each with a table, a list of links or pictures."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

Progress = Callable[[int, int], None]
# So many rows or links are written between two reports of progress.
PER_STEP = 200


@dataclass(frozen=True)
class Table:
    """Headings with their share of the width, rows, and a last row of sums or nothing. None in a row: not known."""

    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[object]]
    sums: Sequence[object] = ()

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.rows)


@dataclass(frozen=True)
class LinkLine:
    """One publication of a list: its words, which are the link itself where there is one, and what has to be said."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class LinkGroup:
    """The publications of one activity; `empty`: the words where it has none."""

    heading: str
    lines: Sequence[LinkLine]
    empty: str = ""


@dataclass(frozen=True)
class LinkList:
    """Groups of links, numbered within each. `headings`: of the four columns that a workbook shows them in."""

    groups: Sequence[LinkGroup]
    headings: tuple[str, str, str, str]

    @property
    def size(self) -> int:
        """How many lines there are."""
        return sum(max(1, len(group.lines)) for group in self.groups)


@dataclass(frozen=True)
class Picture:
    """A picture as JPEG, its size in pixels, and what it shows."""

    content: bytes
    width: int
    height: int
    caption: str


@dataclass(frozen=True)
class Section:
    """A part under its own heading; `name`: of its sheet in a workbook, at most 31 letters."""

    name: str
    heading: str
    notes: Sequence[str] = ()
    table: Table | None = None
    links: LinkList | None = None
    pictures: Sequence[Picture] = field(default_factory=tuple)

    @property
    def size(self) -> int:
        """How many rows, links and pictures it has."""
        return (self.table.size if self.table else 0) + (self.links.size if self.links else 0) + len(self.pictures)


@dataclass(frozen=True)
class Document:
    """The whole. `lines` stand beneath the title; `made`: when it was made; `page_of`: "page 1 of 2" in words."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    made: str
    language: str
    page_of: Callable[[str, str], str]
    is_landscape: bool = False

    @property
    def steps(self) -> int:
        """How often progress is reported."""
        return 1 + sum(section.size for section in self.sections) // PER_STEP


class Steps:
    """Counts what was written and reports it every so often."""

    def __init__(self, document: Document, progress: Progress) -> None:
        self._of, self._progress, self._done = document.steps, progress, 0

    def __call__(self) -> None:
        """One more row, link or picture."""
        self._done += 1
        if self._done % PER_STEP == 0:
            self._progress(min(self._done // PER_STEP, self._of), self._of)


def printable(text: str) -> str:
    """Without what paper and XML cannot say: control characters, halves of letters; runs of blanks are one."""
    kept = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    # Two signs that are letters to nobody, and that XML forbids.
    return " ".join(kept.replace("\ufffe", " ").replace("\uffff", " ").split())


def shown(value: object) -> str:
    """A value on paper: 1 709, 22.05.2025; a dash where nothing is known."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u00a0")
    return printable(str(value))
