"""Counting somebody on behalf of a program: the rules of the door, the client's own UUID."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.attendance import Recorded
from events.actions.check_in import Given
from events.actions.staff import count_on_behalf
from events.consent import ADULT_FROM
from events.facts import Facts
from events.models import Activity, Attendance, FieldSetting, Session, Source
from events.participant_pages import page_language
from events.phone_numbers import normalise_phone
from events.queries.presence import age_on_or_none, fact_day, session_now
from grants.models import User
from outreach.api.errors import InvalidFields
from outreach.api.schemas import AttendanceIn
from rules.ages import OLDEST
from rules.codes import CATEGORIES, NOT_STATED


def count_person(activity: Activity, sent: AttendanceIn, *, by: User) -> Recorded:
    """Count somebody at an activity, once per UUID. Raises InvalidFields, AppError activity_cancelled,
    act_of_another_session."""
    given = _given(activity, sent) if sent.consent else None
    if given is None:
        _refuse_data(sent)
    session = _session(activity, sent)
    return count_on_behalf(
        session=session,
        given=given,
        act=sent.uuid,
        by=by,
        language=page_language(),
        source=Source.API,
        observed_at=sent.observed_at,
    )


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
