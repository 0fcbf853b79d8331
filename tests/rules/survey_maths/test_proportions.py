"""Wilson's interval, against statsmodels and by its properties."""

from decimal import Decimal
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from rules.survey_maths.proportions import Z_95, proportion, wilson


@st.composite
def shares(draw):
    base = draw(st.integers(1, 5000))
    return draw(st.integers(0, base)), base


def test_the_usual_normal_point():
    assert pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-14) == Z_95


@given(shares())
def test_it_is_the_interval_statsmodels_gives(counted):
    low, high = proportion_confint(*counted, method="wilson")
    interval = wilson(*counted)
    assert (interval.low, interval.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)


def test_a_worked_example():
    """81 of 263: Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3: 0,2553 to 0,3662."""
    interval = wilson(81, 263)
    assert (interval.low, interval.high) == pytest.approx((25.53, 36.62), abs=0.005)
    found = proportion(81, 263)
    assert (found.percent, found.low, found.high) == (Decimal("30.8"), Decimal("25.5"), Decimal("36.6"))


def test_of_nobody_there_is_nothing():
    assert wilson(0, 0) is None
    found = proportion(0, 0)
    assert (found.percent, found.low, found.high, found.interval) == (None, None, None, None)


@given(st.integers(1, 3000))
def test_none_begins_at_nought_and_all_ends_at_a_hundred(base):
    assert wilson(0, base).low == 0
    assert 0 < wilson(0, base).high < 100
    assert wilson(base, base).high == 100
    assert 0 < wilson(base, base).low < 100


@given(shares())
def test_it_holds_the_share_stays_within_0_and_100_and_is_symmetrical(counted):
    count, base = counted
    interval = wilson(count, base)
    assert 0 <= interval.low <= 100 * count / base + 1e-9
    assert 100 * count / base - 1e-9 <= interval.high <= 100
    other = wilson(base - count, base)
    assert (100 - other.high, 100 - other.low) == pytest.approx((interval.low, interval.high), abs=1e-9)
    found = proportion(count, base)
    assert found.low <= found.percent <= found.high


@given(shares().filter(lambda counted: counted[0] < counted[1]))
def test_one_more_moves_both_ends_up(counted):
    count, base = counted
    fewer, more = wilson(count, base), wilson(count + 1, base)
    assert fewer.low < more.low
    assert fewer.high < more.high


@pytest.mark.parametrize("counted", [(-1, 3), (4, 3), (0, -1)])
def test_what_is_no_share_is_refused(counted):
    with pytest.raises(ValueError, match="no share"):
        wilson(*counted)
