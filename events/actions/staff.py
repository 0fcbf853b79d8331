"""Counting people at a door: by their code, by name, or with a form that staff fill in."""

from __future__ import annotations

import uuid
from dataclasses import astuple
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import Outcome, Recorded, record_attendance
from events.actions.check_in import Given, OvertakenError, find_or_make_person
from events.actions.people import hold_person, note_consents
from events.actions.represented import came_for
from events.actions.signatures import keep_signature
from events.consent import WITH_STAFF
from events.facts import NOTHING_SPECIAL, Circumstances, Facts
from events.models import Attendance, ConsentKind, Person, Session, Source
from events.queries.presence import fact_day, facts_again
from grants.models import User
from rules.errors import AppError


@transaction.atomic
def check_in_by_staff(*, session: Session, person: Person, form: uuid.UUID, by: User) -> Recorded:
    """Count a person whom staff recognised, with the facts they gave before, aged to this activity.

    `form` is the form's UUID. The act is made of it and the person: a second tap is a replay, the next person typed
    into the same form (back button) is not. Raises AppError activity_cancelled, person_withdrawn, entry_undone.
    """
    held = hold_person(person)
    recorded = record_attendance(
        session=session,
        person=held,
        act=uuid.uuid5(form, f"person:{held.pk}:session:{session.pk}"),
        facts=facts_again(person=held, on=fact_day(session.activity)) or Facts(),
        observed_at=timezone.now(),
        source=Source.STAFF_CODE,
        collected_by=by,
    )
    _refuse_undone(recorded)
    return recorded


@transaction.atomic
def check_in_walk_in(
    *,
    session: Session,
    given: Given | None,
    form: uuid.UUID,
    by: User,
    language: str,
    signature: str = "",
    wording: str = WITH_STAFF,
    represents: str = "",
) -> Recorded:
    """Count somebody without a code; `given` None is someone without data. A number that fits a known person counts
    that person. The act is made of the form's UUID and what it says. `wording`: what they agreed to, where they were
    given the phone and read it themselves. `represents`: the organisation they came for, which is no data of a person.
    Raises AppError activity_cancelled, entry_undone, signature_unreadable.
    """
    circumstances = came_for(NOTHING_SPECIAL, session.activity, represents)
    said = f"{astuple(given) if given else ''}{circumstances.represents_id or ''}"
    recorded = count_on_behalf(
        session=session,
        given=given,
        act=uuid.uuid5(form, f"walk-in:{session.pk}:{said}"),
        by=by,
        language=language,
        wording=wording,
        circumstances=circumstances,
    )
    _refuse_undone(recorded)
    if given and signature and recorded.outcome is Outcome.NEW:
        keep_signature(recorded.attendance, signature)
    return recorded


def count_on_behalf(
    *,
    session: Session,
    given: Given | None,
    act: uuid.UUID,
    by: User | None,
    language: str,
    source: Source = Source.WALK_IN,
    observed_at: datetime | None = None,
    wording: str = WITH_STAFF,
    circumstances: Circumstances = NOTHING_SPECIAL,
    is_fact: bool = False,
) -> Recorded:
    """Count somebody for whom another one speaks: staff with a form, a scanner phone (`by` None), or a program. Once
    per act, however often sent.

    `given` None is someone without data; `is_fact` as in record_attendance. Raises AppError activity_cancelled,
    act_of_another_session, try_again.
    """
    for _attempt in range(2):
        try:
            with transaction.atomic():
                found = None
                if given and not Attendance.objects.filter(uuid=act).exists():
                    found = find_or_make_person(session, given, is_identified=False)
                recorded = record_attendance(
                    session=session,
                    person=found.person if found else None,
                    act=act,
                    facts=given.facts if given else Facts(),
                    observed_at=observed_at or timezone.now(),
                    source=source,
                    collected_by=by,
                    circumstances=circumstances,
                    is_fact=is_fact,
                )
                if recorded.outcome is Outcome.NEW:
                    _note_what_was_told(recorded.attendance, given, language, wording)
                elif found and found.is_new:
                    # The same act came twice at once: the person made for this one must not stay.
                    raise OvertakenError
                return recorded
        except OvertakenError:
            continue
    raise AppError("try_again", 409)


def _note_what_was_told(attendance: Attendance, given: Given | None, language: str, wording: str) -> None:
    answers: dict[str, bool] = {ConsentKind.DATA: given is not None}
    if given:
        answers[ConsentKind.PHOTO] = given.photo
    note_consents(
        attendance,
        answers=answers,
        by_guardian=bool(given and given.by_guardian),
        wording=wording,
        language=language,
    )


def _refuse_undone(recorded: Recorded) -> None:
    """A form sent once more after its entry was undone counts nobody: say so, or staff would believe it did."""
    if recorded.attendance.voided_at:
        raise AppError("entry_undone", 409)
