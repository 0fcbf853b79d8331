"""Whether a question can come up at all."""

from decimal import Decimal
from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.questionnaires.conditions import shown_questions
from rules.questionnaires.definition import MULTIPLE, NUMBER, SCORE, SINGLE
from rules.questionnaires.reach import can_be_shown
from tests.rules.questionnaires.drafts import draft, options, question, shown_if


def test_it_hangs_on_an_answer_with_which_its_own_cause_cannot_be_shown():
    chain_of_three = draft(
        question("q1"),
        question("q2", show_if=shown_if(("q1", "1"))),
        question("q3", show_if=shown_if(("q2", "1"), ("q1", "2"))),
        question("q4", show_if=shown_if(("q3", "1"))),
        question("q5", show_if=shown_if(("q3", "1"), ("q2", "2"), join="any")),
    )
    found = [can_be_shown(chain_of_three, code) for code in ("q1", "q2", "q3", "q4", "q5")]
    assert found == [True, True, False, False, True]


def test_numbers_are_bounded_by_what_may_be_entered():
    def of(*conditions, **fields):
        return can_be_shown(draft(question("q1", **fields), question("q2", show_if=shown_if(*conditions))), "q2")

    between = (("q1", "at_least", ["3"]), ("q1", "at_most", ["2"]))
    assert not of(*between, type=NUMBER)
    assert not of(("q1", "at_least", ["11"]), type=SCORE)
    assert of(("q1", "at_least", ["10"]), type=SCORE)
    assert not of(("q1", "at_least", ["2.1"]), ("q1", "at_most", ["2.9"]), type=NUMBER)
    assert of(("q1", "at_least", ["2.1"]), ("q1", "at_most", ["2.9"]), type=NUMBER, decimals=1)
    assert not of(("q1", "at_least", ["6"]), type=NUMBER, maximum=Decimal(5))
    assert of(("q1", "none_of", ["0", "1", "2"]), type=NUMBER, minimum=Decimal(0), maximum=Decimal(3))
    assert not of(("q1", "none_of", ["0", "1"]), type=NUMBER, minimum=Decimal(0), maximum=Decimal(1))
    assert not of(("q1", "at_least", ["1e999999"]), type=NUMBER)


def test_no_more_options_than_may_be_chosen():
    three = shown_if(("q1", "1"), ("q1", "2"), ("q1", "3"))
    for most, possible in ((None, True), (3, True), (2, False)):
        found = draft(question("q1", MULTIPLE, codes=("1", "2", "3"), most=most), question("q2", show_if=three))
        assert can_be_shown(found, "q2") is possible


def test_a_hundred_questions_in_a_tangle_are_answered_at_once():
    tangle = [question("q0", MULTIPLE, codes=[str(n) for n in range(60)], most=6)]
    for n in range(1, 100):
        on = [(f"q{before}", str(before % 2 + 1)) for before in range(max(0, n - 20), n)]
        tangle.append(question(f"q{n}", show_if=shown_if(*on, join="any" if n % 2 else "all")))
    found = draft(*tangle)
    assert all(isinstance(can_be_shown(found, one.code), bool) for one in tangle)


codes = st.lists(st.sampled_from(["1", "2", "3"]), min_size=1, max_size=2, unique=True)


@st.composite
def hanging(draw):
    """Up to five questions with three options each, hanging on each other."""
    questions = []
    for number in range(draw(st.integers(2, 5))):
        rules = []
        if number:
            on = st.integers(0, number - 1).map(lambda n: f"q{n}")
            rule = st.tuples(on, st.sampled_from(["any_of", "none_of"]), codes)
            rules = draw(st.lists(rule, max_size=4))
        join = draw(st.sampled_from(["all", "any"]))
        alone = draw(st.booleans())
        questions.append(
            question(
                f"q{number}",
                draw(st.sampled_from([SINGLE, MULTIPLE])),
                options=options("1", "2") + options("3", is_exclusive=alone),
                most=draw(st.none() | st.integers(1, 3)),
                show_if=shown_if(*rules, join=join) if rules else None,
            )
        )
    return draft(*questions)


def possible_answers(one):
    """Everything that can be answered to a question of three options."""
    if one.type == SINGLE:
        return [None, *one.codes]
    subsets = chain.from_iterable(combinations(one.codes, size) for size in range(1, (one.most or 3) + 1))
    alone = {option.code for option in one.options if option.is_exclusive}
    return [None, *(list(chosen) for chosen in subsets if len(chosen) == 1 or not alone & set(chosen))]


@settings(max_examples=150, deadline=None)
@given(hanging())
def test_it_agrees_with_trying_every_sheet(definition):
    reached = set()
    for sheet in product(*(possible_answers(one) for one in definition.questions[:-1])):
        answers = dict(zip((one.code for one in definition.questions), sheet, strict=False))
        reached |= {one.code for one in shown_questions(definition, answers)}
    assert {one.code for one in definition.questions if can_be_shown(definition, one.code)} == reached
