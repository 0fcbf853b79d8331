"""A post beside its activity: made too early or too late. Warnings only: uploads may precede publishing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from rules.plan_progress import Period

LATE_AFTER = timedelta(days=30)
# A post of the first days of the next month may well be of the last days of this one.
_SAME_WEEK = timedelta(days=7)
_OPEN = Period()


def timing_warnings(
    made_on: date | None, *, starts_on: date | None, last_day: date | None, contract: Period = _OPEN
) -> tuple[str, ...]:
    """Codes: before_activity (an announcement, or a wrong link?), late (more than 30 days after the last day),
    outside_contract. `starts_on` None: the activity has no day, or the post is about the project as a whole."""
    if made_on is None:
        return ()
    found = []
    if starts_on and made_on < starts_on:
        found.append("before_activity")
    elif starts_on and made_on - (last_day or starts_on) > LATE_AFTER:
        found.append("late")
    if not contract.holds(made_on):
        found.append("outside_contract")
    return tuple(found)


def all_in_later_month(made_on: Collection[date], *, last_day: date | None) -> date | None:
    """The first day of the month in which the earliest post was made, when all of an activity's dated posts were made
    in a later month than its last day and more than a week after it: then one of the two dates is wrong, as with the
    leaflets dated June whose posts are all of July. None: nothing odd."""
    if not made_on or last_day is None:
        return None
    first = min(made_on)
    is_later = (first.year, first.month) > (last_day.year, last_day.month) and first - last_day > _SAME_WEEK
    return first.replace(day=1) if is_later else None
