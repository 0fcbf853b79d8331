"""Counting somebody on behalf of a program: the rules of the door, the client's own UUID."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.attendance import Outcome, Recorded, record_attendance
from events.actions.check_in import Found, Given, find_or_make_person
from events.actions.people import note_consents
from events.consent import ADULT_FROM, WITH_STAFF
from events.facts import Facts
from events.models import Activity, Attendance, ConsentKind, FieldSetting, Session, Source
from events.participant_pages import page_language
from events.phone_numbers import normalise_phone
from events.queries.presence import age_on_or_none, fact_day, session_now
from grants.models import User
from outreach.api.errors import InvalidFields
from outreach.api.schemas import AttendanceIn
from rules.ages import OLDEST
from rules.codes import CATEGORIES, NOT_STATED
from rules.errors import AppError


class SentTwiceError(Exception):
    """Another request with this UUID was first: what this one made is rolled back."""


def count_person(activity: Activity, sent: AttendanceIn, *, by: User) -> Recorded:
    """Count somebody at an activity, once per UUID. Raises InvalidFields, AppError activity_cancelled,
    act_of_another_session."""
    given = _given(activity, sent) if sent.consent else None
    if given is None:
        _refuse_data(sent)
    session = _session(activity, sent)
    for _attempt in range(2):
        try:
            with transaction.atomic():
                return _record(session, sent, given, by)
        except SentTwiceError:
            continue
    raise AppError("try_again", 409)


def _record(session: Session, sent: AttendanceIn, given: Given | None, by: User) -> Recorded:
    found: Found | None = None
    if given and not Attendance.objects.filter(uuid=sent.uuid).exists():
        found = find_or_make_person(session, given, is_identified=False)
    recorded = record_attendance(
        session=session,
        person=found.person if found else None,
        act=sent.uuid,
        facts=given.facts if given else Facts(),
        observed_at=sent.observed_at or timezone.now(),
        source=Source.API,
        collected_by=by,
    )
    if recorded.outcome is Outcome.NEW:
        answers: dict[str, bool] = {ConsentKind.DATA: given is not None}
        if given:
            answers[ConsentKind.PHOTO] = given.photo
        note_consents(
            recorded.attendance,
            answers=answers,
            by_guardian=bool(given and given.by_guardian),
            wording=WITH_STAFF,
            language=page_language(),
        )
    elif found and found.is_new:
        # The same UUID came twice at once: the person made for this one must not stay.
        raise SentTwiceError
    return recorded


def _session(activity: Activity, sent: AttendanceIn) -> Session:
    if sent.session is None:
        # Sending it again on another day must mean the session of the first time.
        replayed = Attendance.objects.filter(uuid=sent.uuid, activity=activity).select_related("session").first()
        return replayed.session if replayed else session_now(activity, sent.observed_at or timezone.now())
    session = activity.sessions.filter(number=sent.session).first()
    if session is None:
        raise InvalidFields({"session": [_("This activity has no such session.")]})
    return session


def _refuse_data(sent: AttendanceIn) -> None:
    """Without consent nothing about the person may come in."""
    about_them = ("gender", "age", "birth_year", "statuses", "name", "phone", "photo_consent")
    words = [_("Without consent nothing about the person is taken: leave this out.")]
    if fields := {name: words for name in about_them if getattr(sent, name)}:
        raise InvalidFields(fields)


def _given(activity: Activity, sent: AttendanceIn) -> Given:
    fields: dict[str, list[str]] = {}
    age = _age(activity, sent, fields)
    number = normalise_phone(sent.phone) if sent.phone.strip() else ""
    if number is None:
        fields["phone"] = [_("This is not a phone number.")]
    if unknown := set(sent.statuses) - set(CATEGORIES):
        fields["statuses"] = [_("Unknown: %(codes)s.") % {"codes": ", ".join(sorted(unknown))}]
    for name, setting in (("name", activity.ask_name), ("phone", activity.ask_phone)):
        _check_setting(name, getattr(sent, name).strip(), setting, fields)
    is_minor = age is not None and age < ADULT_FROM
    if is_minor and not sent.guardian_consent:
        fields["guardian_consent"] = [_("Under 18 a parent or legal representative must agree.")]
    if fields:
        raise InvalidFields(fields)
    facts = Facts(sent.gender or NOT_STATED, age, sent.birth_year, tuple(dict.fromkeys(sent.statuses)))
    return Given(facts, " ".join(sent.name.split()), number or "", sent.photo_consent, is_minor)


def _age(activity: Activity, sent: AttendanceIn, fields: dict[str, list[str]]) -> int | None:
    if sent.birth_year is not None:
        age = age_on_or_none(fact_day(activity), sent.birth_year)
        if age is None or age > OLDEST:
            fields["birth_year"] = [_("Nobody of this year can have come.")]
        return age
    if sent.age is not None and sent.age > OLDEST:
        fields["age"] = [_("Nobody is that old.")]
    return sent.age


def _check_setting(name: str, value: str, setting: str, fields: dict[str, list[str]]) -> None:
    if setting == FieldSetting.REQUIRED and not value:
        fields[name] = [_("This activity asks for it.")]
    if setting == FieldSetting.OFF and value:
        fields[name] = [_("This activity does not ask for it: leave it out.")]
