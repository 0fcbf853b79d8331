"""Exact rounding, and an interval."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# What may be averaged. A float is taken for the simple fraction nearest to it (33.333333333333336 is 100/3).
Number = int | float | Decimal | Fraction
_SIMPLE = 1_000_000  # the largest denominator of a fraction that a float is taken for


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, in the unit of what it belongs to."""

    low: float
    high: float

    def printed(self, places: int = 1) -> tuple[Decimal, Decimal]:
        """Both ends, rounded half up to `places` decimals."""
        return rounded(Fraction(self.low), places), rounded(Fraction(self.high), places)


def rounded(exact: Fraction | int, places: int = 1) -> Decimal:
    """`exact` rounded half up (away from nought) to `places` decimals, without a detour through binary fractions."""
    scaled = Fraction(exact) * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if scaled < 0 and whole else ''}{whole}e-{places}")


def exact(number: Number) -> Fraction:
    """`number` as a fraction, so that equal scores are equal and a spread of nothing is exactly nought.

    Raises ValueError for what is no finite number.
    """
    try:
        fraction = Fraction(number)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{number!r} is no finite number") from error
    return fraction.limit_denominator(_SIMPLE) if isinstance(number, float) else fraction


def percent(part: int | Fraction, whole: int | Fraction) -> Decimal | None:
    """`part` of `whole` in percent to 0,1, rounded half up; None of nothing."""
    return rounded(Fraction(100 * part) / whole) if whole else None
