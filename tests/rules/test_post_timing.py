"""A post beside its activity: before it, late, outside the contract; all of them a month away."""

from datetime import date

import pytest

from rules.post_keys.timing import Period, all_in_later_month, timing_warnings

CONTRACT = Period(date(2025, 5, 1), date(2025, 10, 31))


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


def test_an_activity_of_one_day_ends_on_it():
    assert timing_warnings(date(2025, 10, 10), starts_on=date(2025, 9, 10), last_day=None) == ()
    assert timing_warnings(date(2025, 10, 11), starts_on=date(2025, 9, 10), last_day=None) == ("late",)


@pytest.mark.parametrize(
    ("made_on", "warnings"),
    [
        (date(2025, 4, 30), ("outside_contract",)),
        (date(2025, 5, 1), ()),
        (date(2025, 10, 31), ()),
        (date(2025, 11, 1), ("outside_contract",)),
        (None, ()),
    ],
)
def test_the_contracts_first_and_last_day_are_within_it(made_on, warnings):
    assert timing_warnings(made_on, starts_on=None, last_day=None, contract=CONTRACT) == warnings


def test_a_contract_without_dates_holds_every_day():
    assert Period().holds(date(1999, 1, 1))
    assert Period(date(2025, 5, 1)).holds(date(2999, 1, 1))
    assert not Period(None, date(2025, 5, 1)).holds(date(2025, 5, 2))


def test_a_post_can_be_odd_twice():
    early = timing_warnings(date(2025, 4, 30), starts_on=date(2025, 5, 2), last_day=date(2025, 5, 2), contract=CONTRACT)
    late = timing_warnings(
        date(2025, 12, 31), starts_on=date(2025, 10, 30), last_day=date(2025, 11, 6), contract=CONTRACT
    )
    assert (early, late) == (("before_activity", "outside_contract"), ("late", "outside_contract"))


@pytest.mark.parametrize(
    ("made_on", "last_day", "month"),
    [
        # The flyer action: dated June, all of its posts made in July.
        ([date(2025, 7, 16), date(2025, 7, 23), date(2025, 7, 31)], date(2025, 6, 30), date(2025, 7, 1)),
        # One of its own month is enough.
        ([date(2025, 6, 30), date(2025, 7, 23)], date(2025, 6, 30), None),
        # A week after the last day is not odd, whatever the month.
        ([date(2025, 7, 7)], date(2025, 6, 30), None),
        ([date(2025, 7, 8)], date(2025, 6, 30), date(2025, 7, 1)),
        # Late within the same month.
        ([date(2025, 6, 28)], date(2025, 6, 2), None),
        # Before it: told otherwise.
        ([date(2025, 5, 1)], date(2025, 6, 30), None),
        # The turn of the year.
        ([date(2026, 1, 9)], date(2025, 12, 31), date(2026, 1, 1)),
        ([], date(2025, 6, 30), None),
        ([date(2025, 7, 23)], None, None),
    ],
)
def test_posts_that_are_all_of_a_later_month_are_told(made_on, last_day, month):
    assert all_in_later_month(made_on, last_day=last_day) == month
