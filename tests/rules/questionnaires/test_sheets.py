"""From a form's fields to a sheet: every type, every fault, and what holds whatever is sent."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import (
    DATE,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SECTION,
    SHORT_TEXT,
    SINGLE,
    TYPES,
)
from rules.questionnaires.duration import minutes_of
from rules.questionnaires.sheets import LONGEST, canonical_number, is_right, points_of, read_sheet
from tests.rules.questionnaires.drafts import draft, options, question, shown_if
from tests.rules.questionnaires.sheets_sent import definitions, forms


def read(one, *values):
    """What a sheet of this one question says, or the code of its fault."""
    sheet = read_sheet(draft(one), {one.code: list(values)})
    fault = sheet.faults.get(one.code)
    return fault.code if fault else sheet.answers[one.code]


@pytest.mark.parametrize("kind", sorted(set(TYPES) - {SECTION}))
def test_nothing_is_none_and_a_fault_where_something_is_required(kind):
    for nothing in ((), ("",), ("  ", "\x00"), (DECLINED,)):
        assert read(question("q1", kind), *nothing) is None
        assert read(question("q1", kind, is_required=True), *nothing) == "required"


@pytest.mark.parametrize("kind", sorted(set(TYPES) - {SECTION}))
def test_preferring_not_to_say_is_an_answer_where_it_is_offered(kind):
    one = question("q1", kind, is_required=True, may_decline=True)
    assert read(one, DECLINED) == DECLINED
    assert read(one, "", DECLINED, "") == DECLINED


def test_what_is_said_outweighs_preferring_not_to_say():
    assert read(question("q1", SHORT_TEXT, may_decline=True), DECLINED, "Рақмет") == "Рақмет"
    assert read(question("q1", SINGLE, may_decline=True), "1", DECLINED) == "1"


@pytest.mark.parametrize("kind", [SINGLE, SCALE])
def test_one_option(kind):
    one = question("q1", kind)
    assert [read(one, "2"), read(one, " 2 "), read(one, "2", "2")] == ["2", "2", "2"]
    assert [read(one, "3"), read(one, "1", "2"), read(one, "x" * 100_000)] == [
        "unknown_option",
        "only_one",
        "unknown_option",
    ]


def test_a_score_is_0_to_10():
    one = question("q1", SCORE)
    assert [read(one, value) for value in ("0", "10", "11", "-1", "5.0")] == ["0", "10", *["unknown_option"] * 3]


def test_several_options_come_in_the_order_of_the_questionnaire():
    one = question("q1", MULTIPLE, codes=("a", "b", "c"), most=2)
    assert read(one, "c", "a", "c") == ["a", "c"]
    assert read(one, "a", "b", "c") == "too_many"
    assert read(one, "a", "d") == "unknown_option"


def test_none_of_these_excludes_the_others():
    one = question("q1", MULTIPLE, options=(*options("a", "b"), *options("none", is_exclusive=True)))
    assert [read(one, "none"), read(one, "a", "none")] == [["none"], "excludes_others"]


def test_a_ranking_keeps_its_order_and_leaves_gaps_out():
    one = question("q1", RANKING, codes=("a", "b", "c", "d"), most=3)
    assert read(one, "c", "", "a") == ["c", "a"]
    assert [read(one, "c", "c"), read(one, "a", "b", "c", "d"), read(one, "x")] == [
        "ranked_twice",
        "too_many",
        "unknown_option",
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("19", "19"),
        ("007", "7"),
        ("-0", "0"),
        ("1 709", "1709"),
        ("1\u00a0709", "1709"),
        ("12,50", "12.5"),
        ("12.5", "12.5"),
        ("12.500000000", "12.5"),
        ("12.55", "decimals"),
        ("-3", "-3"),
        ("1e3", "not_a_number"),
        ("жиырма", "not_a_number"),
        ("١٢", "not_a_number"),
        ("NaN", "not_a_number"),
        ("1_000", "not_a_number"),
        ("9" * 13, "not_a_number"),
        ("9" * 100_000, "not_a_number"),
    ],
)
def test_a_number_has_one_spelling(sent, kept):
    assert read(question("q1", NUMBER, decimals=1), sent) == kept


def test_a_number_keeps_to_its_bounds_and_its_digits():
    one = question("q1", NUMBER, minimum=Decimal(14), maximum=Decimal("100.5"))
    assert [read(one, text) for text in ("13", "14", "100", "101", "14.5")] == [
        "too_small",
        "14",
        "100",
        "too_large",
        "whole_number",
    ]
    fault = read_sheet(draft(one), {"q1": ["13"]}).faults["q1"]
    assert dict(fault.params) == {"least": Decimal(14)}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2025-09-10", "2025-09-10"),
        ("2025-9-1", "2025-09-01"),
        ("10.09.2025", "2025-09-10"),
        ("29.02.2024", "2024-02-29"),
        ("29.02.2025", "not_a_date"),
        ("31.04.2025", "not_a_date"),
        ("0000-01-01", "not_a_date"),
        ("10/09/2025", "not_a_date"),
        ("кеше", "not_a_date"),
        ("1" * 100_000, "not_a_date"),
    ],
)
def test_a_date_is_kept_as_iso(sent, kept):
    assert read(question("q1", DATE), sent) == kept


@pytest.mark.parametrize("kind", [SHORT_TEXT, LONG_TEXT])
def test_a_text_is_kept_whole_or_refused_with_its_length(kind):
    one, most = question("q1", kind), LONGEST[kind]
    assert read(one, "ә" * most) == "ә" * most
    sheet = read_sheet(draft(one), {"q1": ["😀" * 100_000]})
    assert (sheet.faults["q1"].code, dict(sheet.faults["q1"].params)) == ("too_long", {"most": most, "length": 100_000})


def test_what_no_text_consists_of_is_left_out():
    assert read(question("q1", LONG_TEXT), " \ufeffа\r\nб\x00\x1b\ud800в\t\n") == "а\nбв"


def test_questions_that_are_not_shown_are_not_on_the_sheet():
    asked = draft(
        question("q1"),
        question("q2", is_required=True, show_if=shown_if(("q1", "2"))),
        question("q3", SECTION, show_if=shown_if(("q1", "2"))),
        question("q4"),
    )
    hidden = read_sheet(asked, {"q1": ["1"], "q2": ["1"], "q4": ["2"], "q9": ["x"]})
    assert (hidden.answers, hidden.faults) == ({"q1": "1", "q4": "2"}, {})
    shown = read_sheet(asked, {"q1": ["2"]})
    assert (shown.answers, list(shown.faults)) == ({"q1": "2", "q2": None, "q4": None}, ["q2"])


def test_a_faulty_answer_brings_nothing_up():
    asked = draft(question("q1", NUMBER), question("q2", show_if=shown_if(("q1", "at_least", ("18",)))))
    assert set(read_sheet(asked, {"q1": ["20"]}).answers) == {"q1", "q2"}
    assert set(read_sheet(asked, {"q1": ["20x"]}).answers) == {"q1"}


def test_points_are_for_exactly_the_right_answers():
    right = (*options("a", "b", is_correct=True), *options("c"))
    test = draft(
        question("q1", MULTIPLE, options=right, points=2),
        question("q2", NUMBER, correct=Decimal("12.5"), decimals=1),
        question("q3", SHORT_TEXT),
    )
    assert points_of(test, {"q1": ["a", "b"], "q2": "12.5"}) == (3, 3)
    assert points_of(test, {"q1": ["a"], "q2": "12"}) == (0, 3)
    assert points_of(test, {"q1": ["a", "b", "c"], "q2": DECLINED}) == (0, 3)
    assert is_right(test.questions[0], None) is False


def test_the_time_is_told_in_whole_minutes():
    assert minutes_of(draft(question("q1"))) == 1
    assert minutes_of(draft(*[question(f"q{n}") for n in range(15)])) == 2
    assert minutes_of(draft(*[question(f"q{n}", LONG_TEXT) for n in range(5)], question("s", SECTION))) == 3
    assert minutes_of(draft()) == 1


@given(definitions, st.data())
@settings(deadline=None)
def test_whatever_is_sent_a_sheet_says_only_what_its_questions_allow(asked, data):
    sent = data.draw(forms(asked))
    sheet = read_sheet(asked, sent)
    assert set(sheet.faults) <= set(sheet.answers) <= {one.code for one in asked.answered}
    for code, value in sheet.answers.items():
        one = asked.by_code[code]
        if value is None:
            assert code in sheet.faults or not one.is_required
        elif value == DECLINED:
            assert one.may_decline
        elif one.type in (MULTIPLE, RANKING):
            assert value and len(set(value)) == len(value) and set(value) <= set(one.codes)
            assert len(value) <= (one.most or len(one.codes))
        elif one.codes:
            assert value in one.codes
        elif one.type == NUMBER:
            assert value == canonical_number(Decimal(value))
            assert one.minimum is None or Decimal(value) >= one.minimum
    # It can be stored, and read again from what was stored it is the same.
    assert json.loads(json.dumps(sheet.answers)) == sheet.answers
    again = {code: value if isinstance(value, list) else [value] for code, value in sheet.answers.items() if value}
    assert read_sheet(asked, again).answers == sheet.answers
