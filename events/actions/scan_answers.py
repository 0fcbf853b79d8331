"""The answers to scans, and the rows that remember those which made no entry. The same scan gets the same answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from events.actions.counter import dismiss_kept_act, undone_people
from events.models import Activity, Attendance, CounterUndo, Person, Scan, ScanOutcome, Session
from events.queries.counter import is_taken_back
from events.queries.devices import may_count_at
from events.queries.people import PersonShown, person_shown
from events.queries.scans import first_answer
from events.reasons import NOTHING_TO_UNDO, UNDONE_ON_COUNTER
from events.scan_items import Asking, ScanAnswer, ScanSent, When
from rules.errors import AppError


def answer_before(scan_id: uuid.UUID, asking: Asking) -> ScanAnswer | None:
    """What was answered to this scan before; None when it is new. Raises AppError act_of_another_session when the
    UUID stands for something this phone has nothing to do with."""
    found = first_answer(scan_id)
    if found is None:
        return None
    activity = found.activity
    is_ours = found.organisation_id == asking.organisation.pk
    if not is_ours or (asking.device and activity and not may_count_at(asking.device, activity)):
        raise AppError("act_of_another_session", 409)
    if found.rows:
        return checked_in(scan_id, found.rows)
    assert found.scan is not None
    return _of_scan(found.scan)


def checked_in(scan_id: uuid.UUID, rows: tuple[Attendance, ...]) -> ScanAnswer:
    """201: these rows count whom it was about."""
    first = rows[0]
    return ScanAnswer(
        status=201,
        outcome="checked_in",
        scan_id=scan_id,
        activity=first.activity.public_code,
        observed_at=first.observed_at,
        session=first.session.number,
        door=first.door,
        person=_shown(first.person),
        people=len(rows),
    )


def undone_before(sent: ScanSent, asking: Asking) -> ScanAnswer | None:
    """What was answered to this undo before; None when it is new. Raises AppError act_of_another_session."""
    done = CounterUndo.objects.select_related("activity").filter(scan_id=sent.scan_id).first()
    if done is None:
        return None
    is_ours = done.activity.organisation_id == asking.organisation.pk
    if not is_ours or (asking.device and not may_count_at(asking.device, done.activity)):
        raise AppError("act_of_another_session", 409)
    return undone(done, sent.scan_id, done.activity)


def undone(done: CounterUndo, scan_id: uuid.UUID, activity: Activity) -> ScanAnswer:
    """200: what was counted by an act is taken back."""
    return ScanAnswer(
        status=200,
        outcome="undone",
        scan_id=scan_id,
        activity=activity.public_code,
        observed_at=done.observed_at,
        session=None,
        door="",
        # A second undo of the same act found nothing left.
        people=undone_people(done) if done.scan_id == scan_id else 0,
    )


def already(sent: ScanSent, asking: Asking, at: When, row: Attendance) -> ScanAnswer:
    """200: somebody is here already. Remembered, so that a repeat gets the same answer also after an undo."""
    scan = _scan(sent, asking, at, ScanOutcome.ALREADY, activity=row.activity, session=row.session, attendance=row)
    Scan.objects.bulk_create([scan], ignore_conflicts=True)
    return _of_scan(scan)


def keep(sent: ScanSent, asking: Asking, at: When, *, why: str, activity: Activity | None) -> ScanAnswer:
    """202: a fact by which nobody could be counted. The organiser looks at it."""
    # A phone of one activity was at that activity, whatever it calls it.
    activity = activity or (asking.device.link.activity if asking.device else None)
    session = activity.sessions.filter(number=sent.session or 1).first() if activity else None
    quiet = _needs_no_look(sent, asking, activity)
    scan = _scan(
        sent,
        asking,
        at,
        ScanOutcome.KEPT,
        activity=activity,
        session=session,
        why=why[:40],
        content={} if quiet else sent.content(),
        decision=quiet,
        looked_at=timezone.now() if quiet else None,
    )
    Scan.objects.bulk_create([scan], ignore_conflicts=True)
    return answer_before(sent.scan_id, asking) or _of_scan(scan)


def _needs_no_look(sent: ScanSent, asking: Asking, activity: Activity | None) -> str:
    """Why nobody has to look at a kept act: it takes back something, or was taken back. "": somebody has to."""
    if sent.undo:
        dismiss_kept_act(asking.organisation, sent.undo, asking.device)
        return NOTHING_TO_UNDO
    is_undone = activity and is_taken_back(
        act=sent.scan_id,
        activity=activity,
        device_id=asking.device.pk if asking.device else None,
        by=asking.user,
    )
    return UNDONE_ON_COUNTER if is_undone else ""


def _scan(
    sent: ScanSent,
    asking: Asking,
    at: When,
    outcome: ScanOutcome,
    *,
    activity: Activity | None,
    session: Session | None,
    **more: Any,
) -> Scan:
    return Scan(
        organisation=asking.organisation,
        scan_id=sent.scan_id,
        device=asking.device,
        activity=activity,
        session=session,
        outcome=outcome,
        observed_at=at.observed_at,
        phone_time=at.phone_time,
        door=sent.door or (asking.device.door if asking.device else ""),
        **more,
    )


def _of_scan(scan: Scan) -> ScanAnswer:
    row = scan.attendance
    is_kept = scan.outcome == ScanOutcome.KEPT
    session = scan.session or (row.session if row else None)
    return ScanAnswer(
        status=202 if is_kept else 200,
        outcome=scan.outcome,
        scan_id=scan.scan_id,
        activity=scan.activity.public_code if scan.activity else "",
        observed_at=scan.observed_at,
        session=session.number if session else None,
        door=row.door if row and not is_kept else scan.door,
        person=_shown(row.person) if row and not is_kept else None,
        since=None if is_kept else (row.observed_at if row else scan.observed_at),
        code=scan.why,
    )


def _shown(person: Person | None) -> PersonShown | None:
    return person_shown(person, full=False) if person else None
