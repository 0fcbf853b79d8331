"""Registering the holder of a phone ahead of the day. One person has one live registration for an activity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actions.check_in import Found, Given, OvertakenError, person_for
from events.actions.codes import issue_code
from events.actions.people import change_person, hold_person, note_consents
from events.actions.places import hold_activity
from events.consent import OWN_PHONE
from events.facts import Facts
from events.models import Activity, ConsentKind, Person, PersonalCode, Registration, RegistrationState
from events.phones import Phone
from events.queries.presence import made_here, one_tap
from events.queries.registrations import Door, places_of, registering, registrations_of_phone
from rules.categories import pack_statuses
from rules.errors import AppError


@dataclass(frozen=True)
class Registered:
    """What the holder has now, one live registration for each activity that takes them. `code` is set when this phone
    is the person's own and may show it."""

    registrations: list[Registration]
    code: PersonalCode | None


@dataclass(frozen=True)
class Wanted:
    """Who registers, with what they state now."""

    found: Found
    facts: Facts
    photo: bool | None
    by_guardian: bool


def register(*, activities: Sequence[Activity], phone: Phone, given: Given, language: str) -> Registered:
    """Register the holder for these activities of one organisation, with what they gave; a phone number that fits a
    known person registers that person. A place while there are any, otherwise a number in the queue.

    Activities that take nobody are left out; raises AppError registration_closed, activity_cancelled or activity_over
    when that is all of them, registered_too_often, person_withdrawn.
    """

    def who() -> Wanted:
        return Wanted(_find(activities, phone, given), given.facts, given.photo, given.by_guardian)

    return _register(activities, phone, who, language)


def register_again(*, activities: Sequence[Activity], phone: Phone, language: str) -> Registered:
    """Register the person this phone belongs to by one tap, with what they told before.

    Raises AppError phone_forgotten when they must fill in the form, and as `register`.
    """

    def who() -> Wanted:
        person = phone.person(activities[0].organisation)
        known = known_for_all(hold_person(person), activities) if person else None
        if person is None or known is None:
            raise AppError("phone_forgotten", 409)
        return Wanted(Found(person), known.facts, known.photo, known.by_guardian)

    return _register(activities, phone, who, language)


def known_for_all(person: Person, activities: Sequence[Activity]) -> Given | None:
    """What the person told before, as it is true today, if it is enough to register for all of these at once."""
    known = [one_tap(person=person, activity=activity, on=timezone.localdate()) for activity in activities]
    first = known[0] if known else None
    if first is None or None in known:
        return None
    return Given(first.facts, person.name, person.phone, bool(first.photo), first.by_guardian)


def _find(activities: Sequence[Activity], phone: Phone, given: Given) -> Found:
    """Who this is: known by the phone, by what it registered before, by the number, or new."""
    organisation = activities[0].organisation
    before = next(iter(registrations_of_phone(activities=activities, phone=phone).values()), None)
    known = phone.person(organisation) or (made_here(row=before, phone=phone) if before else None)
    if known:
        change_person(known, name=given.name, phone_number=given.phone_number)
        return Found(known)
    if before and not before.person.withdrawn_at and before.state != RegistrationState.CANCELLED:
        return Found(hold_person(before.person), by_number=True)
    return person_for(organisation, given, on=timezone.localdate(), is_identified=True)


def _register(activities: Sequence[Activity], phone: Phone, who: Callable[[], Wanted], language: str) -> Registered:
    for _attempt in range(3):
        already = _already(activities, phone)
        if already:
            return already
        try:
            with transaction.atomic():
                return _write(activities, phone, who(), language)
        except OvertakenError:
            continue
    raise AppError("try_again", 409)


def _already(activities: Sequence[Activity], phone: Phone) -> Registered | None:
    """What is to be answered when nothing is left to register for: the form came twice."""
    mine = registrations_of_phone(activities=activities, phone=phone)
    live = [mine[a.pk] for a in activities if a.pk in mine and mine[a.pk].state != RegistrationState.CANCELLED]
    if not live or len(live) < len(activities):
        return None
    own = phone.person(activities[0].organisation) or made_here(row=live[0], phone=phone)
    return Registered(live, issue_code(own) if own and own.pk == live[0].person_id else None)


def _write(activities: Sequence[Activity], phone: Phone, wanted: Wanted, language: str) -> Registered:
    found, now = wanted.found, timezone.now()
    live: list[Registration] = []
    refusal = Door.CLOSED
    # The person is held before any activity, activities in the order of their ids: always so, against deadlocks.
    for activity in (hold_activity(pk) for pk in sorted({activity.pk for activity in activities})):
        existing = _live(activity, found.person, phone)
        if existing and found.is_new:
            raise OvertakenError
        door = registering(activity, now)
        if existing is None and door is not Door.OPEN:
            refusal = door
            continue
        live.append(existing or _insert(activity, phone, wanted, language, now))
    if not live:
        raise AppError(refusal.value, 409)
    code = None if found.by_number else issue_code(found.person)
    return Registered(live, code)


def _live(activity: Activity, person: Person, phone: Phone) -> Registration | None:
    """The registration that makes another one wrong: of the person, or made by this very phone."""
    live = activity.registrations.exclude(state=RegistrationState.CANCELLED)
    mine = live.filter(act__in=phone.registration_acts(activity.pk)).first()
    return mine or live.filter(person=person).first()


def _insert(activity: Activity, phone: Phone, wanted: Wanted, language: str, now: datetime) -> Registration:
    acts = phone.registration_acts(activity.pk)
    used = set(Registration.objects.filter(act__in=acts).values_list("act", flat=True))
    act = next((act for act in acts if act not in used), None)
    if act is None:
        raise AppError("registered_too_often", 409)
    facts = wanted.facts
    is_full = places_of(activities=[activity])[activity.pk].is_full
    registration = Registration.objects.create(
        act=act,
        activity=activity,
        person=wanted.found.person,
        state=RegistrationState.WAITING if is_full else RegistrationState.PLACE,
        stated_on=timezone.localdate(now),
        gender=facts.gender,
        age=facts.age,
        birth_year=facts.birth_year,
        statuses=pack_statuses(facts.statuses),
    )
    photo: dict[str, bool] = {} if wanted.photo is None else {ConsentKind.PHOTO: wanted.photo}
    note_consents(
        registration,
        answers={ConsentKind.DATA: True, **photo},
        by_guardian=wanted.by_guardian,
        wording=OWN_PHONE,
        language=language,
    )
    return registration
