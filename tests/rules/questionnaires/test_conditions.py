"""Which questions the answers bring up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.questionnaires.conditions import DECLINED, is_shown, number_of, shown_questions
from rules.questionnaires.definition import ANY, MULTIPLE, NUMBER, SECTION
from rules.questionnaires.sheets import read_sheet
from tests.rules.questionnaires.drafts import draft, question, shown_if
from tests.rules.questionnaires.sheets_sent import definitions, forms


@pytest.mark.parametrize(
    ("operator", "values", "answer", "shown"),
    [
        ("any_of", ("1", "2"), "2", True),
        ("any_of", ("1", "2"), "3", False),
        ("any_of", ("1",), ["3", "1"], True),
        ("none_of", ("1", "2"), "3", True),
        ("none_of", ("1", "2"), ["3", "2"], False),
        ("at_least", ("18",), "18", True),
        ("at_least", ("18",), "17.9", False),
        ("at_least", ("9",), "10", True),
        ("at_most", ("6",), "6", True),
        ("at_most", ("6",), "7", False),
        ("at_least", (), "7", False),
        ("at_least", ("x",), "7", False),
        ("at_least", ("1",), "NaN", False),
        ("at_least", ("1",), "1e3", False),
    ],
)
def test_conditions(operator, values, answer, shown):
    assert is_shown(question("q2", show_if=shown_if(("q1", operator, values))), {"q1": answer}) is shown


@pytest.mark.parametrize("operator", ["any_of", "none_of", "at_least", "at_most"])
@pytest.mark.parametrize("nothing", [None, "", [], DECLINED])
def test_nothing_fulfils_no_condition(operator, nothing):
    one = question("q2", show_if=shown_if(("q1", operator, ("1",))))
    assert is_shown(one, {"q1": nothing}) is False
    assert is_shown(one, {}) is False


def test_all_or_any():
    both, either = (shown_if(("q1", "1"), ("q2", "1"), join=join) for join in ("all", ANY))
    answers = {"q1": "1", "q2": "2"}
    assert is_shown(question("q3", show_if=both), answers) is False
    assert is_shown(question("q3", show_if=either), answers) is True


def test_what_hangs_on_a_question_that_is_not_shown_is_not_shown_either():
    asked = draft(
        question("q1", MULTIPLE),
        question("s1", SECTION, show_if=shown_if(("q1", "1"))),
        question("q2", NUMBER, show_if=shown_if(("q1", "1"))),
        question("q3", show_if=shown_if(("q2", "at_least", ("18",)))),
    )
    answers = {"q2": "20", "q3": "1"}
    shown = [[one.code for one in shown_questions(asked, {**answers, "q1": [code]})] for code in ("1", "2")]
    assert shown == [["q1", "s1", "q2", "q3"], ["q1"]]


def test_only_plain_numbers_are_compared():
    assert [number_of(text) is None for text in ("12", "-3.5", "1e3", "NaN", "١", " 1", "", "9" * 13)] == [
        False,
        False,
        *[True] * 6,
    ]


@given(definitions, st.data())
@settings(deadline=None)
def test_the_sheet_has_exactly_the_questions_that_its_answers_bring_up(asked, data):
    sheet = read_sheet(asked, data.draw(forms(asked)))
    shown = [one.code for one in shown_questions(asked, sheet.answers) if one.is_answered]
    assert list(sheet.answers) == shown
