"""Satisfaction in percent, by the formula that the contract names, and the share of people who answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rules.survey_maths.figures import Interval, percent, rounded
from rules.survey_maths.proportions import wilson

TOP_TWO = "top_two"
MEAN_OF_MAX = "mean_of_max"
MEAN_FROM_MIN = "mean_from_min"
FORMULAS = (TOP_TWO, MEAN_OF_MAX, MEAN_FROM_MIN)


@dataclass(frozen=True)
class Satisfaction:
    """Percent from 0 to 100 to 0,1 by `formula`, from `n` answers (None of none).

    `interval` is the 95 % Wilson interval in percent, for top_two alone: it is the only share of people among the
    three. `satisfied` is how many gave one of the two best answers, for top_two.
    """

    formula: str
    n: int
    percent: Decimal | None
    satisfied: int | None = None
    interval: Interval | None = None


@dataclass(frozen=True)
class ResponseRate:
    """`answered` of `counted` people in percent to 0,1: None where nobody was counted. More answers than people is
    shown as it is, over 100 %, and `is_over` says that something is wrong with one of the two numbers."""

    answered: int
    counted: int
    percent: Decimal | None
    is_over: bool


def satisfaction(formula: str, counts: Mapping[int, int], highest: int) -> Satisfaction:
    """Satisfaction by one of FORMULAS from how often each value 1..`highest` was given (1 is the worst).

    top_two: share of the two best answers. mean_of_max: mean/max; it flatters, the worst answer is already 1/max.
    mean_from_min: (mean − 1)/(max − 1). The contracts' formulas (domain.md, section 7), computed exactly and rounded
    once, half up. Raises ValueError for an unknown formula, a value outside the scale, a negative count, a scale of
    fewer than two values, or top_two of fewer than three (there everybody would be satisfied).
    """
    return satisfaction_of_scales(formula, {highest: counts})


def satisfaction_of_scales(formula: str, scales: Mapping[int, Mapping[int, int]]) -> Satisfaction:
    """The same where people answered on scales of different lengths: each answer on its own scale, all of equal weight.

    `scales`: from a scale's highest value to how often each of its values was given. Raises like `satisfaction`.
    """
    if formula not in FORMULAS:
        raise ValueError(f"unknown formula {formula!r}")
    for highest, counts in scales.items():
        _check_scale(counts, highest, 3 if formula == TOP_TWO else 2)
    n = sum(sum(counts.values()) for counts in scales.values())
    if formula == TOP_TWO:
        best = sum(counts.get(top, 0) + counts.get(top - 1, 0) for top, counts in scales.items())
        return Satisfaction(formula, n, percent(best, n), best, wilson(best, n))
    if not n:
        return Satisfaction(formula, 0, None)
    worst = 0 if formula == MEAN_OF_MAX else 1
    reached = sum(
        (
            Fraction(value - worst, top - worst) * count
            for top, counts in scales.items()
            for value, count in counts.items()
        ),
        Fraction(),
    )
    return Satisfaction(formula, n, rounded(100 * reached / n))


def response_rate(answered: int, counted: int) -> ResponseRate:
    """Answered ÷ counted people. Raises ValueError for a negative number."""
    if answered < 0 or counted < 0:
        raise ValueError(f"{answered} of {counted}")
    return ResponseRate(answered, counted, percent(answered, counted), answered > counted)


def _check_scale(counts: Mapping[int, int], highest: int, shortest: int) -> None:
    if highest < shortest:
        raise ValueError(f"a scale of {highest}")
    outside = sorted(value for value in counts if not 1 <= value <= highest)
    if outside:
        raise ValueError(f"{outside} outside 1..{highest}")
    if min(counts.values(), default=0) < 0:
        raise ValueError(f"negative count in {dict(counts)}")
