"""Student's t, against scipy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rules.survey_maths.student import quantile, two_sided_p

FREEDOMS = st.one_of(st.integers(1, 3000).map(float), st.floats(0.5, 5000))


@pytest.mark.parametrize("freedom", [1, 2, 3, 4.5, 9, 29, 30, 99.3, 999, 999.999, 1000, 1500, 10_000, 3_000_000])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
def test_the_quantile_is_scipys_to_nine_digits(freedom, level):
    assert quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-9)


@given(FREEDOMS)
def test_the_95_percent_point_is_scipys_for_any_freedom(freedom):
    assert quantile(0.95, freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-9)


@given(st.floats(-60, 60), FREEDOMS)
def test_p_is_scipys(t, freedom):
    assert two_sided_p(t, freedom) == pytest.approx(2 * stats.t.sf(abs(t), freedom), rel=1e-8, abs=1e-300)


@given(st.floats(0.1, 0.999), st.floats(0.5, 5000))
def test_the_two_undo_each_other(level, freedom):
    assert two_sided_p(quantile(level, freedom), freedom) == pytest.approx(1 - level, rel=1e-8)


def test_with_one_degree_it_is_cauchys():
    assert quantile(0.5, 1) == pytest.approx(1)
    assert two_sided_p(math.sqrt(3), 1) == pytest.approx(1 / 3)
    assert two_sided_p(0, 7) == 1


@pytest.mark.parametrize(("level", "freedom"), [(0, 3), (1, 3), (0.95, 0), (0.95, -1)])
def test_impossible_levels_and_freedoms_are_refused(level, freedom):
    with pytest.raises(ValueError, match=r"level|degrees"):
        quantile(level, freedom)
    if freedom <= 0:
        with pytest.raises(ValueError, match="degrees"):
            two_sided_p(1, freedom)
