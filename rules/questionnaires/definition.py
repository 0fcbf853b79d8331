"""What a questionnaire consists of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

LANGUAGES = ("kk", "ru", "en")

SINGLE = "single"
MULTIPLE = "multiple"
SCALE = "scale"
SCORE = "score"
NUMBER = "number"
DATE = "date"
SHORT_TEXT = "short_text"
LONG_TEXT = "long_text"
RANKING = "ranking"
# A heading between questions; nobody answers it.
SECTION = "section"
TYPES = (SINGLE, MULTIPLE, SCALE, SCORE, NUMBER, DATE, SHORT_TEXT, LONG_TEXT, RANKING, SECTION)
# Answered by one of the options, by some of them, or by their order.
WITH_OPTIONS = (SINGLE, MULTIPLE, SCALE, RANKING)
ONE_OPTION = (SINGLE, SCALE)
TEXTS = (SHORT_TEXT, LONG_TEXT)
# "From 0 to 10", as in "how likely is it that you would recommend us".
SCORES = tuple(str(number) for number in range(11))

ANY_OF = "any_of"
NONE_OF = "none_of"
AT_LEAST = "at_least"
AT_MOST = "at_most"
OPERATORS = (ANY_OF, NONE_OF, AT_LEAST, AT_MOST)

ALL = "all"
ANY = "any"


@dataclass(frozen=True)
class Words:
    """One text in the three languages; "" where it is missing."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in a language; where it is missing Kazakh, then whatever there is."""
        return getattr(self, language, "") or self.kk or self.ru or self.en

    def missing(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """The languages it lacks."""
        return tuple(language for language in languages if not getattr(self, language))

    def __bool__(self) -> bool:
        return bool(self.kk or self.ru or self.en)


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen.

    `value` is its place on a scale (1 is the worst); `is_correct` counts in a test; `is_exclusive` ("none of these")
    cannot be chosen together with others.
    """

    code: str
    text: Words
    value: int | None = None
    is_correct: bool = False
    is_exclusive: bool = False


@dataclass(frozen=True)
class Condition:
    """What an earlier question's answer must say. `values`: option codes, or one number for at_least and at_most."""

    question: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class ShowIf:
    """When a question is shown: if all of the conditions hold, or any of them."""

    join: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Question:
    """One question, or a section's heading.

    `minimum`, `maximum`, `decimals` bound a number; `most` bounds how many options are chosen or ranked; `low` and
    `high` are the words at the ends of 0–10; `points` a test gives for the right answer (`correct`: of a number).
    """

    code: str
    type: str
    text: Words
    help: Words = Words()
    is_required: bool = False
    may_decline: bool = False
    options: tuple[Option, ...] = ()
    show_if: ShowIf | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    most: int | None = None
    low: Words = Words()
    high: Words = Words()
    points: int = 1
    correct: Decimal | None = None

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes that an answer may have: of its options, or 0 to 10."""
        return SCORES if self.type == SCORE else tuple(option.code for option in self.options)

    @cached_property
    def correct_codes(self) -> frozenset[str]:
        """The options that are right in a test."""
        return frozenset(option.code for option in self.options if option.is_correct)

    @property
    def is_answered(self) -> bool:
        """Whether people answer it (a section's heading is not a question)."""
        return self.type != SECTION

    @property
    def is_tested(self) -> bool:
        """Whether a right answer gives points."""
        return self.points > 0 and bool(self.correct_codes or self.correct is not None)

    def option(self, code: str) -> Option | None:
        """The option with this code."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True)
class Definition:
    """A whole questionnaire. `languages` are those it is offered in; `satisfaction` names the scale question that
    "satisfied" is counted from ("" where there is none)."""

    title: Words
    questions: tuple[Question, ...]
    intro: Words = Words()
    thanks: Words = Words()
    languages: tuple[str, ...] = LANGUAGES
    satisfaction: str = ""

    @cached_property
    def by_code(self) -> dict[str, Question]:
        """Questions and sections by their codes."""
        return {question.code: question for question in self.questions}

    @cached_property
    def answered(self) -> tuple[Question, ...]:
        """The questions without the sections' headings, in their order."""
        return tuple(question for question in self.questions if question.is_answered)

    @cached_property
    def is_test(self) -> bool:
        """Whether any answer gives points."""
        return any(question.is_tested for question in self.answered)

    def sections(self) -> Iterator[tuple[Question | None, list[Question]]]:
        """Each section's heading (None before the first) with its questions."""
        heading: Question | None = None
        inside: list[Question] = []
        for question in self.questions:
            if question.is_answered:
                inside.append(question)
                continue
            if heading or inside:
                yield heading, inside
            heading, inside = question, []
        yield heading, inside
