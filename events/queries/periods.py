"""What belongs to a period: one rule for everything that is counted.

An activity belongs to the period in which it begins, with everybody who came and everything that was made, handed out
or published for it, however many days it takes: an activity is never cut in two, so the numbers of two periods that
follow each other sum to those of both together. What has no activity goes by its own day. What has no day at all is
left out of no period: it would be missed by all of them.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from rules.plan_progress import Period

# Everything, whenever it was.
ALWAYS = Period()


def day_within(period: Period, column: str) -> Q:
    """Rows whose day in `column` lies within the period, and those without a day."""
    limits: dict[str, Any] = {}
    if period.starts_on is not None:
        limits[f"{column}__gte"] = period.starts_on
    if period.ends_on is not None:
        limits[f"{column}__lte"] = period.ends_on
    return Q(**limits) | Q(**{f"{column}__isnull": True}) if limits else Q()


def begins_within(period: Period, path: str = "") -> Q:
    """Activities that begin within the period; `path` leads to them, such as "activity__"."""
    return day_within(period, f"{path}starts_on")


def belongs_to(period: Period, own_day: str | None, path: str = "activity__") -> Q:
    """Rows that belong to the period: with their activity, or without one by their own day (None: they have none and
    belong to every period)."""
    if period == ALWAYS:
        return Q()
    is_alone = f"{path.removesuffix('__')}__isnull"
    with_activity = Q(**{is_alone: False}) & begins_within(period, path)
    alone = Q(**{is_alone: True}) & (day_within(period, own_day) if own_day else Q())
    return with_activity | alone
