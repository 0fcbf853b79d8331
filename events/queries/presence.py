"""Was this phone's holder counted, and what do we know about them?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from events.consent import ADULT_FROM
from events.facts import Facts
from events.models import Activity, Attendance, Consent, ConsentKind, FieldSetting, Person, Registration, Session
from events.phones import TURNS, Phone
from grants.models import Organisation
from rules.ages import OLDEST, YOUTH_TO, age_on
from rules.errors import AppError

# How far back the age that a person stated once is followed.
LOOK_BACK = 30


def fact_day(activity: Activity) -> date:
    """The day at which ages are fixed: the activity's first, today where it has none."""
    return activity.starts_on or timezone.localdate()


def session_now(activity: Activity, now: datetime) -> Session:
    """The session that a poster opened now belongs to.

    Of today's: the latest that runs now; between two of them the nearer one, for people still scan on their way out.
    A session without an end runs until the next begins. Without one today: one of the nearest day.
    Raises AppError activity_without_session.
    """
    sessions = list(activity.sessions.all())
    if not sessions:
        raise AppError("activity_without_session", 409)
    local = timezone.localtime(now)
    today = [session for session in sessions if session.held_on == local.date()]
    if today:
        return _session_at(today, local.time())
    dated = [session for session in sessions if session.held_on]
    return min(dated, key=lambda session: abs((session.held_on or date.min) - local.date()), default=sessions[0])


def _session_at(today: list[Session], moment: time) -> Session:
    """Of one day's sessions the one that is on, else the one whose hours are nearest, the later of two equally near."""
    ordered = sorted(today, key=lambda session: (_begins(session), session.number))
    on = [session for session in ordered if _begins(session) <= moment < _ends(session, ordered)]
    if on:
        return on[-1]

    def apart(session: Session) -> int:
        begins, ends = _begins(session), _ends(session, ordered)
        return _minutes(begins) - _minutes(moment) if moment < begins else _minutes(moment) - _minutes(ends)

    return min(reversed(ordered), key=apart)


def _begins(session: Session) -> time:
    return session.starts_at or time.min


def _ends(session: Session, ordered: list[Session]) -> time:
    begins = _begins(session)
    if session.ends_at and session.ends_at > begins:
        return session.ends_at
    return next((later for other in ordered if (later := _begins(other)) > begins), time.max)


def _minutes(moment: time) -> int:
    return 60 * moment.hour + moment.minute


def rows_of_phone(*, activity: Activity, phone: Phone) -> list[Attendance]:
    """The live rows that count this phone's holder at the activity, earliest first; corrected rows give their
    replacement."""
    person = phone.person(activity.organisation)
    mine = Q(uuid__in=phone.acts_for(activity.sessions.all())) | Q(pk=phone.noted.get(str(activity.pk)))
    if person:
        mine |= Q(person=person, voided_at__isnull=True)
    found = Attendance.objects.filter(mine, activity=activity).select_related("replaced_by", "person")
    live = {row.pk: row for row in map(_standing_row, found) if row}
    return sorted(live.values(), key=lambda row: (row.observed_at, row.pk))


def _standing_row(row: Attendance) -> Attendance | None:
    while row.voided_at:
        if not hasattr(row, "replaced_by"):
            return None
        row = row.replaced_by
    return row


def free_act(*, session: Session, phone: Phone) -> uuid.UUID | None:
    """The act for counting this phone's holder now: the first that was not used before. None when too many were.

    Ask before `rows_of_phone`, never after: a request that comes between the two must be seen by one of them.
    """
    acts = [phone.act_for(session, turn) for turn in range(TURNS)]
    used = set(Attendance.objects.filter(uuid__in=acts).values_list("uuid", flat=True))
    return next((act for act in acts if act not in used), None)


@dataclass(frozen=True)
class OneTap:
    """What counting a known person without a form would store."""

    facts: Facts
    photo: bool | None
    by_guardian: bool


def one_tap(*, person: Person, activity: Activity, on: date | None = None) -> OneTap | None:
    """What the person gave before, if it is enough to count them at this activity without asking again, with the age
    they have on its day (or `on`).

    None when they must see the form: no consent that stands, a guardian's word or a required field is missing.
    """
    facts = facts_again(person=person, on=on or fact_day(activity))
    answers = _standing_answers(person)
    data, photo = answers.get(ConsentKind.DATA), answers.get(ConsentKind.PHOTO)
    if facts is None or data is None or not data.given:
        return None
    if is_minor(facts) and not data.by_guardian:
        return None
    required = FieldSetting.REQUIRED
    lacks_phone = activity.ask_phone == required and not person.phone and not is_minor(facts)
    if (activity.ask_name == required and not person.name) or lacks_phone:
        return None
    return OneTap(facts, photo.given if photo else None, is_minor(facts) and data.by_guardian)


def is_minor(facts: Facts) -> bool:
    """Whether the stated age is below 18; without an age, whether they said they are a child."""
    if facts.age is None:
        return "children" in facts.statuses
    return facts.age < ADULT_FROM


def _standing_answers(person: Person) -> dict[str, Consent]:
    """The last answer to each question, given at a visit or when registering."""
    given_by = Q(attendance__person=person) | Q(registration__person=person)
    answers = Consent.objects.filter(given_by, withdrawn_at__isnull=True)
    return {consent.kind: consent for consent in answers.order_by("at", "pk")}


@dataclass(frozen=True)
class Statement:
    """What a person stated: at `at`, true of `day` (a visit's activity's day; the day of registering)."""

    at: datetime
    day: date
    facts: Facts


def facts_again(*, person: Person, on: date) -> Facts | None:
    """What the person stated last, at a visit or when registering, with the age they have on a day; None when they
    never stated anything to us.

    With a birth year the age is that year's difference. Otherwise the full years since the age was stated are added,
    counted from where it was stated, not from copies of it: rounding must not pile up.
    """
    return as_stated(_statements(person), on=on)


def as_stated(stated: Sequence[Statement], *, on: date) -> Facts | None:
    """The same from a person's last statements, latest first."""
    if not stated:
        return None
    last, age = stated[0].facts, _age_again(stated, on)
    return Facts(last.gender, age, last.birth_year, _still_true(last, age))


def _statements(person: Person) -> list[Statement]:
    """The person's last statements, latest first."""
    rows = person.attendances.live().select_related("activity").order_by("-observed_at", "-pk")[:LOOK_BACK]
    ahead = person.registrations.order_by("-joined_at", "-pk")[:LOOK_BACK]
    found = [Statement(row.observed_at, _day_of(row), _facts_of(row)) for row in rows]
    found += [Statement(one.joined_at, one.stated_on, _facts_of(one)) for one in ahead]
    return sorted(found, key=lambda statement: statement.at, reverse=True)


def _facts_of(row: Attendance | Registration) -> Facts:
    # A band that was seen once is true of that day only: it is not carried to the next visit.
    return Facts(row.gender, row.age, row.birth_year, row.status_codes)


def _still_true(last: Facts, age: int | None) -> tuple[str, ...]:
    """The stated statuses without those outgrown since: a child who is 18 now, a youth who is 36."""
    if age is None or last.age is None:
        return last.statuses
    outgrown = {
        status for status, until in (("children", ADULT_FROM - 1), ("youth", YOUTH_TO)) if last.age <= until < age
    }
    return tuple(status for status in last.statuses if status not in outgrown)


def _age_again(stated: Sequence[Statement], on: date) -> int | None:
    last = stated[0].facts
    if last.birth_year:
        return _possible(age_on_or_none(on, last.birth_year))
    if last.age is None:
        return None
    origin = stated[0]
    for older in stated[1:]:
        if older.facts.birth_year or older.facts.age is None:
            break
        if older.facts.age + _full_years(older.day, origin.day) != origin.facts.age:
            break
        origin = older
    return _possible((origin.facts.age or 0) + _full_years(origin.day, on))


def age_on_or_none(day: date, birth_year: int) -> int | None:
    """The age by a birth year; None where it is impossible on that day."""
    try:
        return age_on(day, birth_year=birth_year)
    except ValueError:
        return None


def _possible(age: int | None) -> int | None:
    return age if age is not None and age <= OLDEST else None


def _day_of(row: Attendance) -> date:
    return row.activity.starts_on or timezone.localdate(row.observed_at)


def _full_years(since: date, until: date) -> int:
    years = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return max(0, years)


def match_by_phone(
    *, organisation: Organisation, phone_number: str, name: str, facts: Facts, on: date
) -> Person | None:
    """The organisation's person with this phone number whom nothing contradicts: gender, age within a year, name."""
    candidates = Person.objects.of(organisation).filter(phone=phone_number, withdrawn_at__isnull=True)
    candidates = candidates.select_related("merged_into")
    for person in sorted(candidates, key=lambda person: (not _same_name(person.name, name), person.pk)):
        if not _contradicts(person, name, facts, on):
            return person.standing
    return None


def _contradicts(person: Person, name: str, facts: Facts, on: date) -> bool:
    if person.name and name and not _same_name(person.name, name):
        return True
    known = facts_again(person=person.standing, on=on)
    if known is None:
        return False
    stated = {"male", "female"}
    if {known.gender, facts.gender} == stated:
        return True
    return known.age is not None and facts.age is not None and abs(known.age - facts.age) > 1


def _same_name(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def made_here(*, row: Attendance | Registration, phone: Phone) -> Person | None:
    """The person of a row or a registration, if this very phone made them: the first trace of them ever is an act of
    this phone. Then the phone is theirs even though the answer that told it so was lost on the way."""
    person = row.person
    if person is None or person.withdrawn_at:
        return None
    traces: list[tuple[datetime, bool]] = []
    visit = person.attendances.select_related("session").order_by("pk").first()
    if visit:
        traces.append((visit.received_at, visit.uuid in phone.acts_for([visit.session])))
    wish = person.registrations.order_by("pk").first()
    if wish:
        traces.append((wish.joined_at, wish.act in phone.registration_acts(wish.activity_id)))
    return person if min(traces)[1] else None
