"""Age at a date, age bands, youth: every edge."""

from datetime import date

import pytest

from rules.ages import OLDEST, age_band, age_on
from rules.codes import AGE_VALUES


def test_where_only_the_birth_year_is_known_the_age_is_the_difference_of_years():
    assert age_on(date(2025, 1, 1), birth_year=2006) == 19
    assert age_on(date(2025, 12, 31), birth_year=2006) == 19
    assert age_on(date(2025, 5, 22), birth_year=2025) == 0
    assert age_on(date(2025, 5, 22), birth_year=1905) == OLDEST


@pytest.mark.parametrize("birth_year", [2026, 1904, 0, -1])
def test_an_impossible_birth_year_is_refused(birth_year):
    with pytest.raises(ValueError, match="birth year"):
        age_on(date(2025, 5, 22), birth_year=birth_year)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (None, "not_stated"),
        (0, "outside"),
        (12, "outside"),
        (13, "13-16"),
        (16, "13-16"),
        (17, "17-22"),
        (22, "17-22"),
        (23, "23-27"),
        (27, "23-27"),
        (28, "28-32"),
        (32, "28-32"),
        (33, "33-45"),
        (45, "33-45"),
        (46, "46-58"),
        (58, "46-58"),
        (59, "59+"),
        (OLDEST, "59+"),
    ],
)
def test_every_edge_of_every_band(age, band):
    assert age_band(age) == band


def test_every_age_has_exactly_one_of_the_forms_bands():
    assert {age_band(age) for age in range(OLDEST + 1)} == set(AGE_VALUES) - {"not_stated"}
