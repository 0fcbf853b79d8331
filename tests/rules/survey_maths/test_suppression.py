"""Small groups are hidden, and nothing that is shown gives them away."""

from decimal import Decimal
from functools import partial

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from rules.questionnaires.definition import Condition, Definition, Question, ShowIf, Words
from rules.survey_maths.suppression import (
    MIN_GROUP,
    hidden_questions,
    joined_to,
    parents_of,
    protect_table,
    routed_pairs,
)
from tests.rules.survey_maths.attackers import certain_cells, range_in_pair, range_of_cell, secret_cells, table_of

SIZES = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 40))


def is_whole_hidden(safe):
    return len(safe.hidden) == len(safe.rows)


@st.composite
def tables(draw, rows=(2, 6), columns=(2, 5), sizes=SIZES):
    width = draw(st.integers(*columns))
    row = st.lists(sizes, min_size=width, max_size=width)
    return table_of(draw(st.lists(row, min_size=rows[0], max_size=rows[1])))


@st.composite
def breakdowns(draw):
    """Two tables of the same invented people."""
    people = draw(st.lists(st.tuples(*[st.integers(0, 2)] * 3, st.integers(1, 9)), min_size=3, max_size=25))
    one, other = ([[0] * 3 for _ in range(3)] for _ in range(2))
    for first, second, answer, many in people:
        one[first][answer] += many
        other[second][answer] += many
    return table_of(one), table_of(other)


def test_a_small_group_takes_the_next_with_it():
    table = table_of([[2, 3], [8, 9], [20, 30], [60, 70]])
    safe = protect_table(table)
    assert safe.hidden == ("r0", "r1")
    assert safe.counts == (None, None, (20, 30), (60, 70))
    assert safe.bases == (None, None, 50, 130)
    assert safe.shares == (None, None, (Decimal("40.0"), Decimal("60.0")), (Decimal("46.2"), Decimal("53.8")))
    assert (safe.totals, safe.total, is_whole_hidden(safe)) == ((90, 112), 202, False)


def test_without_a_small_group_all_is_shown():
    table = table_of([[10, 0], [0, 30], [0, 0]])
    safe = protect_table(table)
    assert (safe.hidden, safe.counts) == ((), table.counts)


def test_two_small_groups_that_are_a_small_group_together_take_a_third():
    assert protect_table(table_of([[2, 2], [2, 3], [9, 8], [50, 60]])).hidden == ("r0", "r1", "r2")


def test_small_groups_that_stay_small_together_hide_the_table():
    assert is_whole_hidden(protect_table(table_of([[2, 2], [2, 3], [50, 60]])))


def test_for_a_rare_answer_more_is_hidden():
    """Of 8 among 235 people, half a person is to be expected in the 15 of r0 and r1: by itself that set would do."""
    assert protect_table(table_of([[1, 2], [2, 10], [2, 18], [3, 197]])).hidden == ("r0", "r1", "r2")


def test_groups_of_nobody_are_no_cover():
    assert protect_table(table_of([[2, 3], [0, 0], [9, 8], [50, 60]])).hidden == ("r0", "r2")
    unknown = protect_table(table_of([[2, 3], [0, 0], [9, 8], [50, 60]]), row_bases_public=False)
    assert unknown.hidden == ("r0", "r1", "r2")


def test_two_groups_are_hidden_both():
    assert is_whole_hidden(protect_table(table_of([[2, 2], [50, 60]])))


def test_hidden_rows_that_all_answered_alike_hide_the_table():
    """The column would say it: 100 − 40 − 60 leave nobody in the hidden rows who said so."""
    assert is_whole_hidden(protect_table(table_of([[0, 4], [0, 11], [40, 30], [60, 90]])))


def test_a_single_persons_answer_hides_the_table():
    assert is_whole_hidden(protect_table(table_of([[3, 4, 1], [9, 10, 0], [40, 30, 0]])))


def test_under_ten_people_not_even_totals_are_shown():
    safe = protect_table(table_of([[2, 2], [3, 2]]))
    assert (is_whole_hidden(safe), safe.totals, safe.total) == (True, None, None)
    nobody = protect_table(table_of([[0, 0], [0, 0]]))
    assert (is_whole_hidden(nobody), nobody.totals) == (True, None)


def test_rows_can_be_hidden_for_another_reason():
    table = table_of([[20, 20], [0, 0], [30, 30], [40, 40]])
    assert protect_table(table, must_hide={"r1"}).hidden == ("r0", "r1", "r2")
    with pytest.raises(ValueError, match="r9"):
        protect_table(table, must_hide={"r9"})
    with pytest.raises(ValueError, match="minimum 1"):
        protect_table(table, minimum=1)


def _frechet(table, safe, row, column):
    hidden = [place for place, counts in enumerate(safe.counts) if counts is None]
    people = sum(table.bases[place] for place in hidden)
    gave = sum(table.counts[place][column] for place in hidden)
    return max(0, table.bases[row] + gave - people), min(table.bases[row], gave)


@given(tables())
@settings(max_examples=60)
def test_no_hidden_cell_is_certain_by_linear_programming(table):
    safe = protect_table(table)
    for row, column in secret_cells(table, safe):
        low, high = range_of_cell(table, safe, row, column)
        assert high - low > 0.999, (row, column, low, high)
        assert (low, high) == _frechet(table, safe, row, column)


@given(tables(rows=(2, 9), columns=(2, 8)), st.booleans())
@settings(max_examples=400)
def test_no_hidden_cell_is_certain_by_its_bounds(table, public):
    safe = protect_table(table, row_bases_public=public)
    for base, shown in zip(table.bases, safe.counts, strict=True):
        assert shown is None or base >= MIN_GROUP or (base == 0 and public)
    hidden = sum(base for base, shown in zip(table.bases, safe.counts, strict=True) if shown is None)
    assert safe.total is None or hidden == 0 or hidden >= MIN_GROUP
    for row, column in secret_cells(table, safe):
        low, high = _frechet(table, safe, row, column)
        assert low < high


@given(tables(columns=(2, 4)), st.lists(SIZES, min_size=6, max_size=6))
@settings(max_examples=200)
def test_several_answers_are_as_safe(table, more):
    bases = [max(row) + extra for row, extra in zip(table.counts, more, strict=False)]
    table = table_of(table.counts, bases, several=True)
    safe = protect_table(table)
    for row, column in secret_cells(table, safe):
        low, high = _frechet(table, safe, row, column)
        assert low < high


@given(tables(), st.data())
@settings(max_examples=150)
def test_rows_that_must_be_hidden_are_as_safe(table, data):
    must = data.draw(st.sets(st.sampled_from(table.rows)))
    safe = protect_table(table, must_hide=must)
    assert must <= set(safe.hidden)
    for row, column in secret_cells(table, safe):
        low, high = _frechet(table, safe, row, column)
        assert low < high


KNOWN_BASES = [
    ((1, 3, 4), 2),
    ((2, 3, 4, 5), 2),
    ((0, 2, 4, 4, 5), 2),
    ((3, 4, 4, 5), 2),
    ((1, 3, 3, 3, 3), 2),
    ((2, 2, 4), 3),
    ((1, 3, 3, 3), 3),
    ((1, 1, 3, 2), 3),
    ((5, 4), 3),
    ((1, 2, 4), 4),
]


@pytest.mark.parametrize(("bases", "columns"), KNOWN_BASES)
def test_not_even_who_knows_the_rule_is_sure_of_a_cell(bases, columns):
    assert certain_cells(bases, columns, partial(protect_table, minimum=3)) == []


@pytest.mark.parametrize(("bases", "columns"), [((1, 3, 4), 2), ((2, 3, 4, 5), 1), ((2, 2, 3), 2), ((1, 2, 3, 3), 1)])
def test_nor_where_several_answers_may_be_given(bases, columns):
    assert certain_cells(bases, columns, partial(protect_table, minimum=3), several=True) == []


@given(st.lists(st.integers(0, 5), min_size=3, max_size=5), st.integers(2, 3), st.integers(2, 4))
@settings(max_examples=25)
@example([2, 3, 4, 5], 2, 3)
def test_nor_for_any_bases(bases, columns, minimum):
    assume(sum(bases) >= minimum)
    assume(sum(bases) <= (15 if columns == 2 else 9))
    assert certain_cells(tuple(bases), columns, partial(protect_table, minimum=minimum)) == []


@given(breakdowns())
@settings(max_examples=40)
def test_two_breakdowns_side_by_side_tell_no_more_than_each(pair):
    one, other = pair
    safe = {"age": protect_table(one), "gender": protect_table(other)}
    views = [(one, safe["age"]), (other, safe["gender"])]
    for first, second in (views, reversed(views)):
        table, shown = first
        for row, column in secret_cells(table, shown):
            low, high = range_in_pair(first, second, row, column)
            assert high - low > 0.999
            assert (low, high) == _frechet(table, shown, row, column)


def test_a_question_of_few_answers_is_hidden_and_all_that_hangs_on_it():
    bases = {"q1": 9, "q2": 40, "q3": 12, "q4": 5, "q5": 11}
    parents = {"q2": ["q1", "q5"], "q3": ["q2"], "q4": ["q5"]}
    assert hidden_questions(bases, parents) == {"q1", "q2", "q3", "q4"}
    assert hidden_questions({"q1": 10}, {}) == frozenset()
    assert hidden_questions({"q1": 0}, {}) == {"q1"}


def test_questions_joined_by_routing_are_not_set_against_each_other():
    parents = {"q2": ["q1"], "q3": ["q2"], "q6": ["q4", "q5"]}
    found = {"".join(sorted(pair)) for pair in routed_pairs(parents)}
    assert found == {"q1q2", "q2q3", "q1q3", "q4q6", "q5q6", "q4q5"}
    assert routed_pairs({}) == frozenset()
    below = {"c": ["a", "b"], "d": ["b"]}
    assert frozenset("ad") in routed_pairs(below)
    assert frozenset("ab") in routed_pairs(below)
    assert frozenset("xd") not in routed_pairs({"x": ["b"], "d": ["b"]})


def test_what_routing_joins():
    parents = {"q2": ["q1"], "q3": ["q2"], "q6": ["q4", "q5"], "q7": ["q4"]}
    assert joined_to("q2", parents) == {"q1", "q2", "q3"}
    assert joined_to("q5", parents) == {"q4", "q5", "q6", "q7"}
    assert joined_to("q8", parents) == {"q8"}


def test_what_a_question_hangs_on_is_read_from_the_questionnaire():
    shown_if = ShowIf("all", (Condition("q1", "any_of", ("a",)), Condition("q2", "at_least", ("3",))))
    questions = (
        Question("q1", "single", Words("?")),
        Question("q2", "score", Words("?")),
        Question("q3", "long_text", Words("?"), show_if=shown_if),
    )
    assert parents_of(Definition(Words("?"), questions)) == {"q3": ("q1", "q2")}
