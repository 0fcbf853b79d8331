"""The sentence beneath each question: proposed from its figures, or as somebody has written it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from rules.questionnaires.definition import LANGUAGES, Question
from rules.survey_maths.counting import QuestionResult
from rules.survey_maths.sentences import LEAD_IN, Sentence, figures_of, propose
from surveys.models import Remark
from surveys.queries.public_results import safe_results
from surveys.queries.results import RunResults

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_YEARS = range(1900, 2101)
# "Good or very good, 86,6 %": somebody may add up so many shares.
_ADDED = 3
_MOST_ADDED = 12
_NOTHING = Sentence("", "")


@dataclass(frozen=True)
class QuestionRemark:
    """`kk`, `ru`: the sentence without LEAD_IN, "" where there is none. `proposed`: what the figures say now.

    `strange`: numbers in a changed sentence that are not, or no longer, among the figures. `is_for_all`: whether the
    question's figures, and so its sentence, may leave the house.
    """

    question: Question
    kk: str
    ru: str
    proposed: Sentence
    is_changed: bool
    strange: tuple[str, ...]
    is_for_all: bool

    def in_language(self, language: str) -> str:
        """The sentence with its usual beginning, as it is printed; "" where there is none. English readers get the
        Kazakh one."""
        text = self.ru if language == "ru" else self.kk
        return f"{LEAD_IN.in_language('ru' if language == 'ru' else 'kk')} {text}" if text else ""


def remarks_of(results: RunResults) -> list[QuestionRemark]:
    """The sentence of every question that is asked. One query."""
    changed = {remark.question: remark for remark in Remark.objects.filter(run=results.run)}
    safe = set(map(id, safe_results(results).questions))
    return [
        _remark(one, changed.get(one.question.code), results.n, is_for_all=id(one) in safe)
        for one in results.questions
        if one.is_asked
    ]


def strange_numbers(text: str, result: QuestionResult, n: int) -> tuple[str, ...]:
    """The numbers in a text that the figures do not have; years are left aside."""
    known = set(_known_numbers(result, n))
    found = dict.fromkeys(_NUMBER.findall(text))
    return tuple(
        number for number in found if (value := Decimal(number.replace(",", "."))) not in known and value not in _YEARS
    )


def _remark(result: QuestionResult, changed: Remark | None, n: int, *, is_for_all: bool) -> QuestionRemark:
    proposed = propose(figures_of(result, n)) or _NOTHING
    if changed is None:
        return QuestionRemark(result.question, proposed.kk, proposed.ru, proposed, False, (), is_for_all)
    strange = strange_numbers(f"{changed.text_kk} {changed.text_ru}", result, n)
    return QuestionRemark(result.question, changed.text_kk, changed.text_ru, proposed, True, strange, is_for_all)


def _known_numbers(result: QuestionResult, n: int) -> Iterable[Decimal]:
    yield from map(Decimal, (n, result.base, result.shown, result.no_answer, result.declined, 100))
    for text in (result.question.text, *(one.option.text for one in result.options)):
        for language in LANGUAGES:
            yield from (Decimal(number.replace(",", ".")) for number in _NUMBER.findall(getattr(text, language)))
    for one in result.options:
        yield from (figure for figure in (one.low, one.high, one.mean_place) if figure is not None)
        yield Decimal(one.option.value or 0)
    yield from _sums([Decimal(one.count) for one in result.options])
    yield from _sums([one.share for one in result.options if one.share is not None])
    if result.summary:
        yield from (result.summary.printed_mean, result.summary.printed_median)
        yield from (Decimal(str(end)) for end in (result.summary.lowest, result.summary.highest))
    if result.top_two and result.top_two.percent is not None:
        yield from (Decimal(result.top_two.count), result.top_two.percent)
    if result.net_score and result.net_score.score is not None:
        yield result.net_score.score


def _sums(figures: list[Decimal]) -> Iterable[Decimal]:
    yield from figures
    largest = sorted(figures, reverse=True)[:_MOST_ADDED]
    for many in range(2, _ADDED + 1):
        yield from map(sum, combinations(largest, many))
