"""Which part of a document lies across: a table whose headings would be too small to read upright turns the page, and
what belongs to it turns with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.blocks import Block, Document, Paragraph, Table
from reports.writers.fitting import Fit, fit
from reports.writers.layout import Sheet, ready

# Below it a table cannot be read at arm's length.
LEAST_UPRIGHT = 8.0
_SIZES = (12, 11, 10, 9, 8, 7.5, 7, 6.5, 6, 5.5, 5)
# A table this short may turn with its wide neighbour, so that they share a page.
_SHORT = 3
# A sentence this long may turn with the table that it leads to.
_SENTENCE = 600
STAYS_WITH_NEXT = frozenset({"title", "heading", "subheading", "label"})


@dataclass(frozen=True)
class Paper:
    """How much room there is in mm, upright and across; `letters`: how wide the format's letters are against the ones
    that are measured; `largest`: points of a table's letters where there is room."""

    upright: float
    across: float
    letters: float = 1.0
    largest: float = 12.0

    def sizes(self, columns: int) -> tuple[float, ...]:
        """Which sizes of letters to try."""
        largest = self.largest - (0 if columns <= 4 else 1 if columns <= 6 else 2 if columns <= 8 else 3)
        return tuple(size for size in _SIZES if size <= largest)

    def padding(self, columns: int) -> float:
        """mm that a cell keeps free on its left and on its right."""
        return 1.6 if columns <= 7 else 0.6

    def fitted(self, sheet: Sheet, *, is_wide: bool) -> Fit:
        """A table's letters and widths."""
        room, padding = self.across if is_wide else self.upright, 2 * self.padding(sheet.columns)
        return fit(sheet, room, self.sizes(sheet.columns), padding, letters=self.letters)


class Turned:
    """A document's tables made ready, and whether each block lies across."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.blocks = document.blocks
        self._paper = paper
        # A generator is read once: what was looked at is kept here.
        self._sheets = {id(block): ready(block) for block in self.blocks if isinstance(block, Table)}
        self.is_wide = [document.is_wide] * len(self.blocks)
        for place, block in enumerate(self.blocks):
            if isinstance(block, Table) and not self.is_wide[place] and self._needs_room(block):
                self._turn(place)

    def table(self, place: int) -> tuple[Sheet, Fit]:
        """The table at a place and how it fits there."""
        sheet = self._sheets[id(self.blocks[place])]
        return sheet, self._paper.fitted(sheet, is_wide=self.is_wide[place])

    def _needs_room(self, table: Table) -> bool:
        fitted = self._paper.fitted(self._sheets[id(table)], is_wide=False)
        return not fitted.fits or fitted.size < LEAST_UPRIGHT

    def _turn(self, place: int) -> None:
        first, last = self._first(place), place
        is_same_section = True
        for after in range(place + 1, len(self.blocks)):
            block = self.blocks[after]
            is_same_section &= not _leads_on(block)
            if not _comes_along(block) and not (is_same_section and _is_sentence(block)):
                break
            last = after
        while last > place and _leads_on(self.blocks[last]):
            last -= 1
        self.is_wide[first : last + 1] = [True] * (last + 1 - first)

    def _first(self, place: int) -> int:
        """Where what leads to a table begins: its small neighbours, a sentence above them, the headings over it."""
        first = place
        while first and not self.is_wide[first - 1] and _comes_along(self.blocks[first - 1]):
            first -= 1
        leads_in = isinstance(self.blocks[first], Table) and first and _is_sentence(self.blocks[first - 1])
        if leads_in and not self.is_wide[first - 1]:
            first -= 1
            while first and not self.is_wide[first - 1] and _leads_on(self.blocks[first - 1]):
                first -= 1
            return first
        while not _opens(self.blocks[first]):
            first += 1
        return first


def _comes_along(block: Block) -> bool:
    if isinstance(block, Table):
        return isinstance(block.rows, Sequence) and len(block.rows) <= _SHORT
    return isinstance(block, Paragraph) and (block.style in STAYS_WITH_NEXT or block.style == "small")


def _is_sentence(block: Block) -> bool:
    """A line of the form itself; a text that somebody may write stays upright."""
    if not isinstance(block, Paragraph) or block.style != "body" or block.slot:
        return False
    return 0 < len(block.text) <= _SENTENCE


def _opens(block: Block) -> bool:
    return isinstance(block, Table) or _leads_on(block)


def _leads_on(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style in STAYS_WITH_NEXT
