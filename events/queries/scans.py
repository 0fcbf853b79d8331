"""Scans: what became of one, and everything that counting somebody by their code needs, in one statement."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.utils import timezone

from events.facts import Facts
from events.models import Activity, Attendance, Scan, Session
from events.queries.presence import LOOK_BACK, Statement, as_stated
from grants.prepared import prepared_cursor, read_day, read_moment
from rules.categories import unpack_statuses


class By(StrEnum):
    """What names a person at a door."""

    TOKEN = "token"  # noqa: S105  (no password)
    SHORT_CODE = "short_code"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class AtTheDoor:
    """A known person at a session. `public_key`: the one a token must be signed by; `short_code`: "" without one.

    `stated`: what the ledger says of earlier visits, the latest first; who has ever registered may have stated more.
    """

    activity_id: int
    project_id: int
    is_open: bool
    session_id: int
    person_id: int
    name: str
    short_code: str
    public_key: bytes
    precedence: tuple[str, ...]
    day: date
    has_registered: bool
    stated: tuple[Statement, ...]

    @property
    def facts(self) -> Facts:
        """What they stated before, aged to this activity."""
        return as_stated(self.stated, on=self.day) or Facts()


# One row per earlier visit of the person, the latest first; the columns before `gender` are the same in all of them.
_SELECT = """
    SELECT activity.id, activity.project_id, activity.closed_at IS NULL AND activity.cancelled_at IS NULL,
           session.id, person.id, person.name, code.short_code, {key}, project.category_precedence,
           activity.starts_on, EXISTS (SELECT 1 FROM events_registration wish WHERE wish.person_id = person.id),
           visit.gender, visit.age, visit.birth_year, visit.statuses, visit.observed_at, visited.starts_on
    FROM {named}
    JOIN events_activity activity ON activity.organisation_id = person.organisation_id AND activity.public_code = %s
    JOIN events_session session ON session.activity_id = activity.id AND session.number = %s
    JOIN grants_project project ON project.id = activity.project_id
    LEFT JOIN events_attendance visit ON visit.person_id = person.id AND visit.voided_at IS NULL
    LEFT JOIN events_activity visited ON visited.id = visit.activity_id
    WHERE person.organisation_id = %s AND {condition} AND person.withdrawn_at IS NULL AND person.merged_into_id IS NULL
    ORDER BY visit.observed_at DESC, visit.id DESC LIMIT {rows}
"""
_CODE = "events_personalcode code JOIN events_person person ON person.id = code.person_id"
_KEY = "JOIN events_signingkey signed ON signed.organisation_id = code.organisation_id AND signed.number = %s"
_STATEMENTS = {
    By.TOKEN: ("signed.public_key", f"{_CODE} {_KEY}", "code.serial = %s AND code.revoked_at IS NULL"),
    By.SHORT_CODE: (
        "NULL",
        _CODE,
        "code.organisation_id = person.organisation_id AND code.short_code = %s AND code.revoked_at IS NULL",
    ),
    By.PARTICIPANT: (
        "NULL",
        "events_person person LEFT JOIN events_personalcode code ON code.person_id = person.id"
        " AND code.revoked_at IS NULL",
        "person.id = %s",
    ),
}
_SQL = {
    by: _SELECT.format(key=key, named=named, condition=condition, rows=LOOK_BACK)
    for by, (key, named, condition) in _STATEMENTS.items()
}


def at_the_door(
    by: By, value: bytes | str | int, *, organisation_id: int, public_code: str, session: int, key_number: int = 0
) -> AtTheDoor | None:
    """Whom the serial of a token, a short code or an id names, at a session. One statement.

    None for whatever is not the plain case: a code that is revoked, foreign or unknown, a person who was merged or
    withdrawn, no such session. Whether a token is genuine is for the caller to say, by `public_key`.
    """
    key = [key_number] if by is By.TOKEN else []
    with prepared_cursor() as cursor:
        cursor.execute(_SQL[by], [*key, public_code, session, organisation_id, value])
        rows = cursor.fetchall()
    if not rows:
        return None
    first = rows[0]
    return AtTheDoor(
        activity_id=first[0],
        project_id=first[1],
        is_open=bool(first[2]),
        session_id=first[3],
        person_id=first[4],
        name=first[5],
        short_code=first[6] or "",
        public_key=bytes(first[7] or b""),
        precedence=_precedence(first[8]),
        day=read_day(first[9]) or timezone.localdate(),
        has_registered=bool(first[10]),
        stated=tuple(_statement(*row[11:]) for row in rows if row[11] is not None),
    )


def _statement(
    gender: str, age: int | None, birth_year: int | None, statuses: str, observed_at: Any, starts_on: Any
) -> Statement:
    at = read_moment(observed_at)
    facts = Facts(gender, age, birth_year, unpack_statuses(statuses))
    return Statement(at, read_day(starts_on) or timezone.localdate(at), facts)


@lru_cache(maxsize=256)
def _precedence(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@dataclass(frozen=True)
class FirstAnswer:
    """What a scan_id stands for already: rows of the ledger it made, or a scan that made none."""

    rows: tuple[Attendance, ...] = ()
    scan: Scan | None = None

    @property
    def activity(self) -> Activity | None:
        """Where."""
        if self.rows:
            return self.rows[0].activity
        return self.scan.activity if self.scan else None

    @property
    def organisation_id(self) -> int:
        """Whose."""
        if self.scan:
            return self.scan.organisation_id
        return self.rows[0].activity.organisation_id


def first_answer(scan_id: uuid.UUID) -> FirstAnswer | None:
    """What was answered to this scan_id before; None when it is new."""
    rows = Attendance.objects.select_related("activity", "session", "person")
    row = rows.filter(uuid=scan_id).first()
    if row:
        return FirstAnswer(rows=(row,))
    related = "activity", "session", "attendance__session", "attendance__person"
    scan = Scan.objects.select_related(*related).filter(scan_id=scan_id).first()
    if scan:
        return FirstAnswer(scan=scan)
    group = rows.filter(group=scan_id).order_by("pk")
    # Corrected rows keep the mark of their group; the first answer is about the first ones.
    firsts = tuple(row for row in group if not row.replaces_id)
    return FirstAnswer(rows=firsts) if firsts else None


def activity_named(organisation_id: int, name: str) -> Activity | None:
    """The organisation's activity with this public code or ref."""
    activities = Activity.objects.filter(organisation_id=organisation_id)
    related = activities.select_related("organisation", "project", "kind")
    return related.filter(public_code=name).first() or related.filter(ref=name).first()


def session_numbered(activity: Activity, number: int) -> Session | None:
    """One of its sessions, with the activity as it was read."""
    session = activity.sessions.filter(number=number).first()
    if session:
        session.activity = activity
    return session
