"""Counting somebody on behalf of a program: the rules of the door, the client's own UUID."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.attendance import Recorded
from events.actions.represented import came_for
from events.actions.staff import count_on_behalf
from events.actions.told import Told, given_of
from events.facts import NOTHING_SPECIAL
from events.models import Activity, Attendance, Session, Source
from events.participant_pages import page_language
from events.queries.presence import session_now
from grants.models import User
from outreach.api.errors import InvalidFields
from outreach.api.schemas import AttendanceIn


def count_person(activity: Activity, sent: AttendanceIn, *, by: User) -> Recorded:
    """Count somebody at an activity, once per UUID. Raises InvalidInputError, InvalidFields, activity_cancelled,
    act_of_another_session."""
    told = sent.dict(exclude={"uuid", "activity", "session", "observed_at"})
    given = given_of(activity, Told(**{**told, "statuses": tuple(sent.statuses)}))
    session = _session(activity, sent)
    return count_on_behalf(
        session=session,
        given=given,
        act=sent.uuid,
        by=by,
        language=page_language(),
        source=Source.API,
        observed_at=sent.observed_at,
        circumstances=came_for(NOTHING_SPECIAL, activity, sent.represents),
    )


def _session(activity: Activity, sent: AttendanceIn) -> Session:
    if sent.session is None:
        # Sending it again on another day must mean the session of the first time.
        replayed = Attendance.objects.filter(uuid=sent.uuid, activity=activity).select_related("session").first()
        return replayed.session if replayed else session_now(activity, sent.observed_at or timezone.now())
    session = activity.sessions.filter(number=sent.session).first()
    if session is None:
        raise InvalidFields({"session": [_("This activity has no such session.")]})
    return session
