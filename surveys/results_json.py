"""A run's figures as JSON: the same for the API and for `manage.py survey_results --json`. Shares are percent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rules.survey_maths.counting import OptionResult, QuestionResult
from rules.survey_maths.figures import Interval
from surveys.option_words import option_words
from surveys.queries.pairs import TestPairs
from surveys.queries.results import RunResults


def results_as_json(results: RunResults, pairs: TestPairs | None, *, language: str) -> dict[str, Any]:
    """Sheets, questions with their options, and of a test the comparison before and after. Texts themselves are left
    out: they are answers, not figures."""
    run = results.run
    found = {
        "survey": run.pk,
        "kind": run.kind,
        "title": run.version.definition.title.in_language(language),
        "door": results.filters.door,
        "n": results.n,
        "questions": [_question(one, language) for one in results.questions],
    }
    return found | ({"pairs": _pairs(pairs, language)} if pairs else {})


def _question(one: QuestionResult, language: str) -> dict[str, Any]:
    summary = one.summary
    return {
        "code": one.question.code,
        "type": one.question.type,
        "text": one.question.text.in_language(language),
        "is_asked": one.is_asked,
        "shown": one.shown,
        "base": one.base,
        "no_answer": one.no_answer,
        "declined": one.declined,
        "options": [_option(option, language) for option in one.options],
        "mean": _number(summary.printed_mean) if summary else None,
        "median": _number(summary.printed_median) if summary else None,
    }


def _option(one: OptionResult, language: str) -> dict[str, Any]:
    return {
        "code": one.option.code,
        "text": option_words(one.option, language),
        "count": one.count,
        "share": _number(one.share),
        "low": _number(one.low),
        "high": _number(one.high),
    }


def _pairs(pairs: TestPairs, language: str) -> dict[str, Any]:
    result = pairs.result
    return {
        "attended": result.attended,
        "pre": pairs.pre_n,
        "post": pairs.post_n,
        "paired": result.paired_n,
        "mean_pre": _rounded(result.mean_pre),
        "mean_post": _rounded(result.mean_post),
        "mean_change": _rounded(result.mean_change),
        "change_interval": _interval(result.change_interval),
        "hake_gain": _rounded(result.hake_gain),
        "normalised_change": _rounded(result.normalised_change),
        "normalised_n": result.normalised_n,
        "effect_size": _rounded(result.effect_size),
        "strength": result.strength,
        "left": result.drop_out.left,
        "left_p": _rounded(result.drop_out.p),
        "questions": [
            {
                "code": one.question.code,
                "text": one.question.text.in_language(language),
                "n": one.change.n,
                "right_before": one.right_before,
                "right_after": one.right_after,
                "gained": one.change.test.gained,
                "lost": one.change.test.lost,
                "p": _rounded(one.change.test.exact_p),
            }
            for one in pairs.questions
        ],
    }


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(interval.low, 4), round(interval.high, 4)]
