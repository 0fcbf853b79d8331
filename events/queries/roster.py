"""What a scanner phone knows beforehand: who may come, which codes are dead, who is here."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.models import Activity, Attendance, Person, PersonalCode, Registration, RegistrationState
from events.queries.people import shown_name, standing_people

PEOPLE_AT_MOST = 5_000
_REVOKED_AT_MOST = 20_000
# A change is told again for so long: a write may be seen later than the moment it carries.
_OVERLAP = timedelta(seconds=30)


@dataclass(frozen=True)
class RosterLine:
    """One code of one person, or a person without a code. `name`: the first name and an initial."""

    id: int
    name: str
    code: str
    serial: str | None
    registered: bool


@dataclass(frozen=True)
class Roster:
    """The people of an activity's door, and the serials of codes that count nobody any more."""

    people: list[RosterLine]
    revoked: list[str]


def roster_of(*, activity: Activity) -> Roster:
    """Who registered first, then everybody the organisation knows with a name or a code. Four queries.

    A person is there once; the living codes of those who were merged into them stand beside their own, with their id.
    """
    wishes = Registration.objects.filter(activity=activity).exclude(state=RegistrationState.CANCELLED)
    living = PersonalCode.objects.filter(revoked_at=None)
    known = (
        standing_people(activity.organisation)
        .annotate(registered=Exists(wishes.filter(person=OuterRef("pk"))))
        .filter(~Q(name="") | Q(registered=True) | Exists(living.filter(person=OuterRef("pk"))))
        .order_by("-registered", "-pk")[:PEOPLE_AT_MOST]
    )
    people = {person.pk: person for person in known}
    lines: list[RosterLine] = []
    codes = _codes_by_person(activity, set(people))
    for pk, person in people.items():
        name, registered = shown_name(person, full=False), bool(person.registered)
        for code in codes.get(pk, ()):
            lines.append(RosterLine(pk, name, code.short_code, bytes(code.serial).hex(), registered))
        if pk not in codes:
            lines.append(RosterLine(pk, name, "", None, registered))
    dead = PersonalCode.objects.of(activity.organisation).exclude(revoked_at=None).order_by("-revoked_at")
    serials = dead.values_list("serial", flat=True)[:_REVOKED_AT_MOST]
    return Roster(lines, [bytes(serial).hex() for serial in serials])


def _codes_by_person(activity: Activity, people: set[int]) -> dict[int, list[PersonalCode]]:
    """The living codes of these people by the person each of them means today, own ones first."""
    merged = Person.objects.of(activity.organisation).exclude(merged_into=None)
    means: dict[int, int] = {pk: into for pk, into in merged.values_list("pk", "merged_into") if into}
    codes = PersonalCode.objects.of(activity.organisation).filter(revoked_at=None).order_by("pk")
    found: dict[int, list[PersonalCode]] = {}
    for code in codes:
        standing = code.person_id
        while standing in means:
            standing = means[standing]
        if standing in people:
            found.setdefault(standing, []).append(code)
    for pk, own in found.items():
        own.sort(key=lambda code: code.person_id != pk)
    return found


@dataclass(frozen=True)
class Here:
    """Somebody came to a session, or was taken from its list."""

    participant: int
    session: int
    since: datetime
    door: str
    is_here: bool


def who_is_here(*, activity: Activity, since: datetime | None = None) -> tuple[list[Here], datetime]:
    """Known people at an activity: all who are here, or what changed since a moment. With it, the moment to ask from
    next time. A change may be told twice, never not at all. Three queries at most."""
    now = timezone.now()
    rows = Attendance.objects.filter(activity=activity, person__isnull=False)
    live = rows.live().select_related("session").order_by("pk")
    if since is None:
        return [_here(row) for row in live], now - _OVERLAP
    changed = rows.filter(Q(received_at__gte=since) | Q(voided_at__gte=since))
    touched = set(changed.values_list("person_id", flat=True))
    if not touched:
        return [], now - _OVERLAP
    items = {(row.person_id, row.session_id): _here(row) for row in live.filter(person__in=touched)}
    for row in changed.filter(voided_at__isnull=False).select_related("session").order_by("pk"):
        items.setdefault((row.person_id, row.session_id), _here(row))
    return list(items.values()), now - _OVERLAP


def _here(row: Attendance) -> Here:
    return Here(row.person_id or 0, row.session.number, row.observed_at, row.door, row.voided_at is None)


def cursor_text(moment: datetime) -> str:
    """A moment as an opaque cursor."""
    return base64.urlsafe_b64encode(str(int(moment.timestamp() * 1000)).encode()).decode().rstrip("=")


def moment_of_cursor(text: str) -> datetime | None:
    """The moment in a cursor; None for what is none: then everything is told anew."""
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        return datetime.fromtimestamp(int(plain) / 1000, UTC) if len(plain) < 16 else None
    except (binascii.Error, ValueError, OverflowError, OSError):
        return None
