"""Deciding about scans that nobody could be counted by: count, move to the right activity, dismiss. Once each."""

from __future__ import annotations

from dataclasses import fields, replace

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import record_attendance
from events.actions.groups import GroupLine, count_group
from events.actions.people import hold_person
from events.actions.represented import came_for
from events.actions.staff import count_on_behalf
from events.actions.told import Told, given_of_fact
from events.acts import kept_act
from events.facts import Circumstances, Facts
from events.models import Activity, Attendance, Person, Scan, Session, Source
from events.queries.presence import fact_day, facts_again, session_now
from events.reasons import COUNTED_AS_TOLD, COUNTED_PERSON, COUNTED_WITHOUT_DATA
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


@transaction.atomic
def count_kept_person(scan: Scan, person: Person, *, by: User) -> Scan:
    """Count this person by the scan, at the time it was made. Whoever is counted there already stays counted once.

    A scan that was looked at already is returned as it is. Raises AppError scan_without_activity, person_withdrawn,
    person_of_another_organisation.
    """
    held = _hold(scan)
    if held.looked_at:
        return held
    session = _session(held)
    counted = hold_person(person.standing)
    facts = facts_again(person=counted, on=fact_day(session.activity)) or Facts()
    return _decided(held, COUNTED_PERSON, by, _record(held, session, counted, facts, by))


@transaction.atomic
def count_kept_without_data(scan: Scan, *, by: User) -> Scan:
    """Count one person of whom nothing is known. Looked at already: nothing changes. Raises scan_without_activity."""
    held = _hold(scan)
    if held.looked_at:
        return held
    return _decided(held, COUNTED_WITHOUT_DATA, by, _record(held, _session(held), None, Facts(), by))


def _record(held: Scan, session: Session, person: Person | None, facts: Facts, by: User) -> Attendance:
    """The row that counts somebody by a kept scan, at the time of the scan."""
    recorded = record_attendance(
        session=session,
        person=person,
        act=kept_act(held.scan_id),
        facts=facts,
        observed_at=held.observed_at,
        source=Source.SCAN,
        collected_by=by,
        circumstances=_circumstances(held),
        is_fact=True,
    )
    return recorded.attendance


@transaction.atomic
def count_kept_as_told(scan: Scan, *, by: User, language: str) -> Scan:
    """Count what the phone sent instead of a code: somebody's form, or a group. Looked at already: nothing changes.

    Raises AppError scan_without_activity, scan_tells_nobody, group_unclear and the like.
    """
    held = _hold(scan)
    if held.looked_at:
        return held
    if "group" in held.content:
        row = _count_group(held, by)
    elif "walk_in" in held.content:
        row = _count_walk_in(held, by, language)
    else:
        raise AppError("scan_tells_nobody", 422)
    return _decided(held, COUNTED_AS_TOLD, by, row)


def _count_group(scan: Scan, by: User) -> Attendance:
    group = scan.content["group"]
    rows = count_group(
        session=_session(scan),
        lines=[
            GroupLine(line.get("gender"), line.get("age"), line.get("count") or 0, line.get("band") or "")
            for line in group["lines"]
        ],
        statuses=tuple(group.get("statuses") or ()),
        act=kept_act(scan.scan_id),
        observed_at=scan.observed_at,
        by=by,
        circumstances=replace(_circumstances(scan), point_id=group.get("point"), material_id=group.get("material")),
        source=Source.COUNTER if scan.content.get("source") == "counter" else Source.GROUP,
        is_fact=True,
    )
    return rows[0]


def _count_walk_in(scan: Scan, by: User, language: str) -> Attendance:
    session = _session(scan)
    known = {field.name for field in fields(Told)}
    said = {name: value for name, value in scan.content["walk_in"].items() if name in known and value is not None}
    told = Told(**{**said, "statuses": tuple(said.get("statuses") or ())})
    recorded = count_on_behalf(
        session=session,
        given=given_of_fact(session.activity, told),
        act=kept_act(scan.scan_id),
        by=by,
        language=language,
        observed_at=scan.observed_at,
        circumstances=came_for(_circumstances(scan), session.activity, told.represents),
        is_fact=True,
    )
    return recorded.attendance


@transaction.atomic
def move_kept_scan(scan: Scan, activity: Activity, *, by: User) -> Scan:
    """Say at which activity it was made: it waits for a look there. Looked at already: nothing changes.

    Raises AppError not_found for another organisation's activity.
    """
    held = _hold(scan)
    if held.looked_at or held.activity_id == activity.pk:
        return held
    if activity.organisation_id != held.organisation_id:
        raise AppError("not_found", 404)
    was = held.activity_id
    held.activity, held.session = activity, None
    held.save(update_fields=["activity", "session"])
    record_audit(held.organisation, by, "scan.move", held, was=was, to=activity.pk)
    return held


@transaction.atomic
def dismiss_kept_scan(scan: Scan, *, reason: str, by: User) -> Scan:
    """Count nobody by it, with a reason. Looked at already: nothing changes. Raises AppError reason_missing."""
    if not reason.strip():
        raise AppError("reason_missing", 422)
    held = _hold(scan)
    return held if held.looked_at else _decided(held, reason.strip()[:300], by, None)


def _hold(scan: Scan) -> Scan:
    held = Scan.objects.select_for_update(of=("self",), no_key=True)
    related = "organisation", "activity__organisation", "activity__project", "session"
    return held.select_related(*related).get(pk=scan.pk)


def _session(scan: Scan) -> Session:
    """Where the scan counts: its session, or the one that was on when it was made."""
    if scan.activity is None:
        raise AppError("scan_without_activity", 409)
    session = scan.session if scan.session and scan.session.activity_id == scan.activity_id else None
    session = session or session_now(scan.activity, scan.observed_at)
    session.activity = scan.activity
    return session


def _circumstances(scan: Scan) -> Circumstances:
    return Circumstances(device_id=scan.device_id, door=scan.door, phone_time=scan.phone_time)


def _decided(scan: Scan, decision: str, by: User, row: Attendance | None) -> Scan:
    """What was scanned is not needed any more, and may say who somebody is."""
    scan.looked_at, scan.looked_by, scan.decision, scan.attendance = timezone.now(), by, decision, row
    scan.content = {}
    scan.save(update_fields=["looked_at", "looked_by", "decision", "attendance", "content"])
    record_audit(scan.organisation, by, "scan.decide", scan, decision=decision, entry=str(row.uuid) if row else None)
    return scan
