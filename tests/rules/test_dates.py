"""Dates in words."""

from datetime import date

import pytest

from rules.dates import MONTHS, date_in_words, dates_in_words


def test_a_day_in_kazakh_and_russian():
    assert date_in_words(date(2025, 5, 22), "kk") == "2025 жылғы 22 мамыр"
    assert date_in_words(date(2025, 5, 22), "ru") == "22 мая 2025 года"


@pytest.mark.parametrize(
    ("last", "kk", "ru"),
    [
        (None, "2025 жылғы 30 мамыр", "30 мая 2025 года"),
        (date(2025, 5, 30), "2025 жылғы 30 мамыр", "30 мая 2025 года"),
        (date(2025, 5, 31), "2025 жылғы 30–31 мамыр", "30–31 мая 2025 года"),
        (date(2025, 6, 2), "2025 жылғы 30 мамыр – 2 маусым", "30 мая – 2 июня 2025 года"),
        (
            date(2026, 1, 2),
            "2025 жылғы 30 мамыр – 2026 жылғы 2 қаңтар",
            "30 мая 2025 года – 2 января 2026 года",
        ),
    ],
)
def test_a_range_names_month_and_year_once(last, kk, ru):
    assert dates_in_words(date(2025, 5, 30), last, "kk") == kk
    assert dates_in_words(date(2025, 5, 30), last, "ru") == ru


def test_a_year_has_twelve_different_months():
    assert [len(set(months)) for months in MONTHS.values()] == [12, 12]
