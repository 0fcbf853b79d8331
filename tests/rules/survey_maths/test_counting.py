"""Sheets counted: bases, what was left empty, options of every type, versions side by side."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import Definition, Option, Question, Words
from rules.survey_maths.counting import Counting
from tests.rules.survey_maths.asked import count_sheets

A, B, C = (Option(code, Words(code.upper()), value) for code, value in (("a", 1), ("b", 2), ("c", 3)))


def asking(*questions):
    return Definition(Words("Сауалнама"), questions)


def question(kind, code="q", options=(A, B, C), **more):
    return Question(code, kind, Words("Сұрақ"), options=options, **more)


def result(kind, *answers, **more):
    (found,) = count_sheets(asking(question(kind, **more)), [{"q": answer} for answer in answers])
    return found


def test_the_base_is_who_was_shown_it_and_answered():
    sheets = [{"q": "a"}, {"q": None}, {"q": DECLINED}, {}, {"q": "b"}]
    (found,) = count_sheets(asking(question("single")), sheets)
    assert (found.shown, found.base, found.no_answer, found.declined) == (4, 2, 1, 1)
    assert [(one.option.code, one.count, one.share) for one in found.options] == [
        ("a", 1, Decimal("50.0")),
        ("b", 1, Decimal("50.0")),
        ("c", 0, Decimal("0.0")),
    ]
    assert (found.options[2].low, found.options[2].high) == (Decimal("0.0"), Decimal("65.8"))


def test_nobody_asked_has_no_shares():
    found = result("single")
    assert (found.shown, found.base, found.whole) == (0, 0, None)
    assert {(one.count, one.share, one.low) for one in found.options} == {(0, None, None)}


def test_shares_of_several_answers_are_of_who_answered():
    found = result("multiple", ["a", "b"], ["a"], [], None)
    assert (found.base, found.no_answer, found.whole) == (2, 2, None)
    assert [(one.count, one.share) for one in found.options] == [
        (2, Decimal("100.0")),
        (1, Decimal("50.0")),
        (0, Decimal("0.0")),
    ]


def test_a_scale_has_its_mean_and_its_two_best_answers():
    found = result("scale", "a", "b", "c", "c")
    assert (found.summary.printed_mean, found.summary.printed_median) == (Decimal("2.25"), Decimal("2.50"))
    assert (found.top_two.count, found.top_two.percent) == (3, Decimal("75.0"))


def test_zero_to_ten_has_a_net_score():
    found = result("score", "10", "9", "7", "0", options=())
    assert len(found.options) == 11
    assert (found.net_score.score, found.summary.mean) == (Decimal("25.0"), 6.5)


def test_a_ranking_counts_who_put_it_first_and_its_mean_place():
    found = result("ranking", ["b", "a"], ["b", "c", "a"], ["a"])
    assert [(one.option.code, one.count, one.mean_place) for one in found.options] == [
        ("a", 1, Decimal("2.00")),
        ("b", 2, Decimal("1.00")),
        ("c", 0, Decimal("2.00")),
    ]
    assert found.whole == Decimal("100.0")


def test_numbers_dates_and_texts():
    numbers = result("number", "1.5", "2", "2", options=())
    assert (numbers.base, numbers.summary.printed_mean) == (3, Decimal("1.83"))
    assert result("date", "2025-09-10", "2025-01-02", options=()).days == ("2025-01-02", "2025-01-02", "2025-09-10")
    texts = result("long_text", "б", None, DECLINED, "а", options=())
    assert (texts.base, texts.no_answer, texts.declined, texts.texts) == (2, 1, 1, ("б", "а"))


def test_an_older_version_is_counted_with_the_newer_and_what_it_alone_asked_stands_last():
    old = asking(question("single", "gone"), question("single", "q", (A, C)))
    new = asking(question("single", "q", (A, B)))
    counting = Counting({1: old, 2: new}, current=2)
    counting.add(1, [{"gone": "a", "q": "c"}, {"gone": None, "q": "a"}])
    counting.add(2, [{"q": "b"}])
    asked, gone = counting.results()
    assert counting.n == 3
    assert [(one.option.code, one.count, one.is_offered) for one in asked.options] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 1, False),
    ]
    assert (gone.question.code, gone.is_asked, gone.base, gone.no_answer) == ("gone", False, 1, 1)


def test_a_code_that_changed_its_type_is_two_questions():
    counting = Counting({1: asking(question("multiple")), 2: asking(question("single"))}, current=2)
    counting.add(1, [{"q": ["a", "b"]}])
    counting.add(2, [{"q": "a"}])
    assert [(one.question.type, one.base) for one in counting.results()] == [("single", 1), ("multiple", 1)]


def test_codes_that_no_version_has_are_shown_last():
    found = result("single", "a", "x", "y")
    assert [(one.option.code, one.count, one.is_offered) for one in found.options][2:] == [
        ("c", 0, True),
        ("~unknown", 2, False),
    ]
    assert (found.base, found.whole) == (3, Decimal("100.0"))
    several = result("multiple", ["x", "y", "a"], ["a"])
    assert [(one.option.code, one.count) for one in several.options] == [("a", 2), ("b", 0), ("c", 0), ("~unknown", 1)]
    ranked = result("ranking", ["x", "a"], ["a", "b"])
    assert [(one.option.code, one.count, one.mean_place) for one in ranked.options if one.count] == [
        ("a", 1, Decimal("1.50")),
        ("~unknown", 1, Decimal("1.00")),
    ]
    marked = result("scale", "c", "x")
    assert (marked.base, marked.summary.n, marked.top_two.base) == (2, 1, 1)
    assert result("score", "11", "10", options=()).net_score.n == 1


def test_what_is_no_number_enters_no_mean():
    numbers = result("number", "2", "2.0", "many", options=())
    assert (numbers.base, numbers.summary.n, numbers.summary.mean) == (3, 2, 2)


SHEETS = st.lists(
    st.one_of(st.just({}), st.builds(lambda v: {"q": v}, st.sampled_from(["a", "b", "c", None, DECLINED])))
)


@given(SHEETS, st.integers(1, 7))
def test_parts_make_no_difference_and_everything_adds_up(sheets, size):
    definition = asking(question("scale"))
    counting = Counting({0: definition}, 0)
    for start in range(0, len(sheets), size):
        counting.add(0, sheets[start : start + size])
    (found,) = counting.results()
    assert found == count_sheets(definition, sheets)[0]
    assert found.shown == found.base + found.no_answer + found.declined
    assert found.base == sum(one.count for one in found.options)
    assert found.whole == (Decimal("100.0") if found.base else None)
    for one in found.options:
        if found.base:
            assert one.low <= one.share + Decimal("0.1")
            assert one.share - Decimal("0.1") <= one.high


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking"])
def test_results_do_not_depend_on_the_order_of_sheets(kind):
    answers = ["a", "b", "b"] if kind == "single" else [["a"], ["b", "a"], ["b"]]
    assert result(kind, *answers) == result(kind, *reversed(answers))
