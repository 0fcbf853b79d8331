"""The three tables of a report: every value of a dimension has a figure, and all figures sum to one total."""

from collections.abc import Mapping

from rules.codes import DIMENSIONS, NOT_STATED, OUTSIDE

TOTAL = "total"
# Values that no form has a column for: shown on screen, printed as extra last columns when not zero.
EXTRA_VALUES = (OUTSIDE, NOT_STATED)

Table = dict[str, int]


class TablesDifferError(Exception):
    """The tables do not sum to their total: a fault in the program, never something to print."""


def full_table(dimension: str, counts: Mapping[str, int]) -> Table:
    """`counts` in the order of the form, with zeros for values nobody has. Raises ValueError for an unknown value."""
    unknown = set(counts) - set(DIMENSIONS[dimension])
    if unknown:
        raise ValueError(f"{dimension} has no value {sorted(unknown)}")
    return {value: counts.get(value, 0) for value in DIMENSIONS[dimension]}


def check_tables(total: int, tables: Mapping[str, Mapping[str, int]]) -> None:
    """Raises TablesDifferError unless all three are there, no figure is negative, and each table sums to `total`."""
    if set(tables) != set(DIMENSIONS):
        raise TablesDifferError(f"tables {sorted(tables)}")
    for dimension, table in tables.items():
        if sum(table.values()) != total or min(table.values()) < 0:
            raise TablesDifferError(f"{dimension} gives {dict(table)}, the total is {total}")


def unresolved(tables: Mapping[str, Mapping[str, int]]) -> dict[str, Table]:
    """What keeps the tables a draft: per dimension the extra values that are not zero."""
    found = {
        dimension: {value: table[value] for value in EXTRA_VALUES if table.get(value)}
        for dimension, table in tables.items()
    }
    return {dimension: values for dimension, values in found.items() if values}
