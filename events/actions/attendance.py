"""Writing the attendance ledger: record, void, correct. Nothing else changes a row."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actions.register_rows import carry_consultation
from events.actions.signatures import carry_signature
from events.facts import NOTHING_SPECIAL, Circumstances, Facts
from events.models import Attendance, Person, Session, Source
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


class Outcome(StrEnum):
    """What became of an attempt to count someone."""

    NEW = "new"
    ALREADY = "already"
    REPLAYED = "replayed"


@dataclass(frozen=True)
class Recorded:
    """The live row that counts the person, and whether this attempt made it."""

    attendance: Attendance
    outcome: Outcome


def record_attendance(
    *,
    session: Session,
    person: Person | None,
    act: uuid.UUID,
    facts: Facts,
    observed_at: datetime,
    source: Source,
    collected_by: User | None = None,
    circumstances: Circumstances = NOTHING_SPECIAL,
    is_fact: bool = False,
) -> Recorded:
    """Count a person at a session, once.

    `act` is the client's UUID of the human act: sending it again returns the first row (REPLAYED); another act for a
    person who is already counted there returns the live row (ALREADY). `person` None is someone without any data.
    `is_fact`: it has happened and is only told now (an offline scan, a paper list), so a cancellation stops nothing.
    Raises AppError act_of_another_session when the UUID was used elsewhere, activity_cancelled.
    """
    activity = session.activity
    if activity.cancelled_at and not is_fact:
        raise AppError("activity_cancelled", 409)
    replayed = Attendance.objects.filter(uuid=act).first()
    if replayed:
        return _replay(replayed, session)
    if person and person.organisation_id != activity.organisation_id:
        raise AppError("person_of_another_organisation", 404)
    row = Attendance(
        uuid=act,
        activity=activity,
        session=session,
        person=person,
        observed_at=observed_at,
        source=source,
        collected_by=collected_by,
        **facts.columns(activity.project.category_precedence),
        **circumstances.columns(),
    )
    # Three tries: each conflict below has exactly one cause, and a second try sees it.
    for _attempt in range(3):
        try:
            with transaction.atomic():
                row.is_counted = stands_for_person(row)
                row.save(force_insert=True)
                return Recorded(row, Outcome.NEW)
        except IntegrityError:
            row.pk = None
            existing = Attendance.objects.filter(uuid=act).first()
            if existing:
                return _replay(existing, session)
            live = session.attendances.live().filter(person=person).first() if person else None
            if live:
                return Recorded(live, Outcome.ALREADY)
    raise AppError("try_again", 409)


def _replay(row: Attendance, session: Session) -> Recorded:
    if row.session_id != session.pk:
        raise AppError("act_of_another_session", 409)
    while row.voided_at and hasattr(row, "replaced_by"):
        row = row.replaced_by
    return Recorded(row, Outcome.REPLAYED)


def stands_for_person(row: Attendance) -> bool:
    """Whether this row is to count the person at the activity: no other live row does so yet. In a transaction only."""
    if row.person_id is None:
        return True
    others = Attendance.objects.counted().filter(activity_id=row.activity_id, person_id=row.person_id)
    if not others.exists():
        return True
    # Another session's row counts them now. Hold the person while deciding: an undo of that row waits for us,
    # or we for it, so that never both step back.
    _hold(row.person_id)
    return not others.exists()


def _hold(person_id: int) -> None:
    Person.objects.select_for_update().filter(pk=person_id).first()


@transaction.atomic
def void_attendance(attendance: Attendance, *, reason: str, by: User | None) -> Attendance:
    """Undo a row, with a reason. Another live row of the person at the activity takes its place in the count.

    Voiding a voided row changes nothing. Raises AppError reason_missing.
    """
    row = _lock(attendance, reason)
    if row.voided_at:
        return row
    was_counted = row.is_counted
    _void(row, reason=reason, by=by)
    if was_counted and row.person_id:
        _promote(row)
    record_audit(row.activity.organisation, by, "attendance.void", row, reason=reason)
    return row


@dataclass(frozen=True)
class When:
    """When an entry really came about, where a correction changes that as well."""

    observed_at: datetime
    session_id: int


@transaction.atomic
def correct_attendance(
    attendance: Attendance,
    *,
    facts: Facts,
    reason: str,
    by: User | None,
    act: uuid.UUID | None = None,
    circumstances: Circumstances | None = None,
    when: When | None = None,
) -> Attendance:
    """Replace a live row by one with other facts; the old row stays, voided, and is linked from the new one.
    `circumstances`, `when` None: as they were.

    Raises AppError already_voided when somebody else undid or corrected it meanwhile, reason_missing.
    """
    old = _lock(attendance, reason)
    if old.voided_at:
        raise AppError("already_voided", 409)
    was_counted = old.is_counted
    _void(old, reason=reason, by=by)
    return _replacement(
        old,
        old.person,
        facts=facts,
        is_counted=was_counted,
        reason=reason,
        by=by,
        act=act,
        circumstances=circumstances,
        when=when,
    )


@transaction.atomic
def correct_person(
    attendance: Attendance,
    *,
    person: Person | None,
    facts: Facts,
    reason: str,
    by: User | None,
    act: uuid.UUID | None = None,
) -> Attendance:
    """Replace a live row by one of another person: the wrong one was chosen. The rest is as in correct_attendance.

    Raises AppError already_voided, reason_missing, already_counted when that person has a live row there already.
    """
    old = _lock(attendance, reason)
    if old.voided_at:
        raise AppError("already_voided", 409)
    if person and Attendance.objects.live().filter(session_id=old.session_id, person=person).exists():
        raise AppError("already_counted", 409)
    was_counted = old.is_counted
    _void(old, reason=reason, by=by)
    if was_counted and old.person_id:
        _promote(old)
    counts = person is None or not Attendance.objects.counted().filter(activity=old.activity, person=person).exists()
    return _replacement(old, person, facts=facts, is_counted=counts, reason=reason, by=by, act=act)


def _replacement(
    old: Attendance,
    person: Person | None,
    *,
    facts: Facts,
    is_counted: bool,
    reason: str,
    by: User | None,
    act: uuid.UUID | None,
    circumstances: Circumstances | None = None,
    when: When | None = None,
) -> Attendance:
    moment = when or When(old.observed_at, old.session_id)
    new = Attendance.objects.create(
        uuid=act or uuid.uuid4(),
        activity=old.activity,
        session_id=moment.session_id,
        person=person,
        observed_at=moment.observed_at,
        source=old.source,
        collected_by=by,
        replaces=old,
        is_counted=is_counted,
        **facts.columns(old.activity.project.category_precedence),
        **(circumstances or circumstances_of(old)).columns(),
    )
    carry_signature(old, new)
    carry_consultation(old, new)
    record_audit(old.activity.organisation, by, "attendance.correct", new, reason=reason)
    return new


def circumstances_of(row: Attendance) -> Circumstances:
    """How a row came in: what its replacement goes on saying."""
    return Circumstances(
        device_id=row.device_id,
        door=row.door,
        phone_time=row.phone_time,
        is_late=row.is_late,
        group=row.group,
        sheet_id=row.sheet_id,
        sheet_row=row.sheet_row,
        point_id=row.point_id,
        material_id=row.material_id,
        represents_id=row.represents_id,
    )


def _lock(attendance: Attendance, reason: str) -> Attendance:
    """The row as it is now, held until the transaction ends; its person first, always in this order."""
    if not reason.strip():
        raise AppError("reason_missing", 422)
    if attendance.person_id:
        _hold(attendance.person_id)
    rows = Attendance.objects.select_for_update(of=("self",)).select_related(
        "activity__organisation", "activity__project"
    )
    return rows.get(pk=attendance.pk)


def _void(row: Attendance, *, reason: str, by: User | None) -> None:
    row.voided_at, row.voided_by, row.void_reason, row.is_counted = (
        timezone.now(),
        by,
        reason.strip()[:300],
        False,
    )
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "is_counted"])


def _promote(voided: Attendance) -> None:
    """Let the person's earliest other live row at the activity count them."""
    heir = (
        Attendance.objects.live()
        .filter(activity=voided.activity, person=voided.person)
        .order_by("session__number", "pk")
        .first()
    )
    if heir:
        heir.is_counted = True
        heir.save(update_fields=["is_counted"])
