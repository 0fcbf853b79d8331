"""Months against measures: when the activities of each measure took place or will."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from grants.models import Measure
from outreach.desk.activity_head import CANCELLED, HELD
from outreach.desk.board import Board, BoardActivity, BoardMeasure

# A wrong year must not draw a hundred columns.
MOST_MONTHS = 36


@dataclass(frozen=True)
class Cell:
    """A measure's activities that begin in one month: over, and still to come (today's among them)."""

    held: int
    ahead: int


@dataclass(frozen=True)
class Row:
    """A measure (None: of no measure), a cell per month, and how many have no date or lie beyond the months."""

    measure: Measure | None
    cells: list[Cell]
    undated: int
    total: int


@dataclass(frozen=True)
class Month:
    """A month by its first day, and whether the contract has a day in it."""

    first: date
    is_inside: bool
    is_now: bool


@dataclass(frozen=True)
class Timeline:
    """The months and a row per measure."""

    months: list[Month]
    rows: list[Row]

    @property
    def has_undated(self) -> bool:
        """Whether any activity stands in no month."""
        return any(row.undated for row in self.rows)


def timeline_of(board: Board, today: date) -> Timeline:
    """The timeline of a board: every month of the contract, and those of activities beside it. No query."""
    firsts = _months(board)
    lines = [*board.measures, *([board.without_measure] if board.without_measure.activities else [])]
    return Timeline([_month(first, board, today) for first in firsts], [_row(line, firsts) for line in lines])


def _months(board: Board) -> list[date]:
    days = [one.activity.starts_on for one in board.activities if one.activity.starts_on and one.state != CANCELLED]
    known = [*days, *(day for day in (board.period.starts_on, board.period.ends_on) if day)]
    if not known:
        return []
    return list(islice(_from_to(min(known), max(known)), MOST_MONTHS))


def _from_to(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _month(first: date, board: Board, today: date) -> Month:
    start, end = board.period.starts_on, board.period.ends_on
    is_inside = not (start and first < start.replace(day=1)) and not (end and first > end)
    return Month(first, is_inside, first == today.replace(day=1))


def _row(line: BoardMeasure, firsts: list[date]) -> Row:
    there = [one for one in line.activities if one.state != CANCELLED]
    by_month: dict[date, list[BoardActivity]] = {}
    for one in there:
        if one.activity.starts_on:
            by_month.setdefault(one.activity.starts_on.replace(day=1), []).append(one)
    cells = [_cell(by_month.get(first, [])) for first in firsts]
    return Row(line.measure, cells, len(there) - sum(cell.held + cell.ahead for cell in cells), len(there))


def _cell(found: list[BoardActivity]) -> Cell:
    held = sum(1 for one in found if one.state == HELD)
    return Cell(held, len(found) - held)
