"""Questionnaires for tests: short ways to write them, and random ones."""

from decimal import Decimal

from hypothesis import strategies as st

from rules.questionnaires.definition import (
    ALL,
    ANY,
    ANY_OF,
    LANGUAGES,
    NUMBER,
    OPERATORS,
    SINGLE,
    TYPES,
    WITH_OPTIONS,
    Condition,
    Definition,
    Option,
    Question,
    ShowIf,
    Words,
)


def words(text):
    """The same text in all languages, told apart."""
    return Words(f"{text} kk", f"{text} ru", f"{text} en")


def options(*codes, **fields):
    return tuple(Option(code, words(f"option {code}"), **fields) for code in codes)


def question(code, type=SINGLE, codes=("1", "2"), **fields):
    """A question that lacks nothing."""
    if type in WITH_OPTIONS:
        fields.setdefault("options", options(*codes))
    return Question(code, type, words(f"question {code}"), **fields)


def shown_if(*conditions, join=ALL):
    """Conditions as ("q1", "1", "2") for any_of or ("q1", "none_of", ("1",))."""
    return ShowIf(join, tuple(_condition(*condition) for condition in conditions))


def _condition(on, *rest):
    if rest and rest[0] in OPERATORS:
        return Condition(on, rest[0], tuple(rest[1]))
    return Condition(on, ANY_OF, tuple(rest))


def draft(*questions, **fields):
    return Definition(title=words("title"), questions=questions, **fields)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8).map(str.strip)
some_words = st.builds(Words, texts, texts, texts)
codes = st.sampled_from(["q1", "q2", "q3", "q4", "overall"])
option_codes = st.sampled_from(["1", "2", "3", "10", "other"])
numbers = st.none() | st.decimals(-100, 100, places=2) | st.integers(-5, 5).map(Decimal)
conditions = st.builds(
    Condition,
    codes,
    st.sampled_from(OPERATORS),
    st.lists(option_codes | st.sampled_from(["", "x", "1e9999", "NaN", "-3.5"]), max_size=3).map(tuple),
)
some_options = st.builds(
    Option, option_codes, some_words, st.none() | st.integers(-100, 100), st.booleans(), st.booleans()
)


@st.composite
def random_questions(draw, code):
    type = draw(st.sampled_from(TYPES))
    found = draw(st.lists(some_options, max_size=4, unique_by=lambda option: option.code))
    held = draw(st.none() | st.builds(ShowIf, st.sampled_from([ALL, ANY]), st.lists(conditions, min_size=1).map(tuple)))
    return Question(
        code=code,
        type=type,
        text=draw(some_words),
        help=draw(some_words),
        is_required=draw(st.booleans()),
        may_decline=draw(st.booleans()),
        options=tuple(found) if type in WITH_OPTIONS else (),
        show_if=held if held is None or len(held.conditions) <= 20 else None,
        minimum=draw(numbers),
        maximum=draw(numbers),
        decimals=draw(st.integers(0, 3)),
        most=draw(st.none() | st.integers(1, 5)),
        low=draw(some_words),
        points=draw(st.integers(0, 3)),
        correct=draw(numbers) if type == NUMBER else None,
    )


@st.composite
def random_drafts(draw):
    chosen = draw(st.lists(codes, max_size=5, unique=True))
    spoken = draw(st.sets(st.sampled_from(LANGUAGES), min_size=1))
    return Definition(
        title=draw(some_words),
        questions=tuple(draw(random_questions(code)) for code in chosen),
        intro=draw(some_words),
        languages=tuple(code for code in LANGUAGES if code in spoken),
        satisfaction=draw(st.just("") | codes),
    )
