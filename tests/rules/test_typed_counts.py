"""A number as people write it and as platforms show it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.typed_counts import LARGEST_COUNT, CountError, count_of_cell, typed_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("12500", 12_500),
        ("12 500", 12_500),
        ("1\u00a0234\u202f567", 1_234_567),
        ("12.500", 12_500),
        ("12,500", 12_500),
        ("1'234", 1_234),
        ("1,2 тыс", 1_200),
        ("1,2 тыс.", 1_200),
        ("1.2k", 1_200),
        ("1.2К", 1_200),
        ("1,234 тыс", 1_234),
        ("5 мың", 5_000),
        ("3,4 млн", 3_400_000),
        ("3.4M", 3_400_000),
        (" 7 ", 7),
    ],
)
def test_what_is_understood(text, count):
    assert typed_count(text) == count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_count"),
        ("көп", "not_a_count"),
        ("12 5", "not_a_count"),
        ("1.2.3", "not_a_count"),
        ("5 штук", "not_a_count"),
        ("9" * 5000, "not_a_count"),
        ("-5", "negative_count"),
        ("−5", "negative_count"),
        ("1,5", "part_of_one"),
        ("1,2345 тыс", "part_of_one"),
        ("2147483648", "count_too_large"),
        ("3 млрд", "count_too_large"),
    ],
)
def test_what_is_refused_says_why(text, code):
    with pytest.raises(CountError) as refused:
        typed_count(text)
    assert refused.value.code == code


def test_cells_hold_numbers_of_every_kind():
    assert [count_of_cell(value) for value in (5, 5.0, Decimal(5), "1,2 тыс")] == [5, 5, 5, 1200]
    for value, code in [
        (1.5, "part_of_one"),
        (-1, "negative_count"),
        (True, "not_a_count"),
        (1e300, "count_too_large"),
    ]:
        with pytest.raises(CountError) as refused:
            count_of_cell(value)
        assert refused.value.code == code
    with pytest.raises(CountError):
        count_of_cell(float("nan"))


@given(st.integers(0, LARGEST_COUNT), st.sampled_from([" ", "\u00a0", "\u202f", ".", ",", "'"]))
def test_grouped_thousands_are_read_as_written(count, sign):
    assert typed_count(f"{count:,}".replace(",", sign)) == count


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    try:
        assert 0 <= typed_count(text) <= LARGEST_COUNT
    except CountError as error:
        assert error.code in {"not_a_count", "negative_count", "part_of_one", "count_too_large"}
