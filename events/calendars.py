"""Activities as calendar entries (RFC 5545): one per session, under an address that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from icalendar import Calendar, Event, vText

from events.models import Activity, Session

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Revision:
    """How often an activity was changed since it was made, and when last: a calendar takes the higher number."""

    number: int
    at: datetime


def calendar_of(
    activities: Iterable[Activity], *, name: str, host: str, links: Mapping[int, str], revisions: Mapping[int, Revision]
) -> bytes:
    """The file for these activities, their sessions fetched. What has no day is left out; `links`: where to register,
    by activity."""
    calendar = Calendar()
    calendar.add("prodid", "-//Outreach//Outreach//KK")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The library escapes the text of names it does not know only when it is told that they are text.
    calendar.add("x-wr-calname", vText(_line(name)))
    for activity in activities:
        sessions = [session for session in activity.sessions.all() if session.held_on]
        for session in sessions:
            event = _event(activity, session, is_only=len(sessions) == 1)
            event.add("uid", _uid(activity, session, host))
            _add_revision(event, activity, revisions.get(activity.pk))
            if activity.pk in links:
                event.add("url", links[activity.pk])
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def has_days(activity: Activity) -> bool:
    """Whether there is anything to put into a calendar."""
    return any(session.held_on for session in activity.sessions.all())


def _uid(activity: Activity, session: Session, host: str) -> str:
    part = "" if session.number == 1 else f"-{session.number}"
    return f"{activity.public_code}{part}@{host}"


def _event(activity: Activity, session: Session, *, is_only: bool) -> Event:
    event = Event()
    event.add("summary", _line(f"{activity.title} · {session.title}" if session.title else activity.title))
    begins, ends = _hours(activity, session, is_only)
    event.add("dtstart", begins)
    if ends:
        event.add("dtend", ends)
    places = (activity.venue, activity.address, activity.town)
    if any(places):
        event.add("location", _line(", ".join(place for place in places if place)))
    told = (activity.topic, activity.organisation.name, activity.organisation.contact)
    event.add("description", "\n".join(_line(line) for line in told if line))
    event.add("status", "CANCELLED" if activity.cancelled_at else "CONFIRMED")
    return event


def _line(text: str) -> str:
    """One line of it: what ends a line for some calendar must not begin a line of the file."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _hours(activity: Activity, session: Session, is_only: bool) -> tuple[date | datetime, date | datetime | None]:
    """Beginning and end: moments where the hour is known, whole days where it is not. The end of whole days is the day
    after. An end that nobody said is not made up."""
    day = session.held_on or date.min
    if is_only and activity.ends_on and activity.ends_on > day:
        return day, activity.ends_on + timedelta(days=1)
    starts_at = session.starts_at or (activity.starts_at if session.number == 1 else None)
    if starts_at is None:
        return day, day + timedelta(days=1)
    return _moment(day, starts_at), _moment(day, session.ends_at) if session.ends_at else None


def _moment(day: date, hour: time) -> datetime:
    """In UTC, so that no calendar needs to know our time zone."""
    return timezone.make_aware(datetime.combine(day, hour)).astimezone(UTC)


def _add_revision(event: Event, activity: Activity, revision: Revision | None) -> None:
    at = (revision.at if revision else activity.created_at).astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", revision.number if revision else 0)
