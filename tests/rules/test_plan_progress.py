"""Where a planned figure stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.plan_progress import STATUSES, Period, progress_of

# 100 days: 1 January to 10 April 2025.
HUNDRED = Period(date(2025, 1, 1), date(2025, 4, 10))


def at(day: int, *, plan: int = 100, actual: int | None = 0, has_pace: bool = True, period: Period = HUNDRED):
    """Progress on the `day`-th day of the contract (1 is its first)."""
    today = date(2025, 1, 1) + timedelta(days=day - 1)
    figure = None if actual is None else Decimal(actual)
    return progress_of(plan=Decimal(plan), actual=figure, period=period, today=today, has_pace=has_pace)


def test_todays_pace_goes_on_to_the_last_day():
    half = at(50, actual=40)
    assert (half.forecast, half.remaining, half.over, half.percent) == (80, 60, 0, Decimal("40.0"))
    assert (half.days_left, half.status, half.is_final) == (50, "behind", False)
    assert at(1, actual=1).forecast == 100
    assert at(100, actual=99).forecast == 99
    assert at(3, actual=1).forecast == 33


@pytest.mark.parametrize(
    ("day", "actual", "status"),
    [
        (0, 0, "not_started"),  # the day before
        (1, 0, "not_started"),
        (24, 0, "not_started"),
        (25, 0, "at_risk"),
        (50, 37, "at_risk"),  # leads to 74
        (50, 38, "behind"),  # to 76
        (50, 50, "on_track"),
        (50, 100, "reached"),
        (50, 149, "reached"),
        (50, 150, "over_half"),
        (100, 99, "behind"),
        (101, 99, "ended_short"),
        (101, 100, "reached"),
        (50, None, "unknown"),
    ],
)
def test_one_word_for_it(day, actual, status):
    assert at(day, actual=actual).status == status


def test_before_the_start_and_after_the_end_there_is_no_pace():
    assert at(0, actual=5).forecast is None
    over = at(101, actual=130)
    assert (over.forecast, over.is_final, over.days_left, over.over, over.remaining) == (None, True, 0, 30, 0)
    assert over.width == 100


def test_a_share_has_no_pace():
    share = at(50, plan=70, actual=65, has_pace=False)
    assert (share.forecast, share.status, share.remaining) == (None, "behind", 5)
    assert at(50, plan=60, actual=95, has_pace=False).status == "reached"
    assert at(101, plan=70, actual=65, has_pace=False).status == "ended_short"


def test_without_a_period_nothing_is_foretold():
    open_end = Period(date(2025, 1, 1), None)
    assert (at(50, actual=5, period=open_end).status, at(50, actual=5, period=open_end).forecast) == ("open", None)
    assert at(50, actual=0, period=Period(None, None)).status == "not_started"
    assert at(50, actual=5, period=Period(None, None)).days_left is None


def test_a_plan_of_zero_is_reached():
    nothing = at(50, plan=0, actual=0)
    assert (nothing.status, nothing.percent, nothing.width) == ("reached", None, 0)


@given(
    plan=st.integers(0, 10**6),
    actual=st.none() | st.integers(0, 10**6),
    starts=st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    length=st.none() | st.integers(0, 800),
    today=st.dates(date(2023, 1, 1), date(2028, 1, 1)),
    has_pace=st.booleans(),
)
def test_it_never_contradicts_itself(plan, actual, starts, length, today, has_pace):
    ends = starts + timedelta(days=length) if starts and length is not None else None
    figure = None if actual is None else Decimal(actual)
    found = progress_of(plan=Decimal(plan), actual=figure, period=Period(starts, ends), today=today, has_pace=has_pace)
    assert found.status in STATUSES
    assert 0 <= found.width <= 100
    assert found.days_left is None or found.days_left >= 0
    if figure is not None:
        assert found.remaining >= 0
        assert found.over >= 0
        assert figure - plan == found.over - found.remaining
        assert (found.status in {"reached", "over_half"}) == (figure >= plan)
    if found.forecast is not None:
        assert found.forecast >= figure
