"""What stands above every page about one activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from events.models import Activity
from events.queries.counts import CountedActivity, activity_counts

UPCOMING, TODAY, HELD, CANCELLED, UNDATED = "upcoming", "today", "held", "cancelled", "undated"


@dataclass(frozen=True)
class ActivityHead(CountedActivity):
    """What stands above every page about one activity."""

    state: str
    is_outside_contract: bool


def state_of(activity: Activity, today: date) -> str:
    """Where an activity stands on this day."""
    if activity.cancelled_at:
        return CANCELLED
    if not activity.starts_on or not activity.last_day:
        return UNDATED
    if activity.last_day < today:
        return HELD
    return UPCOMING if activity.starts_on > today else TODAY


def activity_head_of(activity: Activity) -> ActivityHead:
    """The head of an activity, as of today."""
    return ActivityHead(
        activity=activity,
        count=activity_counts(activities=[activity.pk])[activity.pk],
        state=state_of(activity, timezone.localdate()),
        is_outside_contract=activity.is_outside_contract(),
    )
