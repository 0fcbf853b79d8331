"""McNemar's exact test, against statsmodels and the published example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.contingency_tables import mcnemar as reference

from rules.survey_maths.mcnemar import mcnemar, question_change

COUNTS = st.integers(0, 150)


@given(COUNTS, COUNTS)
def test_the_exact_p_is_statsmodels(gained, lost):
    expected = reference([[0, gained], [lost, 0]], exact=True).pvalue
    assert mcnemar(gained, lost).exact_p == pytest.approx(expected, rel=1e-9)


def test_the_published_example():
    """Bentur and others (2009) in Fagerland, Lydersen, Laake (2013): 1 against 7, exact 18/256, mid-p 10/256."""
    found = mcnemar(7, 1)
    assert (found.exact_p, found.mid_p) == (18 / 256, 10 / 256)


def test_mid_p_of_equal_counts():
    found = mcnemar(3, 3)
    assert (found.exact_p, found.mid_p) == (1, 1 - 20 / 64 / 2)


def test_nobody_changed():
    found = mcnemar(0, 0)
    assert (found.exact_p, found.mid_p) == (1, 1)


@given(COUNTS, COUNTS)
def test_mid_p_is_less_and_both_are_symmetrical(gained, lost):
    found, turned = mcnemar(gained, lost), mcnemar(lost, gained)
    assert (found.exact_p, found.mid_p) == (turned.exact_p, turned.mid_p)
    assert 0 < found.mid_p <= found.exact_p <= 1
    if gained != lost:
        point = binom.pmf(min(gained, lost), gained + lost, 0.5)
        assert found.exact_p - found.mid_p == pytest.approx(point, rel=1e-9)


def test_many_people():
    assert mcnemar(30_000, 29_000).exact_p == pytest.approx(2 * binom.cdf(29_000, 59_000, 0.5), rel=1e-6)


def test_from_answers_to_counts():
    pairs = [(False, True)] * 4 + [(True, False)] + [(True, True)] * 5 + [(False, False)] * 2
    found = question_change(pairs)
    assert (found.n, found.both_right, found.both_wrong) == (12, 5, 2)
    assert (found.test.gained, found.test.lost) == (4, 1)
    assert found.test.exact_p == 12 / 32


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="-1"):
        mcnemar(3, -1)
