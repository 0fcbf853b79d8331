"""From figures to the sentence: which statement suits the question's type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.questionnaires.definition import (
    DATE,
    LANGUAGES,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SINGLE,
    TEXTS,
    Words,
)
from rules.survey_maths.counting import QuestionResult
from rules.survey_maths.sentences.findings import Figures, OptionFigures, few_of, finding_of
from rules.survey_maths.sentences.kazakh import Kazakh
from rules.survey_maths.sentences.language import Language
from rules.survey_maths.sentences.russian import Russian

# The words before the sentence in a printed report.
LEAD_IN = Words("Қысқаша байқау:", "Краткое наблюдение:")
# What asks although it has no question mark: «Сабақты бағалаңыз», «Оцените занятие».
_ASKS = re.compile(r"\?|(?:ңыз|ңіз|йте|ите|ьте)(?:сь)?(?!\w)", re.IGNORECASE)
_LABEL_WORDS = 4
_TWO_BEST_NEED = 3


@dataclass(frozen=True)
class Sentence:
    """The same statement in Kazakh and in Russian, without the words of LEAD_IN."""

    kk: str
    ru: str


def propose(figures: Figures) -> Sentence | None:
    """The sentence for one question; None where nobody answered, or where there is nothing to name (no options, no
    words, no mean)."""
    if figures.base < 1:
        return None
    kk, ru = (_said(figures, language) for language in (Kazakh(), Russian()))
    return Sentence(kk, ru) if kk and ru else None


def figures_of(result: QuestionResult, respondents: int) -> Figures:
    """The figures of a counted question; `respondents` is the number of all sheets that were counted with it."""
    summary, two = result.summary, result.top_two
    is_long = len(result.options) >= _TWO_BEST_NEED
    return Figures(
        type=result.question.type,
        question=result.question.text,
        base=result.base,
        respondents=respondents,
        options=tuple(
            OptionFigures(one.option.text, one.count, one.share, one.option.value, one.mean_place)
            for one in result.options
        ),
        mean=summary.printed_mean if summary else None,
        median=summary.printed_median if summary else None,
        lowest=Decimal(str(summary.lowest)) if summary else None,
        highest=Decimal(str(summary.highest)) if summary else None,
        top_two=(two.count, two.percent) if two and two.percent is not None and is_long else None,
    )


def is_opinion(question: Words) -> bool:
    """Whether a question's text asks something; a label of a few words («Жасы») names a group instead."""
    texts = [text for language in LANGUAGES if (text := getattr(question, language))]
    return any(_ASKS.search(text) or len(text.split()) > _LABEL_WORDS for text in texts)


def _said(figures: Figures, language: Language) -> str | None:
    kind = figures.type
    if kind in (DATE, *TEXTS):
        return language.answered(figures)
    if kind == NUMBER:
        return None if figures.mean is None else language.number(figures)
    given = [one for one in figures.options if one.count]
    if not given or not all(language.text(one) for one in given):
        return None
    if kind == RANKING:
        return _ranked(figures, language)
    if figures.base == 1:
        return language.one_person(given)
    if kind in (SINGLE, MULTIPLE):
        return _chosen(figures, language)
    if figures.mean is None:
        return None
    return {SCALE: language.scale, SCORE: language.score}[kind](figures) if kind in (SCALE, SCORE) else None


def _chosen(figures: Figures, language: Language) -> str:
    asks = is_opinion(figures.question) or figures.type == MULTIPLE
    if figures.is_small:
        return language.few(figures, few_of(figures.options), is_opinion=asks)
    return language.choice(figures, finding_of(figures, is_opinion=asks), is_opinion=asks)


def _ranked(figures: Figures, language: Language) -> str:
    most = max(one.count for one in figures.options)
    return language.ranking(figures, [one for one in figures.options if one.count == most])
