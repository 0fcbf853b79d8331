"""What keeps a draft from being published."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from rules.questionnaires.checks import DraftFault, faults_of
from rules.questionnaires.definition import (
    DATE,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SECTION,
    SINGLE,
    Definition,
    Option,
    Words,
)
from rules.questionnaires.documents import definition_from, document_of
from tests.rules.questionnaires.drafts import draft, options, question, random_drafts, shown_if, words


def codes_of(definition, kind="opinion"):
    return [fault.code for fault in faults_of(definition, kind=kind)]


def scale(code="q1", values=(2, 1)):
    return question(code, SCALE, options=tuple(Option(str(n), words(f"o{n}"), value) for n, value in enumerate(values)))


def test_a_complete_questionnaire_has_no_fault():
    whole = draft(
        question("s", SECTION),
        question("q1"),
        question("q2", MULTIPLE, show_if=shown_if(("q1", "1"))),
        question("q3", NUMBER, minimum=Decimal(1), maximum=Decimal(5)),
        question("q4", LONG_TEXT, show_if=shown_if(("q3", "at_least", ["2"]), ("q2", "none_of", ["1"]), join="any")),
    )
    assert faults_of(whole, kind="opinion") == []


def test_every_missing_string_is_named_with_its_place():
    found = draft(
        replace(question("q1"), text=Words("a", "", "c"), help=Words(ru="тек орысша")),
        replace(question("q2", SCORE), low=Words(kk="төмен")),
        question("q3", options=(Option("1", Words("иә", "да", "yes")), Option("2", Words(ru="нет")))),
        languages=("kk", "ru"),
        intro=Words(en="only"),
    )
    assert faults_of(found, kind="opinion") == [
        DraftFault("words_missing", field="intro", language="kk"),
        DraftFault("words_missing", field="intro", language="ru"),
        DraftFault("words_missing", question="q1", field="text", language="ru"),
        DraftFault("words_missing", question="q1", field="help", language="kk"),
        DraftFault("words_missing", question="q2", field="low", language="ru"),
        DraftFault("words_missing", question="q3", field="options", option="2", language="kk"),
    ]
    assert faults_of(Definition(Words(kk="x"), (question("q1"),), languages=("kk", "en")), kind="opinion") == [
        DraftFault("words_missing", field="title", language="en")
    ]


def test_without_questions_there_is_nothing_to_ask():
    assert codes_of(draft()) == ["no_questions"]
    assert codes_of(draft(question("s", SECTION))) == ["no_questions"]


def test_choices_need_two_options_that_read_unlike():
    assert codes_of(draft(question("q1", codes=("1",)))) == ["too_few_options"]
    assert codes_of(draft(question("q1", RANKING, codes=()))) == ["too_few_options"]
    alike = (Option("1", Words("Иә", "Да", "Yes")), Option("2", Words(" иә ", "Нет", "No")))
    assert faults_of(draft(question("q1", options=alike)), kind="opinion") == [
        DraftFault("option_twice", question="q1", field="options", option="2", language="kk")
    ]
    assert codes_of(draft(question("q1", MULTIPLE, options=options("1", "2", is_exclusive=True)))) == ["only_exclusive"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((2, 1), []),
        ((1, 2, 3), []),
        ((1, 3), ["scale_values"]),
        ((1, 1), ["scale_values"]),
        ((None, 1), ["scale_values"]),
    ],
)
def test_a_scales_values_are_consecutive(values, found):
    assert codes_of(draft(scale(values=values))) == found


def test_rules_lead_to_earlier_questions_whose_answers_can_be_compared():
    last = question("q9")

    def of(on, *rest):
        first = (question("q1"), question("q2", DATE), question("s", SECTION), question("q3", NUMBER))
        return codes_of(draft(*first, question("q4", show_if=shown_if((on, *rest))), last))

    assert of("gone", "1") == ["rule_on_missing"]
    assert of("q4", "1") == ["rule_on_itself"]
    assert of("q9", "1") == ["rule_on_later"]
    assert of("q2", "2025-09-10") == ["rule_on_text"]
    assert of("s", "1") == ["rule_on_heading"]
    assert of("q1", "1", "7") == ["rule_on_lost_option"]
    assert of("q1") == ["rule_without_answer"]
    assert of("q1", "at_least", ["1"]) == ["rule_needs_number"]
    assert of("q3", "at_least", ["x"]) == ["rule_without_number"]
    assert of("q3", "at_most", ["1", "2"]) == ["rule_without_number"]
    assert of("q3", "at_most", ["1"]) == []


def test_two_questions_that_hang_on_each_other_cannot_be_published():
    loop = draft(question("q1", show_if=shown_if(("q2", "1"))), question("q2", show_if=shown_if(("q1", "1"))))
    found = [(fault.code, fault.question) for fault in faults_of(loop, kind="opinion")]
    assert found == [("rule_on_later", "q1"), ("never_shown", "q2")]


def test_a_question_that_can_never_come_up_is_named():
    both = shown_if(("q1", "1"), ("q1", "2"))
    never = draft(question("q1"), question("q2", show_if=both, is_required=True), question("q3"))
    assert faults_of(never, kind="opinion") == [DraftFault("never_shown", question="q2", field="show_if")]
    assert codes_of(draft(question("q1", MULTIPLE), question("q2", show_if=both))) == []


def test_least_is_not_above_most():
    wrong = draft(question("q1", NUMBER, minimum=Decimal(3), maximum=Decimal(2)))
    assert codes_of(wrong) == ["least_above_most"]
    assert codes_of(draft(question("q1", MULTIPLE, most=3))) == ["most_too_large"]


def test_satisfaction_needs_a_scale_it_is_counted_from():
    assert codes_of(draft(scale()), "satisfaction") == ["no_satisfaction_question"]
    assert codes_of(draft(question("q1"), satisfaction="q1"), "satisfaction") == ["no_satisfaction_question"]
    assert codes_of(draft(scale(), satisfaction="q1"), "satisfaction") == []
    assert codes_of(draft(question("q1"), satisfaction="gone")) == ["no_satisfaction_question"]


def test_a_test_needs_right_answers():
    def of(*questions):
        return codes_of(draft(*questions), "test")

    right, wrong = options("1", is_correct=True), options("2")
    good = question("q1", options=right + wrong)
    assert of(good) == []
    assert of(question("q1", SCALE, options=scale().options)) == ["test_without_points"]
    assert of(good, question("q2")) == ["no_right_answer"]
    assert of(good, question("q2", points=0)) == []
    assert of(good, question("q2", NUMBER)) == ["no_right_answer"]
    assert of(good, question("q2", NUMBER, correct=Decimal("1.5"))) == ["right_answer_impossible"]
    assert of(good, question("q2", NUMBER, correct=Decimal(5), maximum=Decimal(4))) == ["right_answer_impossible"]
    assert of(question("q1", SINGLE, options=options("1", "2", is_correct=True))) == ["two_right_answers"]
    all_right = options("1", "2", is_correct=True)
    assert of(question("q1", MULTIPLE, options=all_right)) == []
    assert of(question("q1", MULTIPLE, options=all_right, most=1)) == ["more_right_than_most"]
    alone = options("3", is_correct=True, is_exclusive=True)
    assert of(question("q1", MULTIPLE, options=right + alone)) == ["right_answers_exclude"]


@given(random_drafts())
def test_checks_never_fail_and_documents_say_the_same_again(definition):
    assert definition_from(document_of(definition)) == definition
    for kind in ("satisfaction", "test", "opinion", "expert"):
        faults = faults_of(definition, kind=kind)
        assert {fault.question for fault in faults} <= {"", *definition.by_code}
        assert {fault.language for fault in faults} <= {"", *definition.languages}
