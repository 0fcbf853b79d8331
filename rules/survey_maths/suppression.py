"""Small groups hidden, together with whatever would reveal them, on everything public or exported.

**Who is kept out.** Somebody who knows every figure shown: the rows shown, all column totals and the grand total (the
one-way table of the question in the columns), the base of every row (the one-way table of the question in the rows),
that counts are whole numbers and not negative, that each person is in one row, and this rule itself.

**What they can work out.** The hidden rows H together: T people, of whom S answered so (column total minus rows
shown). For one hidden row of R people and one column exactly the interval max(0, R + S − T) … min(R, S) (Fréchet's
bounds), every whole number of it. It has more than one value if and only if 0 < R < T and 0 < S < T: then somebody in
the row and somebody in another hidden row answered differently, and exchanging these two changes the cell and nothing
that is shown, whichever answers belong together. So `protect_table` guarantees, for every hidden cell, more than one
possible value. The exceptions are public before
the table is drawn: a group of nobody, an answer that nobody or everybody gave, all people in one group.

**The rule.**
1. Small: rows with a base under `minimum`, except those of nobody; and rows that `must_hide` names. None: all is shown.
2. Under `minimum` people altogether: nothing is shown, no totals either.
3. Hidden with them: the smallest other rows, until H has two rows of somebody and at least `minimum` people (else H
   itself would be a small group that is known exactly), preferably so many that about five people with and without each
   answer are to be expected among them. How many depends on bases and totals alone, so it says nothing about the cells.
4. That set stands if, for every answer, at least two people in H gave it and at least two did not; otherwise the whole
   table is hidden (so it is wherever a single person gave an answer, or did not). Two and not one, because the
   rule is known: "hidden whole" then says no more than "nought or one", never which. A set that "hidden whole" would
   pin down (one answer's total is the people outside H and one more) is passed over in step 3.

The last two sentences are the defence against somebody who knows the rule; tests count all small tables out.

**Two breakdowns of one question side by side** share only the totals of the columns (and of all). For each answer both
divide the same number of people, and two divisions of one number always have a common refinement (a table with given
margins exists): knowing the one excludes nothing in the other. That breaks as soon as the two row questions are also
published against each other, or the rows of one are unions of the other's; do not do that beside hidden rows.

**What it is no defence against**, and callers must avoid: the same table before and after one more sheet (publish
closed runs only), for all and for a part (a filter), with rows computed from another table's rows (bands and their
unions), a table of three questions at once, and routing (see `routed_pairs` and `protect_linked`). A large group whose
members all answered alike is shown as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from rules.questionnaires.definition import Definition
from rules.survey_maths.crosstables import CrossTable

MIN_GROUP = 10
_EXPECTED = 5
_ENOUGH = 2


@dataclass(frozen=True)
class SafeTable:
    """A table fit for everybody. A hidden row has None for its counts, base and shares (no word on why it is hidden).

    `totals` and `total` are None where fewer than the minimum answered altogether.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...] | None, ...]
    bases: tuple[int | None, ...]
    shares: tuple[tuple[Decimal | None, ...] | None, ...]
    totals: tuple[int, ...] | None
    total: int | None

    @property
    def hidden(self) -> tuple[str, ...]:
        """The rows that are hidden."""
        return tuple(row for row, counts in zip(self.rows, self.counts, strict=True) if counts is None)


def protect_table(
    table: CrossTable,
    *,
    minimum: int = MIN_GROUP,
    row_bases_public: bool = True,
    must_hide: Collection[str] = (),
) -> SafeTable:
    """The table with its small groups hidden by the rule at the top of this module.

    `row_bases_public` False: nobody knows how large the rows are, so a row of nobody is hidden too (all else is as
    strict as with public bases, since knowing less never makes a cell certain). `must_hide`: rows to hide for another
    reason, even those of nobody. A question that hangs on another, or that others hang on, needs `protect_linked`.
    Raises ValueError for a row in `must_hide` that the table lacks, or a minimum under 2.
    """
    if minimum < 2 or not set(must_hide) <= set(table.rows):
        raise ValueError(f"minimum {minimum}, rows {sorted(set(must_hide) - set(table.rows))}")
    small = {
        place
        for place, (row, base) in enumerate(zip(table.rows, table.bases, strict=True))
        if row in must_hide or (base < minimum and (base or not row_bases_public))
    }
    return _safe(table, _hidden_rows(table, small, minimum), counted=table.total >= minimum)


def protect_linked(
    tables: Mapping[str, CrossTable],
    parents: Mapping[str, Collection[str]],
    *,
    groups: Mapping[str, int],
    minimum: int = MIN_GROUP,
) -> dict[str, SafeTable]:
    """Questions joined by routing (`joined_to`), each set against the same rows: `tables` by the question in the
    columns, each of the people who were shown both its questions. `groups`: the base of each row in the row question's
    own table; groups that are small there are hidden in every table, also where nobody of them was shown the question.

    Who was shown a question tells what they had answered to the one it hangs on: a base shown beneath would be a cell
    hidden above. So a row that is hidden for a question is hidden for all that hang on it, and questions that a third
    hangs on together hide the same rows. Then two people in hidden rows can exchange all their answers from the upper
    question downwards, and nothing shown changes.
    """
    small = {row for row, base in groups.items() if 0 < base < minimum}
    must = {code: small & set(table.rows) for code, table in tables.items()}
    while True:
        safe = {code: protect_table(table, minimum=minimum, must_hide=must[code]) for code, table in tables.items()}
        grown = {
            code: must[code].union(*(safe[one].hidden for one in _binding(code, parents) & set(safe))) & set(table.rows)
            for code, table in tables.items()
        }
        if grown == must:
            return safe
        must = grown


def hidden_questions(
    bases: Mapping[str, int], parents: Mapping[str, Collection[str]], *, minimum: int = MIN_GROUP
) -> frozenset[str]:
    """Questions whose own table is hidden whole, with every figure of it: shares, counts, base, shown, no answer.

    Hidden is a question that fewer than `minimum` people answered (`bases`), and every question that hangs on a hidden
    one (`parents`: the questions its show-if names): how many were shown it would tell how many gave some answer to
    the hidden one. Conversely a hidden question takes nothing from its parent: how many were shown it follows from
    the parent's table, which is shown. Print "fewer than N", never the base: among so few it is an answer.
    """
    hidden = {code for code, base in bases.items() if base < minimum}
    while more := {code for code, named in parents.items() if code not in hidden and hidden & set(named)}:
        hidden |= more
    return frozenset(hidden)


def parents_of(definition: Definition) -> dict[str, tuple[str, ...]]:
    """The questions that each question's show-if names, for `hidden_questions` and `routed_pairs`."""
    return {
        question.code: tuple(condition.question for condition in question.show_if.conditions)
        for question in definition.answered
        if question.show_if
    }


def joined_to(code: str, parents: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The question itself and all that routing joins to it, at any distance and in any direction."""
    found: set[str] = set()
    more = {code}
    while more:
        found |= more
        above = {one for code in more for one in parents.get(code, ())}
        more = (above | {code for code, named in parents.items() if more & set(named)}) - found
    return frozenset(found)


def routed_pairs(parents: Mapping[str, Collection[str]]) -> frozenset[frozenset[str]]:
    """Pairs of questions that are not to be set against each other in public.

    A question and what it hangs on, at any distance: who was not shown it is a cell of that table. And two questions
    that a third hangs on, or what hangs on these two: how many were shown the third is a sum of cells of their table,
    which the rule for hidden rows does not know of.
    """
    pairs: set[frozenset[str]] = set()
    for code, named in parents.items():
        above = _ancestors(code, parents)
        pairs |= {frozenset(pair) for pair in combinations(sorted(above | {code}), 2) if above}
        for one, other in combinations(sorted(set(named)), 2):
            pairs |= {frozenset(pair) for pair in product(_below(one, parents), _below(other, parents))}
    return frozenset(pair for pair in pairs if len(pair) > 1)


def _binding(code: str, parents: Mapping[str, Collection[str]]) -> set[str]:
    """The questions whose hidden rows are hidden for this one too: what it hangs on, and what a third hangs on with
    it."""
    found = _ancestors(code, parents)
    for other in parents:
        above = _ancestors(other, parents)
        if code in above:
            found |= above - _below(code, parents)
    return found


def _below(code: str, parents: Mapping[str, Collection[str]]) -> set[str]:
    """The question and all that hang on it."""
    return {code} | {other for other in parents if code in _ancestors(other, parents)}


def _ancestors(code: str, parents: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(code, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parents.get(one, ())
    return found


def _hidden_rows(table: CrossTable, small: set[int], minimum: int) -> set[int]:
    everything = set(range(len(table.rows)))
    if table.total < minimum:
        return everything
    if not small:
        return small
    chosen = _by_margins(table, small, minimum)
    return chosen if chosen and _mixed(table, chosen) else everything


def _by_margins(table: CrossTable, small: set[int], minimum: int) -> set[int] | None:
    """The rows to hide, chosen by bases and totals alone; None where only the whole table would do."""
    rarest = min((rare for column in table.totals if (rare := min(column, table.total - column))), default=0)
    found = None
    for rows in _growing(table, small):
        people = sum(table.bases[row] for row in rows)
        if people < minimum or sum(table.bases[row] > 0 for row in rows) < 2 or _would_tell(table, people):
            continue
        found = rows
        if rarest * people >= _EXPECTED * table.total:
            break
    return found


def _growing(table: CrossTable, small: set[int]) -> Iterator[set[int]]:
    """The small rows, then with the next smallest row that has people, and so on; never all of them."""
    others = sorted(
        (place for place, base in enumerate(table.bases) if base and place not in small),
        key=lambda place: (table.bases[place], place),
    )
    for more in range(len(others)):
        yield small | set(others[:more])


def _would_tell(table: CrossTable, people: int) -> bool:
    """Whether "at most one of these gave (or did not give) an answer" would say how everybody outside answered."""
    outside = table.total - people
    return any(0 < column < table.total and outside + 1 in (column, table.total - column) for column in table.totals)


def _mixed(table: CrossTable, rows: set[int]) -> bool:
    """Whether every answer was given by some and not by some among these rows, unless all people agree on it."""
    people = sum(table.bases[row] for row in rows)
    for place, column in enumerate(table.totals):
        gave = sum(table.counts[row][place] for row in rows)
        if 0 < column < table.total and min(gave, people - gave) < _ENOUGH:
            return False
    return True


def _safe(table: CrossTable, hidden: set[int], *, counted: bool) -> SafeTable:
    shares = table.row_shares()
    places = range(len(table.rows))
    return SafeTable(
        rows=table.rows,
        columns=table.columns,
        counts=tuple(None if place in hidden else table.counts[place] for place in places),
        bases=tuple(None if place in hidden else table.bases[place] for place in places),
        shares=tuple(None if place in hidden else tuple(shares[place]) for place in places),
        totals=table.totals if counted else None,
        total=table.total if counted else None,
    )
