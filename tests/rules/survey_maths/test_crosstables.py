"""Groups against answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.survey_maths.crosstables import CrossTable, cross_table, cross_table_of_several

GROUPS = ("male", "female")
ANSWERS = ("yes", "no")
PAIRS = st.lists(
    st.tuples(st.sampled_from([*GROUPS, None, "robot"]), st.sampled_from([*ANSWERS, None, "perhaps"])), max_size=60
)


def test_who_did_not_say_is_a_row_and_a_column():
    pairs = [("male", "yes"), ("male", None), ("female", "no"), (None, "no"), ("female", "no")]
    table = cross_table(pairs, GROUPS, ANSWERS)
    assert table.rows == ("male", "female", "~not_stated")
    assert table.columns == ("yes", "no", "~not_stated")
    assert table.counts == ((1, 0, 1), (0, 2, 0), (0, 1, 0))
    assert (table.bases, table.totals, table.total) == ((2, 2, 1), (1, 3, 1), 5)


def test_a_code_that_is_no_longer_asked_is_shown():
    table = cross_table([("robot", "yes"), ("male", "perhaps")], GROUPS, ANSWERS)
    assert table.rows == ("male", "female", "~unknown", "~not_stated")
    assert table.columns == ("yes", "no", "~unknown", "~not_stated")
    assert (table.counts[0], table.counts[2]) == ((0, 0, 1, 0), (1, 0, 0, 0))


def test_rows_sum_to_a_hundred_as_printed():
    table = cross_table([("male", "yes"), ("male", "no"), ("male", None)], GROUPS, ANSWERS)
    assert table.row_shares() == [[Decimal("33.4"), Decimal("33.3"), Decimal("33.3")], [None] * 3, [None] * 3]


def test_only_those_who_answered():
    table = cross_table([("male", "yes"), ("male", None), (None, None)], GROUPS, ANSWERS).answered()
    assert (table.columns, table.bases, table.counts[0]) == (ANSWERS, (1, 0, 0), (1, 0))
    assert table.answered() == table


def test_several_answers_count_each_for_itself():
    people = [("male", ("yes", "no")), ("male", ("yes",)), ("female", ()), (None, ("yes", "perhaps", "maybe"))]
    table = cross_table_of_several(people, GROUPS, ANSWERS)
    assert table.counts == ((2, 1, 0, 0), (0, 0, 0, 1), (1, 0, 1, 0))
    assert table.bases == (2, 1, 1)
    assert table.row_shares()[0][:2] == [Decimal("100.0"), Decimal("50.0")]
    assert table.answered().bases == (2, 0, 1)


@given(PAIRS)
def test_nobody_is_lost(pairs):
    table = cross_table(pairs, GROUPS, ANSWERS)
    assert table.total == sum(table.totals) == len(pairs)
    for row, base, shares in zip(table.counts, table.bases, table.row_shares(), strict=True):
        assert sum(row) == base
        assert sum(shares) == 100 if base else set(shares) == {None}
    assert table.answered().total == sum(answer is not None for _, answer in pairs)
    several = cross_table_of_several([(group, (one,) if one else ()) for group, one in pairs], GROUPS, ANSWERS)
    assert (several.counts, several.bases) == (table.counts, table.bases)


@pytest.mark.parametrize(
    ("counts", "bases", "several"),
    [
        (((1, 1),), (3,), False),
        (((1, -1),), (0,), False),
        (((4, 1),), (3,), True),
        (((1,),), (1,), False),
        (((1, 0),), (1, 0), False),
    ],
)
def test_a_table_that_does_not_add_up_is_refused(counts, bases, several):
    with pytest.raises(ValueError, match=r"sum|row"):
        CrossTable(("a",), ("x", "y"), counts, bases, several)
