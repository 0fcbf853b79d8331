"""Means, quartiles, intervals and the net score, against scipy, statistics and by hand."""

import statistics
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from rules.survey_maths.scales import distribution, mean_interval, net_score, summary

VALUES = st.lists(st.integers(0, 10), min_size=1, max_size=200)


def test_a_distribution_has_every_value_in_order():
    assert list(distribution([5, 1, 5], 1, 5).items()) == [(1, 1), (2, 0), (3, 0), (4, 0), (5, 2)]
    with pytest.raises(ValueError, match=r"outside 1\.\.5"):
        distribution([0, 3], 1, 5)


def test_by_hand():
    """Values 1, 2, 2, 5: mean 2,5; median 2; quartiles at 0,75 and 2,25 places; squares 2,25 + ¼ + ¼ + 6,25 = 9."""
    found = summary({1: 1, 2: 2, 5: 1})
    assert (found.n, found.mean, found.median) == (4, 2.5, 2)
    assert (found.lower_quartile, found.upper_quartile) == (1.75, 2.75)
    assert (found.lowest, found.highest) == (1, 5)
    assert found.deviation == pytest.approx(3**0.5)
    assert found.printed_mean == Decimal("2.50")


def test_the_mean_is_printed_from_its_exact_value():
    assert summary({4: 91, 5: 109}).printed_mean == Decimal("4.55")  # 4,545
    assert summary({Decimal("0.005"): 1}).printed_mean == Decimal("0.01")


def test_of_nothing_there_is_no_summary_and_of_one_no_spread():
    assert summary({}) is None
    assert summary({3: 0}) is None
    one = summary({3: 1})
    assert (one.deviation, one.interval, one.median) == (None, None, 3)
    equal = summary({3: 8})
    assert (equal.deviation, equal.interval) == (0, None)
    with pytest.raises(ValueError, match="count of -1"):
        summary({3: -1})


@given(VALUES)
def test_it_agrees_with_the_standard_library(values):
    found = summary(Counter(values))
    assert found.mean == pytest.approx(statistics.mean(values))
    assert found.median == statistics.median(values)
    if len(values) > 1:
        assert found.deviation == pytest.approx(statistics.stdev(values))
        lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
        assert (found.lower_quartile, found.upper_quartile) == pytest.approx((lower, upper))


@given(VALUES)
def test_the_interval_is_scipys(values):
    assume(len(set(values)) > 1)
    found = summary(Counter(values))
    expected = stats.t.interval(0.95, len(values) - 1, statistics.mean(values), stats.sem(values))
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(expected), rel=1e-9, abs=1e-9)
    assert found.interval.low < found.mean < found.interval.high


def test_a_wider_level_is_a_wider_interval():
    narrow, wide = mean_interval(3, 1, 12, 0.9), mean_interval(3, 1, 12, 0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_the_net_score_by_hand():
    found = net_score({10: 3, 9: 2, 8: 4, 6: 1, 0: 2})
    assert (found.n, found.promoters, found.passives, found.detractors) == (12, 5, 4, 3)
    assert found.score == Decimal("16.7")
    assert net_score({6: 2, 9: 1}).score == Decimal("-33.3")
    assert net_score({}).score is None
    with pytest.raises(ValueError, match=r"outside 0\.\.10"):
        net_score({11: 1})


@given(VALUES)
def test_the_net_score_stays_within_a_hundred_points(values):
    found = net_score(Counter(values))
    assert -100 <= found.score <= 100
    assert found.promoters + found.passives + found.detractors == found.n == len(values)
    assert found.passives == sum(value in (7, 8) for value in values)
