"""When an activity's poster counts people: not before it opens, marked as late afterwards, not at all once closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone

from events.models import Activity


class Stage(StrEnum):
    """What a poster does with somebody who comes now."""

    NOT_YET = "not_yet"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True)
class Window:
    """From when the poster counts and until when one is on time; None: always. `stage`: what holds now."""

    stage: Stage
    opens_at: datetime | None
    on_time_until: datetime | None


def window_of(activity: Activity, now: datetime) -> Window:
    """The poster's window at a moment.

    Where the organiser says nothing, it opens at 00:00 of the first day and one is on time until the last day ends;
    without any date it is always open. A closed activity is closed.
    """
    days = _days(activity)
    opens = activity.opens_at or (_midnight(days[0]) if days else None)
    until = activity.closes_at or (_midnight(days[-1] + timedelta(days=1)) if days else None)
    return Window(_stage(activity, now, opens, until), opens, until)


def _stage(activity: Activity, now: datetime, opens: datetime | None, until: datetime | None) -> Stage:
    if activity.closed_at:
        return Stage.CLOSED
    if opens and now < opens:
        return Stage.NOT_YET
    return Stage.LATE if until and now >= until else Stage.OPEN


def _days(activity: Activity) -> list[date]:
    """The activity's own days and those of its sessions, in order."""
    held_on = activity.sessions.values_list("held_on", flat=True)
    return sorted({day for day in (activity.starts_on, activity.last_day, *held_on) if day})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
