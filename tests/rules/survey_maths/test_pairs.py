"""Before and after: the same people, the five cases, and the people who left."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from rules.survey_maths.pairs import compare, drop_out, normalised_change, strength

SCORES = st.integers(0, 20).map(lambda points: Fraction(points * 100, 20))
GROUPS = st.lists(SCORES, max_size=30)
PAIRS = st.lists(st.tuples(SCORES, SCORES), max_size=30)


def test_by_hand():
    """(40→60), (50→80), (60→70), left 30, came late 90: changes 20, 30, 10."""
    found = compare([(40, 60), (50, 80), (60, 70)], [30], [90], attended=9)
    assert (found.attended, found.pre_n, found.post_n, found.paired_n) == (9, 4, 4, 3)
    assert (found.mean_pre, found.mean_post, found.mean_change) == (50, 70, 20)
    assert found.hake_gain == pytest.approx(0.4)
    assert found.normalised_change == pytest.approx((20 / 60 + 30 / 50 + 10 / 40) / 3)
    assert found.effect_size == 2
    half = 4.302652729911275 * 10 / math.sqrt(3)  # t of 2 degrees
    assert (found.change_interval.low, found.change_interval.high) == pytest.approx((20 - half, 20 + half))
    assert str(found.drop_out.left_percent) == "25.0"
    assert found.strength == "too_few"


def test_of_nobody_everything_is_none():
    found = compare([])
    assert (found.paired_n, found.mean_pre, found.mean_change, found.change_interval) == (0, None, None, None)
    assert (found.hake_gain, found.normalised_change, found.effect_size) == (None, None, None)
    assert (found.drop_out.left_percent, found.drop_out.difference, found.drop_out.p) == (None, None, None)


def test_where_everybody_knew_everything_there_is_no_gain():
    found = compare([(100, 100), (100, 100)])
    assert (found.hake_gain, found.normalised_change, found.normalised_n) == (None, None, 0)
    assert found.mean_change == 0


def test_all_changed_alike_so_nothing_is_known_of_the_spread():
    found = compare([(100 / 3, 200 / 3), (0, 100 / 3), (200 / 3, 100)])
    assert found.mean_change == pytest.approx(100 / 3)
    assert (found.effect_size, found.change_interval) == (None, None)


@pytest.mark.parametrize(
    ("pre", "post", "expected"),
    [
        (20, 60, Fraction(1, 2)),
        (60, 20, Fraction(-2, 3)),
        (60, 60, 0),
        (0, 0, None),
        (100, 100, None),
        (0, 100, 1),
        (100, 0, -1),
    ],
)
def test_the_five_cases_of_marx_and_cummings(pre, post, expected):
    assert normalised_change(pre, post) == expected


def test_dropped_people_do_not_enter_the_mean():
    found = compare([(0, 0), (100, 100), (50, 50), (0, 50)])
    assert (found.normalised_n, found.normalised_change) == (2, 0.25)


@given(PAIRS)
def test_the_change_is_scipys_paired_test(pairs):
    found = compare(pairs)
    changes = [float(post - pre) for pre, post in pairs]
    if len(set(changes)) < 2:
        assert found.change_interval is None
        return
    test = stats.ttest_rel([float(post) for _, post in pairs], [float(pre) for pre, _ in pairs])
    expected = test.confidence_interval(0.95)
    assert (found.change_interval.low, found.change_interval.high) == pytest.approx(tuple(expected), rel=1e-9, abs=1e-9)
    assert found.effect_size * math.sqrt(len(pairs)) == pytest.approx(test.statistic)
    assert found.change_interval.low <= found.mean_change <= found.change_interval.high
    assert found.mean_change == pytest.approx(found.mean_post - found.mean_pre)


@given(PAIRS)
def test_gains_stay_within_their_bounds(pairs):
    found = compare(pairs)
    assert found.hake_gain is None or found.hake_gain <= 1
    assert found.normalised_change is None or -1 <= found.normalised_change <= 1
    assert found.normalised_n <= found.paired_n


@given(GROUPS, GROUPS)
@settings(max_examples=150)
def test_those_who_left_are_compared_by_welchs_test(stayed, left):
    found = drop_out(stayed, left)
    assert (found.stayed, found.left) == (len(stayed), len(left))
    if min(len(stayed), len(left)) < 2 or len(set(stayed)) == len(set(left)) == 1:
        assert (found.interval, found.p) == (None, None)
        return
    if len(set(stayed)) == 1 or len(set(left)) == 1:  # scipy warns of these; one constant group leaves a plain t-test
        return
    test = stats.ttest_ind([float(one) for one in stayed], [float(one) for one in left], equal_var=False)
    expected = test.confidence_interval(0.95)
    assert found.p == pytest.approx(test.pvalue, rel=1e-8)
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(expected), rel=1e-8, abs=1e-8)
    assert found.difference == pytest.approx(found.stayed_mean - found.left_mean)


def test_one_group_may_be_all_alike():
    """Stayed 0 and 10, left 5 twice: error √(50/2) = 5 with 1 degree of freedom, difference 0."""
    found = drop_out([0, 10], [5, 5])
    assert (found.difference, found.p) == (0, 1)
    assert found.interval.high == pytest.approx(5 * stats.t.ppf(0.975, 1))


def test_the_paired_are_compared_with_those_who_only_began():
    found = compare([(80, 90), (70, 75)], pre_only=[20, 30]).drop_out
    assert (found.stayed, found.left, found.stayed_mean, found.left_mean, found.difference) == (2, 2, 75, 25, 50)


def test_few_pairs_soften_the_words():
    assert [strength(pairs) for pairs in (0, 4, 5, 19, 20)] == ["too_few", "too_few", "weak", "weak", "usual"]


@pytest.mark.parametrize("pairs", [[(101, 50)], [(50, -1)], [(math.nan, 5)]])
def test_a_score_outside_the_percent_is_refused(pairs):
    with pytest.raises(ValueError, match=r"score|finite"):
        compare(pairs)
