"""A post beside its activity: before it, or more than 30 days after it."""

from datetime import date

import pytest

from rules.post_keys.timing import timing_warnings


@pytest.mark.parametrize(
    ("made_on", "warnings"),
    [
        (date(2025, 9, 9), ("before_activity",)),
        (date(2025, 9, 10), ()),
        (date(2025, 10, 12), ()),
        (date(2025, 10, 13), ("late",)),
        (None, ()),
    ],
)
def test_the_thirty_days_run_from_the_last_day(made_on, warnings):
    assert timing_warnings(made_on, starts_on=date(2025, 9, 10), last_day=date(2025, 9, 12)) == warnings


def test_an_activity_without_a_date_warns_of_nothing():
    assert timing_warnings(date(2025, 1, 1), starts_on=None, last_day=None) == ()
