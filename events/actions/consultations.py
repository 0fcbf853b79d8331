"""Writing the register of consultations: an entry is one row of the ledger with a consultation beside it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import (
    Outcome,
    When,
    circumstances_of,
    correct_attendance,
    record_attendance,
    void_attendance,
)
from events.actions.groups import void_group
from events.actions.private import refuse_numbers_of_people
from events.actions.subjects import add_subject
from events.facts import Circumstances, Facts
from events.models import Activity, Attendance, Consultation, Session, Source, Subject
from events.models.consultations import LONGEST_MINUTES
from grants.actions.audit import record_audit
from grants.models import User
from rules.codes import AGE_VALUES, GENDER_VALUES, NOT_STATED
from rules.errors import AppError
from rules.kinds import CHANNELS, client_units

# Entries alike added in one act: the calls of a busy day.
MOST_AT_ONCE = 500
FAMILY = "family"
_NOON = time(12)


@dataclass(frozen=True)
class Entry:
    """What an entry says. `unit`: who was advised (rules.kinds.CLIENT_UNITS); `people` of a family, if known;
    `new_subject`: the name of one that may not be on the list yet, instead of `subject`; `minutes` it took; `gender`
    and `band` (an age band) where somebody could tell, and nothing else about who asked."""

    held_on: date
    channel: str
    unit: str
    held_at: time | None = None
    people: int | None = None
    subject: Subject | None = None
    new_subject: str = ""
    specialist: str = ""
    result: str = ""
    minutes: int | None = None
    gender: str = NOT_STATED
    band: str = ""

    def facts(self) -> Facts:
        """What the entry's row of the ledger says."""
        return Facts(gender=self.gender, band="" if self.band == NOT_STATED else self.band)

    def columns(self) -> dict[str, Any]:
        """What stands beside the row."""
        return {
            "held_on": self.held_on,
            "held_at": self.held_at,
            "channel": self.channel,
            "unit": self.unit,
            "people": self.people,
            "subject": self.subject,
            "specialist": self.specialist,
            "result": self.result,
            "minutes": self.minutes,
        }


@transaction.atomic
def record_consultation(activity: Activity, entry: Entry, *, act: uuid.UUID, by: User | None) -> Consultation:
    """Write one entry. The same act again returns the first one, or what has replaced it since.

    Raises AppError as `check_entry`, activity_cancelled, activity_without_session, act_of_another_session,
    consultation_undone.
    """
    entry = check_entry(activity, entry)
    recorded = record_attendance(
        session=session_of(activity, entry.held_on),
        person=None,
        act=act,
        facts=entry.facts(),
        observed_at=moment_of(entry),
        source=Source.REGISTER,
        collected_by=by,
    )
    if recorded.outcome is not Outcome.NEW:
        return _first(recorded.attendance)
    return Consultation.objects.create(attendance=recorded.attendance, **_with_subject(activity, entry, by).columns())


@transaction.atomic
def record_alike(activity: Activity, entry: Entry, *, number: int, act: uuid.UUID, by: User | None) -> int:
    """Write so many entries alike, 1–500, all marked with `act`; the number of them that stand. The same act again
    changes nothing. Raises AppError as `record_consultation`, and consultation_too_many."""
    if not 1 <= number <= MOST_AT_ONCE:
        raise AppError("consultation_too_many", 422, most=MOST_AT_ONCE)
    entry = check_entry(activity, entry)
    session = session_of(activity, entry.held_on)
    # The same act twice at once: the second waits here and finds the first one's rows.
    Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    made = Attendance.objects.filter(group=act)
    if made.exists():
        return _standing(made, activity)
    if activity.cancelled_at:
        raise AppError("activity_cancelled", 409)
    entry = _with_subject(activity, entry, by)
    rows = Attendance.objects.bulk_create(_rows_alike(session, entry, number, act, by))
    Consultation.objects.bulk_create(Consultation(attendance=row, **entry.columns()) for row in rows)
    record_audit(activity.organisation, by, "consultation.alike", activity, entries=number, group=str(act))
    return number


def _rows_alike(session: Session, entry: Entry, number: int, act: uuid.UUID, by: User | None) -> Iterable[Attendance]:
    facts = entry.facts().columns(session.activity.project.category_precedence)
    how = Circumstances(group=act).columns()
    return [
        Attendance(
            uuid=uuid.uuid5(act, str(place)),
            activity=session.activity,
            session=session,
            observed_at=moment_of(entry),
            source=Source.REGISTER,
            collected_by=by,
            is_counted=True,
            **facts,
            **how,
        )
        for place in range(number)
    ]


def _standing(made: Any, activity: Activity) -> int:
    if made.exclude(activity=activity).exists():
        raise AppError("act_of_another_session", 409)
    standing = int(made.live().count())
    if not standing:
        raise AppError("consultation_undone", 409)
    return standing


def _first(row: Attendance) -> Consultation:
    """What a repeated act has made."""
    found = Consultation.objects.filter(attendance=row).first()
    if found is None:
        raise AppError("act_of_another_session", 409)
    if row.voided_at:
        raise AppError("consultation_undone", 409)
    return found


@transaction.atomic
def correct_consultation(
    consultation: Consultation, entry: Entry, *, reason: str, by: User | None, act: uuid.UUID
) -> Consultation:
    """Replace an entry by what it should have said; the old one stays in the trail, voided, with the reason. One of
    several entered at once leaves them. The same act again returns the first one's entry.

    Raises AppError as `check_entry`, already_voided, reason_missing, activity_without_session.
    """
    made = Consultation.objects.filter(attendance__uuid=act).first()
    if made:
        return made
    old = consultation.attendance
    entry = check_entry(old.activity, entry)
    new = correct_attendance(
        old,
        facts=entry.facts(),
        reason=reason,
        by=by,
        act=act,
        circumstances=replace(circumstances_of(old), group=None),
        when=When(moment_of(entry), session_of(old.activity, entry.held_on).pk),
    )
    Consultation.objects.filter(attendance=new).update(**_with_subject(old.activity, entry, by).columns())
    return Consultation.objects.get(attendance=new)


def _with_subject(activity: Activity, entry: Entry, by: User | None) -> Entry:
    """The entry with the subject that its words name."""
    if not entry.new_subject.strip():
        return entry
    return replace(entry, subject=add_subject(activity.organisation, name=entry.new_subject, by=by))


def undo_consultation(consultation: Consultation, *, reason: str, by: User | None) -> None:
    """Undo one entry, with a reason; undoing it again changes nothing. Raises AppError reason_missing."""
    void_attendance(consultation.attendance, reason=reason, by=by)


def undo_alike(consultation: Consultation, *, reason: str, by: User | None) -> int:
    """Undo every entry that was entered at once with this one and still stands; their number. Raises AppError
    reason_missing."""
    row = consultation.attendance
    if row.group is None:
        undo_consultation(consultation, reason=reason, by=by)
        return 1
    return void_group(organisation=row.activity.organisation, group=row.group, reason=reason, by=by)


def check_entry(activity: Activity, entry: Entry) -> Entry:
    """The entry with its texts tidied.

    Raises AppError consultation_unit_unfit, consultation_in_future, consultation_people_of_family,
    consultation_unclear, consultation_phone, consultation_iin, subject_of_another_organisation.
    """
    if entry.unit not in client_units(activity.count_unit):
        raise AppError("consultation_unit_unfit", 422)
    if entry.people is not None and (entry.unit != FAMILY or entry.people < 1):
        raise AppError("consultation_people_of_family", 422)
    if entry.subject and entry.subject.organisation_id != activity.organisation_id:
        raise AppError("subject_of_another_organisation", 404)
    known = entry.channel in CHANNELS and entry.gender in GENDER_VALUES and entry.band in {"", *AGE_VALUES}
    if not known or (entry.minutes is not None and not 1 <= entry.minutes <= LONGEST_MINUTES):
        raise AppError("consultation_unclear", 422)
    if _is_ahead(entry, timezone.localtime()):
        raise AppError("consultation_in_future", 422)
    tidy = replace(entry, specialist=" ".join(entry.specialist.split()), result=entry.result.strip())
    refuse_numbers_of_people(tidy.specialist, tidy.result)
    return tidy


def _is_ahead(entry: Entry, now: datetime) -> bool:
    if entry.held_on != now.date():
        return entry.held_on > now.date()
    # A minute typed while the clock jumps is now.
    return entry.held_at is not None and entry.held_at.replace(second=0) > now.time()


def moment_of(entry: Entry) -> datetime:
    """When the ledger says it was: noon where no hour is known, and never later than now."""
    told = datetime.combine(entry.held_on, entry.held_at or _NOON, tzinfo=timezone.get_current_timezone())
    return min(told, timezone.now())


def session_of(activity: Activity, day: date) -> Session:
    """The activity's session of that day, else its first one. Raises AppError activity_without_session."""
    sessions = list(activity.sessions.select_related("activity__project").order_by("number"))
    if not sessions:
        raise AppError("activity_without_session", 409)
    return next((one for one in sessions if one.held_on == day), sessions[0])


def is_outside_contract(activity: Activity, day: date) -> bool:
    """Whether the day lies outside the project's period: a warning, never a refusal."""
    start, end = activity.project.starts_on, activity.project.ends_on
    return bool((start and day < start) or (end and day > end))
