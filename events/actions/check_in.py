"""Counting the holder of a phone who opened a poster's link. One submission is one live attendance."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import Outcome, record_attendance
from events.actions.codes import issue_code
from events.actions.people import change_person, hold_person, note_consents
from events.actions.signatures import keep_signature
from events.consent import OWN_PHONE
from events.facts import Circumstances, Facts
from events.models import Attendance, ConsentKind, Person, PersonalCode, Session, Source
from events.opening import Stage, window_of
from events.phones import Phone
from events.queries.presence import (
    fact_day,
    free_act,
    made_here,
    match_by_phone,
    one_tap,
    rows_of_phone,
)
from grants.models import Organisation
from rules.errors import AppError


@dataclass(frozen=True)
class Given:
    """What a participant gave with their consent. `photo`: the answer to the separate question."""

    facts: Facts
    name: str = ""
    phone_number: str = ""
    photo: bool = False
    by_guardian: bool = False


@dataclass(frozen=True)
class CheckedIn:
    """The row that counts them. `code` is set when this phone is the person's own and may show it."""

    attendance: Attendance
    outcome: Outcome
    code: PersonalCode | None = None


class OvertakenError(Exception):
    """Another request for the same act was first: what this one made is rolled back."""


Make = Callable[[uuid.UUID], CheckedIn]


def check_in_with_data(
    *, session: Session, phone: Phone, given: Given, language: str, signature: str = ""
) -> CheckedIn:
    """Count the holder with what they gave; a phone number that fits a known person counts that person.

    `signature`: strokes (rules/strokes.py), or "" for none. Raises AppError activity_cancelled, poster_not_open,
    poster_closed, undone_too_often, person_withdrawn, signature_unreadable.
    """

    def make(act: uuid.UUID) -> CheckedIn:
        known = phone.person(session.activity.organisation)
        if known:
            change_person(known, name=given.name, phone_number=given.phone_number)
            found = Found(known)
        else:
            found = find_or_make_person(session, given, is_identified=True)
        checked = _record(session, act, found.person, given.facts, is_new_person=found.is_new)
        if checked.outcome is Outcome.NEW:
            note_consents(
                checked.attendance,
                answers={ConsentKind.DATA: True, ConsentKind.PHOTO: given.photo},
                by_guardian=given.by_guardian,
                wording=OWN_PHONE,
                language=language,
            )
            _keep(signature, checked)
        # Anybody can type a number: a person found by it is counted, but this phone is told nothing about them.
        return _with_code(checked, None if found.by_number else found.person)

    return _once(session, phone, make)


def check_in_again(*, session: Session, phone: Phone, language: str, signature: str = "") -> CheckedIn:
    """Count the person this phone belongs to by one tap, with the facts they gave before, aged to this activity.

    Raises AppError phone_forgotten when the phone is nobody's or its person must fill in the form; else as
    `check_in_with_data`.
    """

    def make(act: uuid.UUID) -> CheckedIn:
        person = phone.person(session.activity.organisation)
        known = one_tap(person=hold_person(person), activity=session.activity) if person else None
        if person is None or known is None:
            raise AppError("phone_forgotten", 409)
        checked = _record(session, act, person, known.facts)
        if checked.outcome is Outcome.NEW:
            photo: dict[str, bool] = {} if known.photo is None else {ConsentKind.PHOTO: known.photo}
            note_consents(
                checked.attendance,
                answers={ConsentKind.DATA: True, **photo},
                by_guardian=known.by_guardian,
                wording=OWN_PHONE,
                language=language,
            )
            _keep(signature, checked)
        return _with_code(checked, person)

    return _once(session, phone, make)


def check_in_without_data(*, session: Session, phone: Phone, language: str) -> CheckedIn:
    """Count somebody and keep nothing: no person, no facts; only that consent was refused."""

    def make(act: uuid.UUID) -> CheckedIn:
        checked = _record(session, act, None, Facts())
        if checked.outcome is Outcome.NEW:
            note_consents(checked.attendance, answers={ConsentKind.DATA: False}, wording=OWN_PHONE, language=language)
        return checked

    return _once(session, phone, make, once_per_activity=True)


@dataclass(frozen=True)
class Found:
    """Who is counted: new, or recognised by a phone number alone, or known otherwise."""

    person: Person
    is_new: bool = False
    by_number: bool = False


def find_or_make_person(session: Session, given: Given, *, is_identified: bool) -> Found:
    """The organisation's person whom the phone number and the rest fit, or a new one. Within a transaction."""
    activity = session.activity
    return person_for(activity.organisation, given, on=fact_day(activity), is_identified=is_identified)


def person_for(organisation: Organisation, given: Given, *, on: date, is_identified: bool) -> Found:
    """The same; `on`: the day of which the given facts are true."""
    if given.phone_number:
        # Two browsers with one new number at the same moment: the second waits and finds the first one's person.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        matched = match_by_phone(
            organisation=organisation,
            phone_number=given.phone_number,
            name=given.name,
            facts=given.facts,
            on=on,
        )
        if matched:
            return Found(hold_person(matched), by_number=True)
    new = Person.objects.create(
        organisation=organisation,
        name=given.name,
        phone=given.phone_number,
        is_identified=is_identified or bool(given.phone_number),
    )
    return Found(new, is_new=True)


def _once(session: Session, phone: Phone, make: Make, *, once_per_activity: bool = False) -> CheckedIn:
    """Do it unless this phone's holder is counted already; whoever comes second gets the first one's row."""
    for _attempt in range(3):
        act = free_act(session=session, phone=phone)
        already = _already(session, phone, once_per_activity)
        if already:
            own = phone.person(session.activity.organisation) or made_here(row=already, phone=phone)
            return _with_code(CheckedIn(already, Outcome.ALREADY), own)
        if act is None:
            raise AppError("undone_too_often", 409)
        _refuse_outside_window(session)
        try:
            with transaction.atomic():
                return make(act)
        except OvertakenError:
            continue
    raise AppError("try_again", 409)


def _refuse_outside_window(session: Session) -> None:
    stage = window_of(session.activity, timezone.now()).stage
    if stage is Stage.NOT_YET:
        raise AppError("poster_not_open", 409)
    if stage is Stage.CLOSED:
        raise AppError("poster_closed", 409)


def _keep(signature: str, checked: CheckedIn) -> None:
    if signature:
        keep_signature(checked.attendance, signature)


def _already(session: Session, phone: Phone, once_per_activity: bool) -> Attendance | None:
    """The row that makes another one wrong. Someone without data counts once per activity, and so does everybody who
    was counted with data and now comes without: nobody could tell later that the two rows are one person."""
    for row in rows_of_phone(activity=session.activity, phone=phone):
        if row.session_id == session.pk or row.person_id is None or once_per_activity:
            return row
    return None


def _record(
    session: Session, act: uuid.UUID, person: Person | None, facts: Facts, *, is_new_person: bool = False
) -> CheckedIn:
    now = timezone.now()
    recorded = record_attendance(
        session=session,
        person=person,
        act=act,
        facts=facts,
        observed_at=now,
        source=Source.POSTER,
        circumstances=Circumstances(is_late=window_of(session.activity, now).stage is Stage.LATE),
    )
    if is_new_person and recorded.outcome is not Outcome.NEW:
        raise OvertakenError
    return CheckedIn(recorded.attendance, recorded.outcome)


def own_code(*, row: Attendance, phone: Phone) -> PersonalCode | None:
    """The code that this phone may show for a row: its person's own, when the phone is that person's."""
    own = phone.person(row.activity.organisation) or made_here(row=row, phone=phone)
    return _with_code(CheckedIn(row, Outcome.ALREADY), own).code


def _with_code(checked: CheckedIn, own: Person | None) -> CheckedIn:
    if own is None or checked.attendance.person_id != own.pk:
        return checked
    return CheckedIn(checked.attendance, checked.outcome, issue_code(own))
