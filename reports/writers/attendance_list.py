"""What an attendance list says: prepared rows, in words. Both its writers take this; they know no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Strokes of a pen on a field 1000 wide and 400 high (rules/strokes.py).
Strokes = tuple[tuple[tuple[int, int], ...], ...]
FIELD_WIDTH, FIELD_HEIGHT = 1000, 400
ROWS_PER_STEP = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Heading:
    """A column's headings, one per language; `width` in mm of the 190 that a page has."""

    texts: tuple[str, ...]
    width: float


@dataclass(frozen=True)
class ListLine:
    """One line: `number` such as 7, or 8–12 for a group; the cells from the name to the door; how many it counts.
    `is_signed` also where the strokes were not asked for."""

    number: str
    cells: tuple[str, ...]
    count: int = 1
    strokes: Strokes = ()
    is_signed: bool = False


@dataclass(frozen=True)
class AttendanceList:
    """The whole list. `title` in every language; `lines` date, place …; `sums` how the total is made up, the total
    last; `rule` in words; `page_of`: "page 1 of 2"."""

    title: tuple[str, ...]
    activity: str
    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    rows: tuple[ListLine, ...]
    sums: tuple[tuple[str, int], ...]
    rule: str
    made: str
    page_of: Callable[[str, str], str]
    language: str = "kk"

    @property
    def steps(self) -> int:
        """In how many parts it is written."""
        return 1 + len(self.rows) // ROWS_PER_STEP
