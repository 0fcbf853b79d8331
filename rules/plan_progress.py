"""Where a planned figure stands: what is left, where today's pace leads, and one word for it. Days are whole days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# The words for where a figure stands, codes only.
OVER_HALF = "over_half"  # the plan and at least half of it again
REACHED = "reached"
ON_TRACK = "on_track"
BEHIND = "behind"
AT_RISK = "at_risk"
NOT_STARTED = "not_started"
ENDED_SHORT = "ended_short"
OPEN = "open"  # under way, and nothing to tell the pace from
UNKNOWN = "unknown"  # no figure: counted by hand, or no readings yet
STATUSES = (OVER_HALF, REACHED, ON_TRACK, BEHIND, AT_RISK, NOT_STARTED, ENDED_SHORT, OPEN, UNKNOWN)

# A plan that reads 150 % was mostly set too low: a report is asked why.
_OVER_HALF = Decimal("1.5")
# Of the plan: below this share of it, today's pace no longer leads anywhere near.
_AT_RISK = Decimal("0.75")
# Of the contract's days: until then it is no bad sign that nothing was counted yet.
_EARLY = Decimal("0.25")


@dataclass(frozen=True)
class Period:
    """A contract's days, both ends included; either may be unknown."""

    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies within; an unknown end holds everything on its side."""
        return (self.starts_on is None or day >= self.starts_on) and (self.ends_on is None or day <= self.ends_on)

    @property
    def days(self) -> int | None:
        """How many days it has; None while an end is unknown."""
        return (self.ends_on - self.starts_on).days + 1 if self.starts_on and self.ends_on else None

    def elapsed(self, today: date) -> int | None:
        """Days gone, today among them: 0 before the start, all of them after the end; None while an end is unknown."""
        if self.days is None or self.starts_on is None:
            return None
        return max(0, min(self.days, (today - self.starts_on).days + 1))

    def days_left(self, today: date) -> int | None:
        """Days after today until the end, 0 when it is over; None without an end."""
        return max(0, (self.ends_on - today).days) if self.ends_on else None

    def has_begun(self, today: date) -> bool:
        """Whether its first day has come; also true while that is unknown."""
        return self.starts_on is None or self.starts_on <= today

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < today


@dataclass(frozen=True)
class Progress:
    """A figure against its plan, in the figure's own unit.

    `remaining` = plan − actual, `over` = actual − plan, neither below zero. `percent` = 100 × actual / plan to 0,1;
    None for a plan of zero. `forecast` = actual / elapsed days × contract days, rounded to whole units; None before
    the start, after the end, and where a figure has no pace. `is_final`: the contract is over.
    """

    plan: Decimal
    actual: Decimal | None
    remaining: Decimal | None
    over: Decimal | None
    percent: Decimal | None
    forecast: Decimal | None
    days_left: int | None
    is_final: bool
    status: str

    @property
    def width(self) -> int:
        """The bar's share of its line, 0–100."""
        return int(max(Decimal(0), min(Decimal(100), self.percent or Decimal(0))))


def progress_of(
    *, plan: Decimal, actual: Decimal | None, period: Period, today: date, has_pace: bool = True
) -> Progress:
    """Where a figure stands today. `has_pace`: false for a share in percent, which does not grow with the days."""
    forecast = _forecast(actual, period, today) if has_pace and actual is not None else None
    return Progress(
        plan=plan,
        actual=actual,
        remaining=None if actual is None else max(Decimal(0), plan - actual),
        over=None if actual is None else max(Decimal(0), actual - plan),
        percent=percent_of(actual, plan),
        forecast=forecast,
        days_left=period.days_left(today),
        is_final=period.is_over(today),
        status=_status(plan, actual, forecast, period, today, has_pace),
    )


def percent_of(actual: Decimal | None, plan: Decimal) -> Decimal | None:
    """100 × actual / plan to 0,1; None without an actual or with a plan of zero."""
    if actual is None or not plan:
        return None
    return (100 * actual / plan).quantize(Decimal("0.1"))


def _forecast(actual: Decimal, period: Period, today: date) -> Decimal | None:
    elapsed = period.elapsed(today)
    if not elapsed or period.days is None or period.is_over(today):
        return None
    return (actual * period.days / elapsed).quantize(Decimal(1), ROUND_HALF_UP)


def _status(
    plan: Decimal, actual: Decimal | None, forecast: Decimal | None, period: Period, today: date, has_pace: bool
) -> str:
    if actual is None:
        return UNKNOWN
    if actual >= plan:
        return OVER_HALF if has_pace and plan and actual >= _OVER_HALF * plan else REACHED
    if period.is_over(today):
        return ENDED_SHORT
    if not period.has_begun(today):
        return NOT_STARTED
    if not has_pace:
        return BEHIND
    return _status_by_pace(plan, actual, forecast, period, today)


def _status_by_pace(plan: Decimal, actual: Decimal, forecast: Decimal | None, period: Period, today: date) -> str:
    elapsed = period.elapsed(today)
    if forecast is None or elapsed is None or period.days is None:
        return OPEN if actual else NOT_STARTED
    if not actual and elapsed < _EARLY * period.days:
        return NOT_STARTED
    if forecast >= plan:
        return ON_TRACK
    return BEHIND if forecast >= _AT_RISK * plan else AT_RISK
