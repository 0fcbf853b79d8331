"""Rounding is exact, and floats are taken for what they stand for."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.survey_maths.figures import Interval, exact, percent, rounded


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(-1, 20), 1, "-0.1"),
        (Fraction(-1, 21), 1, "0.0"),
        (Fraction(4545, 1000), 2, "4.55"),
        (Fraction(200, 3), 1, "66.7"),
        (7, 1, "7.0"),
        (Fraction(5, 2), 0, "3"),
    ],
)
def test_halves_go_away_from_nought(number, places, expected):
    assert str(rounded(number, places)) == expected


@given(st.decimals(-10_000, 10_000, places=4))
def test_it_rounds_as_decimal_does(number):
    assert rounded(Fraction(number)) == number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_a_float_is_the_simple_fraction_it_stands_for():
    assert exact(100 / 3) == Fraction(100, 3)
    assert exact(2 * 100 / 7) - exact(100 / 7) == exact(100 / 7)
    assert exact(Decimal("0.1")) == Fraction(1, 10)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="finite"):
        exact(number)


def test_percent_and_an_intervals_print():
    assert (percent(1, 3), percent(-1, 3), percent(0, 0)) == (Decimal("33.3"), Decimal("-33.3"), None)
    assert Interval(4.25, 4.75).printed() == (Decimal("4.3"), Decimal("4.8"))
    assert Interval(4.254, 4.755).printed(2) == (Decimal("4.25"), Decimal("4.75"))  # 4.755 is a little less in binary
