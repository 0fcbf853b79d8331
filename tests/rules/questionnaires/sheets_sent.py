"""Random questionnaires whose rules look back, and random forms sent for them."""

from decimal import Decimal

from hypothesis import strategies as st

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import (
    ALL,
    ANY,
    NUMBER,
    OPERATORS,
    SCORES,
    TYPES,
    WITH_OPTIONS,
    Condition,
    Definition,
    Question,
    ShowIf,
)
from tests.rules.questionnaires.drafts import draft, options, words

CODES = ("1", "2", "3", "10", "other")
NUMBERS = ("0", "7", "18", "18.5", "-3", "1000000000000", "x", "")


@st.composite
def _questions(drawn, place: int, before: tuple[str, ...]) -> Question:
    kind = drawn(st.sampled_from(TYPES))
    bounded = kind == NUMBER and drawn(st.booleans())
    listed = drawn(st.lists(st.sampled_from(CODES), min_size=1, unique=True)) if kind in WITH_OPTIONS else []
    alone = drawn(st.sampled_from(CODES))
    return Question(
        code=f"q{place}",
        type=kind,
        text=words("?"),
        is_required=drawn(st.booleans()),
        may_decline=drawn(st.booleans()),
        options=tuple(one for code in listed for one in options(code, is_exclusive=code == alone)),
        show_if=drawn(st.none() | _rules(before)) if before else None,
        minimum=Decimal(5) if bounded else None,
        maximum=Decimal("100.5") if bounded else None,
        decimals=drawn(st.sampled_from((0, 1, 3))),
        most=drawn(st.none() | st.integers(1, 4)),
    )


def _rules(before: tuple[str, ...]) -> st.SearchStrategy[ShowIf]:
    values = st.lists(st.sampled_from((*CODES, *NUMBERS)), max_size=3).map(tuple)
    condition = st.builds(Condition, st.sampled_from(before), st.sampled_from(OPERATORS), values)
    return st.builds(ShowIf, st.sampled_from((ALL, ANY)), st.lists(condition, min_size=1, max_size=3).map(tuple))


@st.composite
def _definitions(drawn) -> Definition:
    questions: list[Question] = []
    for place in range(drawn(st.integers(1, 6))):
        before = tuple(one.code for one in questions if one.is_answered)
        questions.append(drawn(_questions(place, before)))
    return draft(*questions)


definitions = _definitions()
_odd = st.sampled_from(
    (
        *CODES,
        *SCORES,
        DECLINED,
        "",
        " ",
        "\ufeff",
        "\x85",
        " 2 ",
        "1 709",
        "12,50",
        "12.55",
        "-0",
        "007",
        "101",
        "4.999",
        "9999999999999",
        "2025-9-1",
        "29.02.2024",
        "29.02.2023",
        "0000-01-01",
        "а\r\nб\x00",
        "😀" * 300,
        "😀" * 301,
        "ә" * 5001,
    )
)
_anything = st.text(max_size=12) | _odd


@st.composite
def forms(drawn, asked: Definition) -> dict[str, list[str]]:
    """What a browser, or somebody else, might send for a questionnaire."""
    return {one.code: drawn(st.lists(_fitting(one) | _anything, max_size=4)) for one in asked.questions}


def _fitting(one: Question) -> st.SearchStrategy[str]:
    return st.sampled_from(one.codes) if one.codes else _odd
