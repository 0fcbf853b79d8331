"""Attackers on a protected table: what can each conclude about the cells that are hidden?

None of them uses the bounds that the module's text argues with: one solves linear programmes over all tables that fit
(a transport problem, whose corners are whole numbers), one over invented people of two tables at once, and one who
knows the rule counts out every table and keeps those that would have been shown the same.
"""

from collections import defaultdict
from itertools import product

import numpy as np
from scipy.optimize import linprog

from rules.survey_maths.crosstables import CrossTable


def table_of(counts, bases=None, *, several=False):
    rows = tuple(f"r{place}" for place in range(len(counts)))
    columns = tuple(f"c{place}" for place in range(len(counts[0])))
    bases = tuple(bases or (sum(row) for row in counts))
    return CrossTable(rows, columns, tuple(map(tuple, counts)), bases, several)


def secret_cells(table, safe):
    """Hidden cells that the margins alone do not tell."""
    for row, shown in enumerate(safe.counts):
        if shown is not None or table.bases[row] in (0, table.total):
            continue
        for column, total in enumerate(table.totals):
            if 0 < total < table.total:
                yield row, column


def range_of_cell(table, safe, row, column):
    """The least and the most a cell can be, knowing the shown rows, all totals and all bases."""
    shape = len(table.rows), len(table.columns)
    equal, values = [], []
    for place in range(shape[0]):
        equal.append(_ones(shape, (place, slice(None))))
        values.append(table.bases[place])
    for place in range(shape[1]):
        equal.append(_ones(shape, (slice(None), place)))
        values.append(table.totals[place])
    for known, counts in enumerate(safe.counts):
        for place, count in enumerate(counts or ()):
            equal.append(_ones(shape, (known, place)))
            values.append(count)
    return _range(_ones(shape, (row, column)), equal, values)


def range_in_pair(first, second, row, column):
    """The same for a cell of the first table, when somebody looks at two breakdowns (table, safe) at once: unknown is
    how many people are in each row of the one, each row of the other, and each column."""
    (one, one_safe), (other, other_safe) = first, second
    shape = len(one.rows), len(other.rows), len(one.columns)
    equal, values = [], []
    for axis, (table, safe) in enumerate(((one, one_safe), (other, other_safe))):
        for known, counts in enumerate(safe.counts):
            group = (known, slice(None)) if axis == 0 else (slice(None), known)
            equal.append(_ones(shape, (*group, slice(None))))
            values.append(table.bases[known])
            for place, count in enumerate(counts or ()):
                equal.append(_ones(shape, (*group, place)))
                values.append(count)
    for place, total in enumerate(one.totals):
        equal.append(_ones(shape, (slice(None), slice(None), place)))
        values.append(total)
    return _range(_ones(shape, (row, slice(None), column)), equal, values)


def range_of_sum(shape, cells, known):
    """The least and the most that some cells of an unknown table of that shape can sum to, when for each of the
    `known` (cells, sum) the sum is known."""
    equal = [sum(_ones(shape, cell) for cell in group) for group, _ in known]
    return _range(sum(_ones(shape, cell) for cell in cells), equal, [number for _, number in known])


def certain_cells(bases, columns, protect, *, several=False):
    """Cells that somebody who knows the rule can be sure of, over all tables with these bases.

    All tables that are shown alike are laid together; a secret cell with one value in all of them is certain.
    """
    ways = [_rows(base, columns, several) for base in bases]
    alike = defaultdict(list)
    for counts in product(*ways):
        table = table_of(counts, bases, several=several)
        safe = protect(table)
        alike[table.totals, safe.counts].append((table, safe))
    found = []
    for tables in alike.values():
        table, safe = tables[0]
        found += [
            (table, row, column)
            for row, column in secret_cells(table, safe)
            if len({other.counts[row][column] for other, _ in tables}) == 1
        ]
    return found


def _rows(base, columns, several):
    if several:
        return list(product(range(base + 1), repeat=columns))
    return [row for row in product(range(base + 1), repeat=columns) if sum(row) == base]


def _ones(shape, where):
    ones = np.zeros(shape)
    ones[where] = 1
    return ones.ravel()


def _range(cell, equal, values):
    ends = []
    for sign in (1, -1):
        solved = linprog(sign * cell, A_eq=np.array(equal), b_eq=np.array(values), bounds=(0, None), method="highs")
        assert solved.status == 0, solved.message
        ends.append(sign * solved.fun)
    return round(ends[0], 6), round(ends[1], 6)
