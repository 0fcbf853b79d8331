"""The three formulas of the contracts, exact to the tenth."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.survey_maths.proportions import wilson
from rules.survey_maths.satisfaction import FORMULAS, response_rate, satisfaction, satisfaction_of_scales


@st.composite
def scales(draw):
    highest = draw(st.integers(3, 10))
    counts = draw(st.dictionaries(st.integers(1, highest), st.integers(0, 400), max_size=highest))
    return counts, highest


def test_the_mean_flatters():
    """4,55 of 5 are 91 %, while (4,55 − 1)/4 is 88,75, and 92,7 % gave one of the two best answers."""
    counts = {3: 73, 4: 304, 5: 623}
    assert satisfaction("mean_of_max", counts, 5).percent == Decimal("91.0")
    assert satisfaction("mean_from_min", counts, 5).percent == Decimal("88.8")
    found = satisfaction("top_two", counts, 5)
    assert (found.percent, found.n, found.satisfied, found.interval) == (Decimal("92.7"), 1000, 927, wilson(927, 1000))


def test_scales_of_different_lengths_weigh_alike():
    """5 and 1 of 5, 3 and 3 of 3: three of four on top; (1 + 0,2 + 1 + 1)/4; (1 + 0 + 1 + 1)/4."""
    found = {formula: satisfaction_of_scales(formula, {5: {5: 1, 1: 1}, 3: {3: 2}}).percent for formula in FORMULAS}
    assert found == {"top_two": Decimal("75.0"), "mean_of_max": Decimal("80.0"), "mean_from_min": Decimal("75.0")}


def test_the_worst_answer():
    worst = {formula: satisfaction(formula, {1: 7}, 5).percent for formula in FORMULAS}
    assert worst == {"top_two": Decimal("0.0"), "mean_of_max": Decimal("20.0"), "mean_from_min": Decimal("0.0")}


@pytest.mark.parametrize("formula", FORMULAS)
def test_of_nobody_there_is_no_percent(formula):
    found = satisfaction(formula, {1: 0, 5: 0}, 5)
    assert (found.n, found.percent, found.interval) == (0, None, None)


@given(scales(), st.sampled_from(FORMULAS))
def test_it_is_the_exact_value_rounded_once(scale, formula):
    counts, highest = scale
    answers = [value for value, count in counts.items() for _ in range(count)]
    found = satisfaction(formula, counts, highest)
    assert found.n == len(answers)
    if not answers:
        return
    ratio = {
        "top_two": Fraction(sum(value > highest - 2 for value in answers), len(answers)),
        "mean_of_max": Fraction(sum(answers), len(answers) * highest),
        "mean_from_min": Fraction(sum(answers) - len(answers), len(answers) * (highest - 1)),
    }[formula]
    true = Decimal(100 * ratio.numerator * 10**6 // ratio.denominator) / 10**6  # cut: a half stays a half
    assert found.percent == true.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert 0 <= found.percent <= 100
    assert (found.interval is None) == (formula != "top_two")


@given(scales(), st.data())
def test_a_better_answer_never_lowers_it(scale, data):
    counts, highest = scale
    lower = [value for value, count in counts.items() if count and value < highest]
    if not lower:
        return
    value = data.draw(st.sampled_from(lower))
    better = {**counts, value: counts[value] - 1, value + 1: counts.get(value + 1, 0) + 1}
    for formula in FORMULAS:
        assert satisfaction(formula, better, highest).percent >= satisfaction(formula, counts, highest).percent


@pytest.mark.parametrize(
    ("formula", "counts", "highest"),
    [
        ("mean", {1: 1}, 5),
        ("top_two", {0: 1}, 5),
        ("top_two", {6: 1}, 5),
        ("top_two", {1: -1}, 5),
        ("top_two", {1: 1}, 2),
        ("mean_of_max", {1: 1}, 1),
    ],
)
def test_what_is_no_scale_is_refused(formula, counts, highest):
    with pytest.raises(ValueError, match=r"formula|outside|negative|scale"):
        satisfaction(formula, counts, highest)


def test_more_answers_than_people_are_shown_and_flagged():
    assert response_rate(9, 12).percent == Decimal("75.0")
    assert not response_rate(12, 12).is_over
    over = response_rate(15, 12)
    assert (over.percent, over.is_over) == (Decimal("125.0"), True)
    nobody = response_rate(3, 0)
    assert (nobody.percent, nobody.is_over) == (None, True)
    assert response_rate(0, 0).percent is None
    with pytest.raises(ValueError, match="-1"):
        response_rate(-1, 4)
