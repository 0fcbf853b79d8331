"""Two questions set against each other: groups in rows, answers in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from rules.shares import printed_shares, share

# Who gave no answer, and an answer with a code that the question does not have (any more): shown, never dropped.
# No option can have such a code.
NOT_STATED = "~not_stated"
UNKNOWN = "~unknown"

_T = TypeVar("_T")


@dataclass(frozen=True)
class CrossTable:
    """People by group and answer. Every person is in exactly one row; NOT_STATED is a row and a column like others.

    `counts[row][column]`, `bases[row]`: people of the group. In an ordinary table a row's counts sum to its base; in
    a table of several answers (`is_multiple`) each count stands for itself against the base.
    Raises ValueError where that is not so.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    bases: tuple[int, ...]
    is_multiple: bool = False

    def __post_init__(self) -> None:
        if not len(self.rows) == len(self.counts) == len(self.bases):
            raise ValueError(f"{len(self.rows)} rows, {len(self.counts)} of counts, {len(self.bases)} bases")
        for row, base in zip(self.counts, self.bases, strict=True):
            if len(row) != len(self.columns) or min(row, default=0) < 0 or max(row, default=0) > base:
                raise ValueError(f"{row} is no row of {base} people over {len(self.columns)} columns")
            if not self.is_multiple and sum(row) != base:
                raise ValueError(f"{row} does not sum to {base}")

    @property
    def total(self) -> int:
        """All people."""
        return sum(self.bases)

    @property
    def totals(self) -> tuple[int, ...]:
        """Each column's people: the other question's own table."""
        return tuple(sum(row[place] for row in self.counts) for place in range(len(self.columns)))

    def row_shares(self) -> list[list[Decimal | None]]:
        """Each row in percent of its base to 0,1; None in a group of nobody. In an ordinary table each row sums to
        100,0 as printed (rules.shares); several answers of one person do not sum to anything."""
        if self.is_multiple:
            pairs = zip(self.counts, self.bases, strict=True)
            return [[share(count, base) for count in row] for row, base in pairs]
        return [printed_shares(row) for row in self.counts]

    def answered(self) -> CrossTable:
        """The same without the NOT_STATED column: only people who answered the question in the columns, as in that
        question's own table."""
        if NOT_STATED not in self.columns:
            return self
        place = self.columns.index(NOT_STATED)
        return CrossTable(
            rows=self.rows,
            columns=_without(self.columns, place),
            counts=tuple(_without(row, place) for row in self.counts),
            bases=tuple(base - row[place] for base, row in zip(self.bases, self.counts, strict=True)),
            is_multiple=self.is_multiple,
        )


def cross_table(
    answers: Iterable[tuple[str | None, str | None]], rows: Sequence[str], columns: Sequence[str]
) -> CrossTable:
    """From each person's (group, answer) to the table. None becomes NOT_STATED, which is always the last row and
    column; a code not listed in `rows` or `columns` becomes UNKNOWN, which is there only if it occurs."""
    return _table(((group, (answer,) if answer else ()) for group, answer in answers), rows, columns, several=False)


def cross_table_of_several(
    answers: Iterable[tuple[str | None, tuple[str, ...]]], rows: Sequence[str], columns: Sequence[str]
) -> CrossTable:
    """The same where a person may give several answers; () becomes NOT_STATED. The group must be one per person."""
    return _table(answers, rows, columns, several=True)


def _table(
    answers: Iterable[tuple[str | None, tuple[str, ...]]], rows: Sequence[str], columns: Sequence[str], *, several: bool
) -> CrossTable:
    known_rows, known_columns = {*rows, NOT_STATED}, {*columns, NOT_STATED}
    bases: Counter[str] = Counter()
    cells: Counter[tuple[str, str]] = Counter()
    for (group, chosen), people in Counter(answers).items():
        row = _known(group, known_rows)
        bases[row] += people
        for answer in {_known(one, known_columns) for one in chosen or (None,)}:
            cells[row, answer] += people
    all_rows = _codes(rows, bases)
    all_columns = _codes(columns, {answer for _, answer in cells})
    return CrossTable(
        rows=all_rows,
        columns=all_columns,
        counts=tuple(tuple(cells[row, column] for column in all_columns) for row in all_rows),
        bases=tuple(bases[row] for row in all_rows),
        is_multiple=several,
    )


def _known(code: str | None, codes: set[str]) -> str:
    if not code:
        return NOT_STATED
    return code if code in codes else UNKNOWN


def _codes(listed: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    last = (NOT_STATED,) if UNKNOWN not in set(found) - set(listed) else (UNKNOWN, NOT_STATED)
    return (*(code for code in listed if code != NOT_STATED), *last)


def _without(items: tuple[_T, ...], place: int) -> tuple[_T, ...]:
    return items[:place] + items[place + 1 :]
