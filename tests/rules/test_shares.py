"""Shares as printed: they sum to 100,0."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.shares import printed_shares, share

COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=16)


def test_three_equal_parts_sum_to_a_hundred():
    assert printed_shares([1, 1, 1]) == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]


def test_the_missing_tenth_goes_to_who_lost_most():
    assert printed_shares([2, 1, 4]) == [Decimal("28.6"), Decimal("14.3"), Decimal("57.1")]


def test_of_nothing_there_is_no_share():
    assert printed_shares([0, 0]) == [None, None]
    assert printed_shares([]) == []
    assert share(0, 0) is None


def test_one_share_is_rounded_half_up():
    assert (share(927, 1000), share(1, 2000), share(5, 6)) == (Decimal("92.7"), Decimal("0.1"), Decimal("83.3"))


def test_a_negative_count_is_a_fault():
    with pytest.raises(ValueError, match="negative"):
        printed_shares([3, -1])


@given(COUNTS)
def test_printed_shares_sum_to_a_hundred_and_stay_within_a_tenth_of_the_truth(counts):
    shares = printed_shares(counts)
    if not sum(counts):
        assert set(shares) == {None}
        return
    assert sum(shares) == Decimal("100.0")
    for count, printed in zip(counts, shares, strict=True):
        assert abs(Fraction(printed) - Fraction(100 * count, sum(counts))) < Fraction(1, 10)
        assert count or printed == 0


@given(COUNTS)
def test_more_never_prints_less(counts):
    shares = printed_shares(counts)
    pairs = [(count, printed or Decimal(0)) for count, printed in zip(counts, shares, strict=True)]
    for count, printed in pairs:
        assert all(printed >= other for less, other in pairs if less < count)
