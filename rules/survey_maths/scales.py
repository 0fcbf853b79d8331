"""Means and spreads of scales and numbers, from how often each value was given; the net score of 0–10."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rules.survey_maths.figures import Interval, Number, exact, percent, rounded
from rules.survey_maths.student import quantile

LEVEL = 0.95
NET_SCORE_VALUES = range(11)
_PROMOTERS_FROM = 9
_DETRACTORS_TO = 6


@dataclass(frozen=True)
class Summary:
    """`n` values, in their own unit. `deviation` is None of fewer than two; `interval` (95 %, of the mean) also where
    all are equal: such a sample says nothing about the spread. `printed_…` are rounded half up to 0,01."""

    n: int
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float
    deviation: float | None
    interval: Interval | None
    printed_mean: Decimal
    printed_median: Decimal


@dataclass(frozen=True)
class NetScore:
    """How many of `n` gave 9–10, 7–8, 0–6; `score` is the first share minus the last, in points from −100 to 100,
    to 0,1 (None of nobody)."""

    n: int
    promoters: int
    passives: int
    detractors: int
    score: Decimal | None


def distribution(values: Iterable[int], lowest: int, highest: int) -> dict[int, int]:
    """How often each value of a scale was given, in order, with noughts. Raises ValueError for a value outside it."""
    counts = Counter(values)
    outside = sorted(value for value in counts if not lowest <= value <= highest)
    if outside:
        raise ValueError(f"{outside} outside {lowest}..{highest}")
    return {value: counts[value] for value in range(lowest, highest + 1)}


def summary(counts: Mapping[int, int] | Mapping[Decimal, int] | Mapping[Number, int]) -> Summary | None:
    """Mean, median, quartiles, deviation and t-interval of values, each with how often it was given; None of none.

    Quartiles and median are the linear ones (type 7 in Hyndman & Fan 1996, The American Statistician 50:361–365);
    the deviation is the sample's, with n − 1. For the interval see `mean_interval`.
    Raises ValueError for a negative count or a value that is no finite number.
    """
    ordered = sorted((exact(value), _natural(count)) for value, count in counts.items())
    given = [(value, count) for value, count in ordered if count]
    n = sum(count for _, count in given)
    if not n:
        return None
    mean = sum((value * count for value, count in given), Fraction()) / n
    squares = sum(((value - mean) ** 2 * count for value, count in given), Fraction())
    median = _place(given, Fraction(n - 1, 2))
    deviation = root(squares / (n - 1)) if n > 1 else None
    return Summary(
        n=n,
        mean=float(mean),
        median=float(median),
        lower_quartile=float(_place(given, Fraction(n - 1, 4))),
        upper_quartile=float(_place(given, Fraction(3 * (n - 1), 4))),
        lowest=float(given[0][0]),
        highest=float(given[-1][0]),
        deviation=deviation,
        interval=mean_interval(float(mean), deviation, n),
        printed_mean=rounded(mean, 2),
        printed_median=rounded(median, 2),
    )


def mean_interval(mean: float, deviation: float | None, n: int, level: float = LEVEL) -> Interval | None:
    """mean ± t(n − 1) · deviation / √n, in the unit of the mean; None without any spread to go by.

    Student (1908), "The probable error of a mean", Biometrika 6:1–25.
    """
    if n < 2 or not deviation:
        return None
    half = quantile(level, n - 1) * deviation / math.sqrt(n)
    return Interval(mean - half, mean + half)


def net_score(counts: Mapping[int, int]) -> NetScore:
    """The net score of "from 0 to 10, would you recommend it": F. F. Reichheld (2003), "The one number you need to
    grow", Harvard Business Review 81(12):46–54. `counts`: how often each of 0..10 was given (missing is none).

    Raises ValueError for a value outside 0..10 or a negative count.
    """
    outside = sorted(set(counts) - set(NET_SCORE_VALUES))
    if outside:
        raise ValueError(f"{outside} outside 0..10")
    promoters = sum(_natural(count) for value, count in counts.items() if value >= _PROMOTERS_FROM)
    detractors = sum(_natural(count) for value, count in counts.items() if value <= _DETRACTORS_TO)
    n = sum(counts.values())
    return NetScore(n, promoters, n - promoters - detractors, detractors, percent(promoters - detractors, n))


def root(square: Fraction) -> float:
    """The square root of an exact number."""
    return math.sqrt(square.numerator / square.denominator)


def _place(given: Sequence[tuple[Fraction, int]], place: Fraction) -> Fraction:
    """The value at a place counted from 0 among all values in order, between two places in proportion."""
    below = math.floor(place)
    first = _nth(given, below)
    return first + (place - below) * (_nth(given, below + 1) - first) if place != below else first


def _nth(given: Sequence[tuple[Fraction, int]], place: int) -> Fraction:
    passed = 0
    for value, count in given:
        passed += count
        if place < passed:
            return value
    raise IndexError(place)


def _natural(count: int) -> int:
    if count < 0:
        raise ValueError(f"a count of {count}")
    return count
