"""A share and how far it may be trusted: the Wilson score interval."""

import math
from dataclasses import dataclass
from decimal import Decimal

from rules.shares import share
from rules.survey_maths.figures import Interval

Z_95 = 1.9599639845400545  # the normal distribution's 97,5 % point


@dataclass(frozen=True)
class Proportion:
    """`count` of `base` people: percent to 0,1 with its interval, None where nobody could be counted.

    `low` and `high` are percent to 0,1; `interval` is the same unrounded (0 to 100).
    """

    count: int
    base: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    interval: Interval | None


def wilson(count: int, base: int, z: float = Z_95) -> Interval | None:
    """The score interval of a share, in percent from 0 to 100; None of an empty base.

    E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22:209–212;
    as eq. (4) in Brown, Cai, DasGupta (2001), Statistical Science 16:101–133. `z` is the two-sided normal point
    (1,96 for 95 %). It never leaves 0..100, and 0 of n begins at exactly 0, n of n ends at exactly 100.
    Raises ValueError unless 0 ≤ count ≤ base.
    """
    if not 0 <= count <= base:
        raise ValueError(f"{count} of {base} is no share")
    if not base:
        return None
    estimate = count / base
    spread = z * z / base
    centre = (estimate + spread / 2) / (1 + spread)
    half = z * math.sqrt(estimate * (1 - estimate) / base + spread / (4 * base)) / (1 + spread)
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == base else min(1.0, centre + half)
    return Interval(100 * low, 100 * high)


def proportion(count: int, base: int) -> Proportion:
    """A share with its 95 % Wilson interval (see `wilson`). Raises ValueError unless 0 ≤ count ≤ base."""
    interval = wilson(count, base)
    low, high = interval.printed() if interval else (None, None)
    return Proportion(count, base, share(count, base), low, high, interval)
