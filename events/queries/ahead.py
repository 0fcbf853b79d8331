"""What the page of one activity says about days and registration."""

from __future__ import annotations

from dataclasses import dataclass

from events.models import Activity
from events.queries.registrations import Places, places_of
from events.queries.sessions import SessionList, sessions_of


@dataclass(frozen=True)
class Ahead:
    """The activity's sessions, and its places where anybody registers or did."""

    sessions: SessionList
    places: Places | None


def ahead_of(activity: Activity) -> Ahead:
    """Both, for one activity."""
    places = places_of(activities=[activity])[activity.pk]
    asked = activity.takes_registrations or places.taken or places.waiting
    return Ahead(sessions_of(activity=activity), places if asked else None)
