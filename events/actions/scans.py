"""Taking a scan from a phone or a member: counted, already here, or kept. Every act is answered once and for all.

Most scans are plain: a genuine code, an open session, somebody who is not counted there yet. They cost one statement to
read and one to write (`_plainly`). Whatever else a scan may be is found out step by step, in a transaction (`_slowly`).
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import Outcome, Recorded, record_attendance
from events.actions.counter import undo_on_counter
from events.actions.groups import count_group
from events.actions.people import hold_person
from events.actions.represented import came_for
from events.actions.scan_answers import already, answer_before, checked_in, keep, undone, undone_before
from events.actions.scan_row import insert_counted
from events.actions.signatures import keep_signature, read_signature
from events.actions.staff import count_on_behalf
from events.actions.told import InvalidInputError, given_of, given_of_fact
from events.codes import Token, read_short_code, read_token, token_in
from events.facts import Circumstances, Facts
from events.models import Activity, Attendance, Person, PersonalCode, Scan, ScanOutcome, Session, Source
from events.queries.codes import Standing, identify, identify_token
from events.queries.devices import may_count_at
from events.queries.people import PersonShown, shown_name
from events.queries.presence import fact_day, facts_again, session_now
from events.queries.scans import AtTheDoor, By, activity_named, at_the_door, session_numbered
from events.scan_items import Asking, ScanAnswer, ScanSent, When, when
from rules.errors import AppError

_STATUS = {
    Standing.DAMAGED: 422,
    Standing.UNKNOWN: 404,
    Standing.FOREIGN: 404,
    Standing.REVOKED: 410,
}
_WITHDRAWN = uuid.UUID("6f1c1f3e-5b0a-4c57-9d0e-5a7a3d2b9c11")


def take_scan(sent: ScanSent, *, asking: Asking) -> ScanAnswer:
    """Take one scan. The same scan_id again gives the first answer again, whatever came in between.

    An offline scan is a fact: it counts also at a closed or cancelled activity, by a code that was revoked since, and
    where nobody can be counted by it, it is kept. Only an online one is refused, and then nothing is stored: AppError
    code_damaged, code_unknown, code_of_another_organisation, code_revoked, person_withdrawn, activity_cancelled,
    activity_closed, not_found, signature_unreadable, act_of_another_session, group_…,
    point_unknown, material_unknown, InvalidInputError.
    """
    at = when(sent, timezone.now())
    return _plainly(sent, asking, at) or _slowly(sent, asking, at)


def _plainly(sent: ScanSent, asking: Asking, at: When) -> ScanAnswer | None:
    """The answer for somebody new in two statements; None when anything at all is unusual."""
    found = None if sent.signature else _found_at_once(sent, asking)
    if found is None or not (found.is_open or sent.offline) or not _is_plainly_allowed(found, asking):
        return None
    person = Person(pk=found.person_id, name=found.name)
    facts = (facts_again(person=person, on=found.day) or Facts()) if found.has_registered else found.facts
    row = Attendance(
        uuid=sent.scan_id,
        activity_id=found.activity_id,
        session_id=found.session_id,
        person_id=found.person_id,
        observed_at=at.observed_at,
        source=_source(sent),
        collected_by_id=asking.user.pk if asking.user else None,
        **facts.columns(found.precedence),
        **_circumstances(sent, asking, at).columns(),
    )
    if not insert_counted(row):
        return None
    code = PersonalCode(short_code=found.short_code).display
    return ScanAnswer(
        status=201,
        outcome="checked_in",
        scan_id=sent.scan_id,
        activity=sent.activity,
        observed_at=row.observed_at,
        session=sent.session,
        door=row.door,
        person=PersonShown(found.person_id, shown_name(person, full=False), code),
    )


def _found_at_once(sent: ScanSent, asking: Asking) -> AtTheDoor | None:
    by: By
    value: bytes | str | int | None = None
    token: Token | None = None
    if sent.token is not None:
        token = read_token(token_in(sent.token) or "")
        by, value = By.TOKEN, token.serial if token else None
    elif sent.short_code is not None:
        by, value = By.SHORT_CODE, read_short_code(sent.short_code)
    else:
        by, value = By.PARTICIPANT, sent.participant
    if value is None or sent.session is None:
        return None
    found = at_the_door(
        by,
        value,
        organisation_id=asking.organisation.pk,
        public_code=sent.activity,
        session=sent.session,
        key_number=token.key_number if token else 0,
    )
    if token and found and not token.is_signed_by(found.public_key):
        return None
    return found


def _is_plainly_allowed(found: AtTheDoor, asking: Asking) -> bool:
    if asking.device is None:
        return True
    link = asking.device.link
    return found.activity_id == link.activity_id or found.project_id == link.project_id


def _slowly(sent: ScanSent, asking: Asking, at: When) -> ScanAnswer:
    """Two phones may do the same at once; each try sees what the other has done."""
    for _attempt in range(3):
        before = answer_before(sent.scan_id, asking) or (undone_before(sent, asking) if sent.undo else None)
        if before:
            return before
        try:
            with transaction.atomic():
                return _count(sent, asking, at)
        except AppError as refusal:
            if refusal.code == "try_again":
                continue
            if not sent.offline:
                raise
            return keep(sent, asking, at, why=refusal.code, activity=_activity_or_none(sent, asking))
    # Not a refusal: the phone keeps the scan and sends it again.
    raise AppError("try_again", 503)


def _count(sent: ScanSent, asking: Asking, at: When) -> ScanAnswer:
    activity = _activity_or_none(sent, asking)
    if activity is None:
        raise AppError("not_found", 404)
    if not sent.offline and activity.cancelled_at:
        raise AppError("activity_cancelled", 409)
    if not sent.offline and activity.closed_at:
        raise AppError("activity_closed", 409)
    if sent.undo:
        return _undo(sent, asking, at, activity)
    session = _session(sent, activity, at)
    if sent.group is not None:
        return _count_group(sent, asking, at, session)
    signature = _signature(sent)
    recorded = _record_walk_in(sent, asking, at, session) if sent.walk_in else _record(sent, asking, at, session)
    row = recorded.attendance
    if recorded.outcome is Outcome.REPLAYED:
        # The same act came twice at once and the other one was first: answer as it did.
        raise AppError("try_again", 409)
    if signature and row.person_id:
        keep_signature(row, signature, signed_at=at.observed_at)
    if recorded.outcome is Outcome.ALREADY:
        return already(sent, asking, at, row)
    return checked_in(sent.scan_id, (row,))


def _activity_or_none(sent: ScanSent, asking: Asking) -> Activity | None:
    activity = activity_named(asking.organisation.pk, sent.activity)
    if activity and asking.device and not may_count_at(asking.device, activity):
        return None
    return activity


def _session(sent: ScanSent, activity: Activity, at: When) -> Session:
    if sent.session is not None:
        session = session_numbered(activity, sent.session)
        if session:
            return session
        if not sent.offline:
            raise InvalidInputError({"session": ["this activity has no such session"]})
    return session_now(activity, at.observed_at)


def _signature(sent: ScanSent) -> str:
    """The strokes, if they can be read. One who has gone cannot sign again: then it is left out."""
    try:
        return read_signature(sent.signature) if sent.signature else ""
    except AppError:
        if sent.offline:
            return ""
        raise


def _undo(sent: ScanSent, asking: Asking, at: When, activity: Activity) -> ScanAnswer:
    assert sent.undo is not None
    done = undo_on_counter(
        activity=activity,
        act=sent.undo,
        undo=sent.scan_id,
        observed_at=at.observed_at,
        device=asking.device,
        by=asking.user,
    )
    return undone(done, sent.scan_id, activity)


def _count_group(sent: ScanSent, asking: Asking, at: When, session: Session) -> ScanAnswer:
    assert sent.group is not None
    rows = count_group(
        session=session,
        lines=sent.group.lines,
        statuses=sent.group.statuses,
        act=sent.scan_id,
        observed_at=at.observed_at,
        by=asking.user,
        circumstances=replace(
            _circumstances(sent, asking, at), point_id=sent.group.point, material_id=sent.group.material
        ),
        source=Source.COUNTER if sent.source == "counter" else Source.GROUP,
        is_fact=sent.offline,
    )
    return checked_in(sent.scan_id, tuple(rows))


def _record_walk_in(sent: ScanSent, asking: Asking, at: When, session: Session) -> Recorded:
    assert sent.walk_in is not None
    given = (given_of_fact if sent.offline else given_of)(session.activity, sent.walk_in)
    return count_on_behalf(
        session=session,
        given=given,
        act=sent.scan_id,
        by=asking.user,
        language=asking.language,
        observed_at=at.observed_at,
        circumstances=came_for(_circumstances(sent, asking, at), session.activity, sent.walk_in.represents),
        is_fact=sent.offline,
    )


def _record(sent: ScanSent, asking: Asking, at: When, session: Session) -> Recorded:
    person = _person(sent, asking)
    if not person.withdrawn_at:
        held = hold_person(person)
        facts = facts_again(person=held, on=fact_day(session.activity)) or Facts()
        return _write(sent, asking, at, session, held, facts)
    if not sent.offline:
        raise AppError("person_withdrawn", 409)
    return _record_withdrawn(sent, asking, at, session, person)


def _person(sent: ScanSent, asking: Asking) -> Person:
    """Who was scanned or found. Offline, a revoked code still says who came."""
    if sent.participant is not None:
        people = Person.objects.of(asking.organisation).select_related("merged_into")
        person = people.filter(pk=sent.participant).first()
        if person is None:
            raise AppError("not_found", 404)
        return person.standing
    if sent.token is not None:
        answer = identify_token(token_in(sent.token) or "", organisation=asking.organisation)
    else:
        answer = identify(sent.short_code or "", organisation=asking.organisation)
    if answer.code is None:
        raise AppError(answer.standing.value, _STATUS[answer.standing])
    person = answer.code.person.standing
    if answer.standing is Standing.REVOKED and not sent.offline and not person.withdrawn_at:
        raise AppError("code_revoked", 410)
    return person


def _record_withdrawn(sent: ScanSent, asking: Asking, at: When, session: Session, person: Person) -> Recorded:
    """Somebody who was scanned and has asked since that their data be deleted: one row of nobody. A second phone's scan
    of them finds it by a mark that is made of two numbers and names nobody."""
    Person.objects.select_for_update().get(pk=person.pk)
    mark = uuid.uuid5(_WITHDRAWN, f"{person.pk}:{session.pk}")
    marked = Scan.objects.select_related("attendance").filter(scan_id=mark).first()
    if marked and marked.attendance and not marked.attendance.voided_at:
        return Recorded(marked.attendance, Outcome.ALREADY)
    recorded = _write(sent, asking, at, session, None, Facts())
    known = {"organisation": asking.organisation, "activity": session.activity, "session": session}
    told = {"outcome": ScanOutcome.ALREADY, "attendance": recorded.attendance, "observed_at": at.observed_at}
    Scan.objects.update_or_create(scan_id=mark, defaults=known | told)
    return recorded


def _write(sent: ScanSent, asking: Asking, at: When, session: Session, person: Person | None, facts: Facts) -> Recorded:
    return record_attendance(
        session=session,
        person=person,
        act=sent.scan_id,
        facts=facts,
        observed_at=at.observed_at,
        source=_source(sent),
        collected_by=asking.user,
        circumstances=_circumstances(sent, asking, at),
        is_fact=sent.offline,
    )


def _source(sent: ScanSent) -> Source:
    return Source.NAME if sent.participant is not None or sent.source == "name" else Source.SCAN


def _circumstances(sent: ScanSent, asking: Asking, at: When) -> Circumstances:
    device = asking.device
    door = sent.door or (device.door if device else "")
    return Circumstances(device_id=device.pk if device else None, door=door, phone_time=at.phone_time)
