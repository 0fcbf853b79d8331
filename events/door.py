"""What a staff member's browser session remembers: at which door they stand, and the last answer they got."""

from __future__ import annotations

from dataclasses import dataclass

from events.actions.attendance import Outcome, Recorded
from events.models import Attendance, Session
from events.queries.people import PersonShown, person_shown
from grants.access import MemberRequest

_DOOR = "door"
_LAST = "last_check_in"


@dataclass(frozen=True)
class Answer:
    """The last answer: the row that counts the person, and whether that attempt made it."""

    row: Attendance
    is_new: bool
    person: PersonShown | None


class Door:
    """The door of the member who sent this request."""

    def __init__(self, request: MemberRequest) -> None:
        self._request = request

    def session(self) -> Session | None:
        """The chosen session, unless it is another organisation's, gone or cancelled by now."""
        chosen = self._request.session.get(_DOOR)
        if chosen is None:
            return None
        open_ones = Session.objects.of(self._request.organisation).filter(activity__cancelled_at__isnull=True)
        related = "activity__organisation", "activity__project", "activity__kind"
        return open_ones.select_related(*related).filter(pk=chosen).first()

    def choose(self, session: Session) -> None:
        """Stand at this session's door from now on."""
        self._request.session[_DOOR] = session.pk

    def answer(self, session: Session, recorded: Recorded) -> None:
        """Remember an answer, and the door it was given at. A repeated tap repeats the first answer."""
        self.choose(session)
        is_new = recorded.outcome is not Outcome.ALREADY
        self._request.session[_LAST] = {"row": recorded.attendance.pk, "is_new": is_new}

    def last(self, *, full: bool) -> Answer | None:
        """The last answer, if its row was not undone and belongs to this organisation."""
        last = self._request.session.get(_LAST)
        if not last:
            return None
        rows = Attendance.objects.of(self._request.organisation).live().select_related("person", "session")
        row = rows.filter(pk=last["row"]).first()
        if row is None:
            return None
        person = person_shown(row.person, full=full) if row.person else None
        return Answer(row, bool(last["is_new"]), person)
