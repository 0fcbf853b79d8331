"""Figures as pages draw them: questions in the reader's language, bars, the parts of a stacked scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.questionnaires.definition import DATE, MULTIPLE, NUMBER, RANKING, SCALE, SCORE, TEXTS
from rules.survey_maths.counting import OptionResult, QuestionResult
from surveys.option_words import option_words
from surveys.queries.remarks import QuestionRemark

FIRST_TEXTS = 5
# From this share on, a figure has room inside its bar or part.
_INSIDE_BAR = Decimal(60)
_INSIDE_PART = Decimal(9)
_STEPS = 5


@dataclass(frozen=True)
class Bar:
    """One option's line. `width`: of the bar, an SVG length; the figure stands inside it or at its end."""

    figure: OptionResult
    label: str

    @property
    def width(self) -> str:
        """The share as an SVG length."""
        return f"{self.figure.share or 0}%"

    @property
    def is_inside(self) -> bool:
        """Whether the figure is written inside the bar."""
        return (self.figure.share or 0) >= _INSIDE_BAR


@dataclass(frozen=True)
class Part:
    """One answer's part of a stacked bar; `step` from 1 (worst, pale) to 5 (best, dark)."""

    label: str
    share: Decimal
    x: str
    width: str
    middle: str
    step: int
    has_figure: bool


@dataclass(frozen=True)
class ShownQuestion:
    """One question's card."""

    result: QuestionResult
    number: int
    text: str
    bars: tuple[Bar, ...]
    parts: tuple[Part, ...]
    language: str
    remark: QuestionRemark | None = None

    @property
    def code(self) -> str:
        """The question's code."""
        return self.result.question.code

    @property
    def sentence(self) -> str:
        """The sentence beneath it, "" where there is none."""
        return self.remark.in_language(self.language) if self.remark else ""

    @property
    def sentence_language(self) -> str:
        """The sentence's language: there is none in English."""
        return "ru" if self.language == "ru" else "kk"

    @property
    def kind(self) -> str:
        """How the card is drawn: options, ranking, number, date or texts."""
        kind = self.result.question.type
        if kind in TEXTS:
            return "texts"
        return kind if kind in {RANKING, NUMBER, DATE} else "options"

    @property
    def has_several(self) -> bool:
        """Whether a person may choose several answers."""
        return self.result.question.type == MULTIPLE

    @property
    def is_test(self) -> bool:
        """Whether some answers are right."""
        return self.result.question.is_tested

    @property
    def first_texts(self) -> tuple[str, ...]:
        """The beginning of the list of texts."""
        return self.result.texts[:FIRST_TEXTS]

    @property
    def days(self) -> list[date]:
        """The earliest, middle and latest day."""
        return [date.fromisoformat(day) for day in self.result.days or ()]


def shown_results(
    questions: Iterable[QuestionResult], *, language: str, remarks: Iterable[QuestionRemark] = ()
) -> list[ShownQuestion]:
    """The questions in order, those asked now with their numbers and, where wished, with their sentences."""
    by_code = {remark.question.code: remark for remark in remarks}
    return [
        _shown(result, number, language, by_code.get(result.question.code) if result.is_asked else None)
        for number, result in enumerate(questions, 1)
    ]


def _shown(result: QuestionResult, number: int, language: str, remark: QuestionRemark | None) -> ShownQuestion:
    bars = tuple(Bar(one, option_words(one.option, language)) for one in result.options)
    return ShownQuestion(
        result=result,
        number=number if result.is_asked else 0,
        text=result.question.text.in_language(language),
        bars=bars,
        parts=tuple(_parts(bars)) if result.question.type in {SCALE, SCORE} and result.base else (),
        language=language,
        remark=remark,
    )


def _parts(bars: Iterable[Bar]) -> Iterable[Part]:
    """The scale from its worst to its best answer."""
    by_value = {bar.figure.option.value: bar for bar in bars if bar.figure.option.value is not None}
    placed = [by_value[value] for value in sorted(by_value)]
    last = max(len(placed) - 1, 1)
    x = Decimal(0)
    for place, bar in enumerate(placed):
        share = bar.figure.share or Decimal(0)
        step = 1 + round(place * (_STEPS - 1) / last)
        yield Part(bar.label, share, f"{x}%", f"{share}%", f"{x + share / 2}%", step, share >= _INSIDE_PART)
        x += share
