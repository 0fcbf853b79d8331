"""Days and parts of an activity. The first goes with the activity's own date; statistics count a person once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import Max, ProtectedError

from events.actions.places import hold_activity
from events.models import Activity, Session
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError

# More days than this are not one activity.
MOST = 60


@dataclass(frozen=True)
class Hours:
    """When a session is held and what it is called; of the first session only the end and the title are its own."""

    held_on: date | None
    starts_at: time | None = None
    ends_at: time | None = None
    title: str = ""


@transaction.atomic
def add_session(activity: Activity, hours: Hours, *, by: User | None) -> Session:
    """One more day or part; a day after the activity's last one becomes its last. The same one twice is one.

    Raises AppError session_without_day, session_before_activity, session_ends_early, too_many_sessions.
    """
    row = hold_activity(activity.pk)
    _check(row, hours)
    same = row.sessions.filter(held_on=hours.held_on, starts_at=hours.starts_at, title=hours.title).first()
    if same:
        return same
    session = _insert(row, hours)
    _follow_last_day(row)
    record_audit(row.organisation, by, "activity.sessions", row, added=session.number)
    return session


@transaction.atomic
def change_session(session: Session, hours: Hours, *, by: User | None) -> Session:
    """Another day, other hours or another title. Of the first session only end and title: its day and beginning are the
    activity's. Raises AppError as `add_session`, and try_again when it was removed meanwhile."""
    activity = hold_activity(session.activity_id)
    row = activity.sessions.filter(pk=session.pk).first()
    if row is None:
        raise AppError("try_again", 409)
    left = row.held_on
    if row.number == 1:
        hours = Hours(activity.starts_on, activity.starts_at, hours.ends_at, hours.title)
        _check_end(hours)
    else:
        _check(activity, hours)
    row.held_on, row.starts_at, row.ends_at, row.title = hours.held_on, hours.starts_at, hours.ends_at, hours.title
    row.save(update_fields=["held_on", "starts_at", "ends_at", "title"])
    _follow_last_day(activity, left=left)
    record_audit(activity.organisation, by, "activity.sessions", activity, changed=row.number)
    return row


@transaction.atomic
def remove_session(session: Session, *, by: User | None) -> None:
    """Take a session back at which nobody was counted and for which no list was printed. The first one stays.

    Raises AppError session_is_first, session_in_use. Removing it twice is once.
    """
    activity = hold_activity(session.activity_id)
    row = activity.sessions.filter(pk=session.pk).first()
    if row is None:
        return
    if row.number == 1:
        raise AppError("session_is_first", 409)
    number, left = row.number, row.held_on
    try:
        row.delete()
    except ProtectedError:
        raise AppError("session_in_use", 409) from None
    _follow_last_day(activity, left=left)
    record_audit(activity.organisation, by, "activity.sessions", activity, removed=number)


@transaction.atomic
def one_session_per_day(activity: Activity, *, by: User | None) -> list[Session]:
    """A session for every day of the activity that has none, each at the activity's hour. Returns the new ones.

    Raises AppError too_many_sessions.
    """
    row = hold_activity(activity.pk)
    made = [_insert(row, Hours(day, row.starts_at)) for day in days_without_session(row)]
    if made:
        record_audit(row.organisation, by, "activity.sessions", row, added=[session.number for session in made])
    return made


def days_without_session(activity: Activity) -> list[date]:
    """The activity's days at which nobody can be counted apart."""
    if not activity.starts_on or not activity.last_day:
        return []
    taken = set(activity.sessions.values_list("held_on", flat=True))
    days = range((activity.last_day - activity.starts_on).days + 1)
    return [day for number in days if (day := activity.starts_on + timedelta(days=number)) not in taken]


def _insert(activity: Activity, hours: Hours) -> Session:
    last = activity.sessions.aggregate(last=Max("number"))["last"] or 0
    if activity.sessions.count() >= MOST:
        raise AppError("too_many_sessions", 422, most=MOST)
    return Session.objects.create(
        activity=activity,
        number=last + 1,
        held_on=hours.held_on,
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        title=hours.title,
    )


def _check(activity: Activity, hours: Hours) -> None:
    if hours.held_on is None:
        raise AppError("session_without_day", 422)
    if activity.starts_on is None or hours.held_on < activity.starts_on:
        raise AppError("session_before_activity", 422)
    _check_end(hours)


def _check_end(hours: Hours) -> None:
    if hours.ends_at and hours.ends_at <= (hours.starts_at or time.min):
        raise AppError("session_ends_early", 422)


def _follow_last_day(activity: Activity, *, left: date | None = None) -> None:
    """The activity lasts until its last session; a last day that a session has just `left` is given up with it."""
    latest = activity.sessions.aggregate(latest=Max("held_on"))["latest"]
    last = activity.last_day
    if latest is None or last is None or latest == last or (latest < last and left != last):
        return
    activity.ends_on = latest if latest != activity.starts_on else None
    activity.save(update_fields=["ends_on"])
