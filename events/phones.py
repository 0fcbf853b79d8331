"""The participant's own phone: one signed cookie, no account.

It holds a random number of the phone, the serial of the person's code per organisation, and the few entries that count
this phone's holder without being recognisable by the number. Nothing in it names anybody.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from events.models import Activity, Attendance, Person, PersonalCode, Session
from grants.models import Organisation

COOKIE = "phone"
YEAR = 365 * 24 * 3600
_COOKIE_SALT = "outreach.phone"
_FORM_SALT = "outreach.phone.form"
# Staff may undo an entry and the person may come again; more often than this is not one person at one door.
TURNS = 8
_NOTED_AT_MOST = 20


@dataclass
class Phone:
    """A participant's browser. `serials`: organisation id → serial of the person's code, both as text."""

    id: uuid.UUID
    is_new: bool = False
    serials: dict[str, str] = field(default_factory=dict)
    noted: dict[str, int] = field(default_factory=dict)
    _people: dict[int, Person | None] = field(default_factory=dict, repr=False)

    def person(self, organisation: Organisation) -> Person | None:
        """Who this phone belongs to in an organisation, unless their code was revoked or their data deleted."""
        if organisation.pk not in self._people:
            self._people[organisation.pk] = self._find(organisation)
        return self._people[organisation.pk]

    def code(self, organisation: Organisation) -> PersonalCode | None:
        """The live code by which this phone knows its person."""
        person = self.person(organisation)
        return person.codes.filter(revoked_at__isnull=True).first() if person else None

    def act_for(self, session: Session, turn: int = 0) -> uuid.UUID:
        """The act of counting this phone's holder at a session: always the same, so that a reload, the back button or
        a retry is one attendance. A later `turn` is for somebody who comes again after staff undid the entry."""
        return uuid.uuid5(self.id, f"session:{session.pk}" + (f":{turn}" if turn else ""))

    def acts_for(self, sessions: Iterable[Session]) -> list[uuid.UUID]:
        """Every act this phone may have made at these sessions."""
        return [self.act_for(session, turn) for session in sessions for turn in range(TURNS)]

    def registration_acts(self, activity_id: int) -> list[uuid.UUID]:
        """The acts of registering this phone's holder for an activity, in the order in which they are used up: a later
        one is for somebody who cancelled and comes back."""
        return [uuid.uuid5(self.id, f"registration:{activity_id}:{turn}") for turn in range(TURNS)]

    def remember(self, code: PersonalCode) -> None:
        """From now on this phone is the holder of this code, in the code's organisation."""
        self.serials[str(code.organisation_id)] = bytes(code.serial).hex()
        self._people.pop(code.organisation_id, None)

    def forget_person(self, organisation: Organisation) -> None:
        """Forget who it belongs to in one organisation; it still knows where it was counted."""
        self.serials.pop(str(organisation.pk), None)
        self._people.pop(organisation.pk, None)

    def note(self, attendance: Attendance) -> None:
        """Remember an entry that another browser of the same person made. Only the last few are kept."""
        self.noted.pop(str(attendance.activity_id), None)
        self.noted[str(attendance.activity_id)] = attendance.pk
        while len(self.noted) > _NOTED_AT_MOST:
            self.noted.pop(next(iter(self.noted)))

    def form_mark(self, activity: Activity) -> str:
        """The phone's number for a hidden field of this activity's form: counts once even where cookies are blocked."""
        return self.mark(str(activity.pk))

    def mark(self, form: str) -> str:
        """The phone's number for a hidden field, good for the form of this name only."""
        return signing.Signer(salt=f"{_FORM_SALT}:{form}").sign(self.id.hex)

    def save_to(self, response: HttpResponse) -> None:
        """Send the cookie along."""
        value = {"i": self.id.hex, "p": self.serials, "n": self.noted}
        response.set_cookie(
            COOKIE,
            signing.dumps(value, salt=_COOKIE_SALT),
            max_age=YEAR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )

    def _find(self, organisation: Organisation) -> Person | None:
        try:
            serial = bytes.fromhex(self.serials.get(str(organisation.pk), ""))
        except ValueError:
            return None
        if not serial:
            return None
        codes = PersonalCode.objects.of(organisation).filter(serial=serial, revoked_at__isnull=True)
        code = codes.select_related("person__merged_into").filter(person__withdrawn_at__isnull=True).first()
        # Who was merged is the person whom their code means now.
        return code.person.standing if code else None


def phone_of(request: HttpRequest) -> Phone:
    """The phone that sent this request; a browser without a good cookie is a new one. The same within one request."""
    known: Phone | None = getattr(request, "_phone", None)
    if known is None:
        known = _read(request.COOKIES.get(COOKIE, "")) or Phone(uuid.uuid4(), is_new=True)
        request._phone = known  # type: ignore[attr-defined]
    return known


def phone_of_form(request: HttpRequest, activity: Activity) -> Phone | None:
    """The phone that filled in this activity's form: by its cookie, otherwise by the form's hidden field.

    None when the hidden field is missing or was changed: nobody made that form here.
    """
    return phone_of_mark(request, str(activity.pk))


def phone_of_mark(request: HttpRequest, form: str) -> Phone | None:
    """The phone that filled in the form of this name, as `phone_of_form`."""
    mark = request.POST.get("phone_mark", "")
    try:
        number = uuid.UUID(signing.Signer(salt=f"{_FORM_SALT}:{form}").unsign(mark))
    except (signing.BadSignature, ValueError):
        return None
    phone = phone_of(request)
    if phone.is_new:
        phone.id = number
    return phone


def forget(response: HttpResponse) -> None:
    """This is not me: forget person and phone. The next page makes a new phone."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _read(cookie: str) -> Phone | None:
    try:
        value: Any = signing.loads(cookie, salt=_COOKIE_SALT, max_age=YEAR)
        return Phone(uuid.UUID(value["i"]), serials=dict(value["p"]), noted=dict(value["n"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
