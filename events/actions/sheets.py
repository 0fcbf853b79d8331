"""Paper lists: numbering them for print, and entering their rows, each once, never beside a scan of the same person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import (
    Outcome,
    correct_attendance,
    correct_person,
    record_attendance,
    void_attendance,
)
from events.actions.check_in import Given, find_or_make_person
from events.actions.people import change_person, hold_person, note_consents
from events.consent import WITH_STAFF
from events.facts import Circumstances, Facts
from events.models import Activity, Attendance, ConsentKind, Person, Session, Sheet, SheetMark, Source
from events.queries.presence import fact_day, facts_again
from events.reasons import PAPER_READ_AGAIN
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError

ROWS_AT_MOST = 200
# A row may be entered, undone and entered again; more often than this is a mistake elsewhere.
_TURNS = 20
_NOON = time(12)


class RowOutcome(StrEnum):
    """What became of a row."""

    ENTERED = "entered"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    ALREADY = "already"


@dataclass(frozen=True)
class RowEntry:
    """One line as it was read. `person`: somebody known whom it means; otherwise a name or number makes a new one, and
    a line without any counts somebody without a name."""

    facts: Facts
    name: str = ""
    phone_number: str = ""
    person: Person | None = None
    by_guardian: bool = False


@dataclass(frozen=True)
class Entered:
    """The entry that counts the row's person, and what this attempt did."""

    attendance: Attendance
    outcome: RowOutcome


@transaction.atomic
def make_sheet(
    session: Session, *, rows: int, act: uuid.UUID, by: User | None, printed: list[int] | None = None
) -> Sheet:
    """A new list of a session. Row numbers go on where the activity's last list ended; the same act gives the same one.

    `printed`: ids of people whose names stand on it. Raises AppError sheet_rows.
    """
    if not 1 <= rows <= ROWS_AT_MOST:
        raise AppError("sheet_rows", 422, most=ROWS_AT_MOST)
    # One number after the other: lists made at the same moment wait for each other here.
    activity = Activity.objects.select_for_update(no_key=True).select_related(None).get(pk=session.activity_id)
    mark = uuid.uuid5(act, f"sheet:{session.pk}")
    made = Sheet.objects.filter(uuid=mark).first()
    if made:
        return made
    last = activity.sheets.order_by("-number").first()
    sheet = Sheet.objects.create(
        activity=activity,
        session=session,
        number=last.number + 1 if last else 1,
        uuid=mark,
        first_row=last.last_row + 1 if last else 1,
        rows=rows,
        printed=(printed or [])[:rows],
        printed_by=by,
    )
    record_audit(session.activity.organisation, by, "sheet.make", sheet, rows=rows)
    return sheet


def finish_sheet(sheet: Sheet, *, is_finished: bool, by: User | None) -> None:
    """Note that everybody on the list was entered, or that it goes on. Twice is once."""
    if is_finished == bool(sheet.finished_at):
        return
    sheet.finished_at = timezone.now() if is_finished else None
    sheet.save(update_fields=["finished_at"])
    record_audit(sheet.activity.organisation, by, "sheet.finish" if is_finished else "sheet.go_on", sheet)


@transaction.atomic
def enter_row(sheet: Sheet, *, row: int, entry: RowEntry, by: User | None, language: str) -> Entered:
    """Count the person of a row; a row that was entered before is corrected, with the old entry linked.

    A person who is counted at this session already, by a scan or on another row, is not counted again: the row is
    marked as that one. Raises AppError not_on_sheet, sheet_row_taken, person_withdrawn, try_again.
    """
    _check(sheet, row)
    # Two people typing the same list: the second one waits and sees what the first has done.
    Sheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    live = Attendance.objects.live().filter(sheet=sheet, sheet_row=row).select_related("person").first()
    entry = replace(entry, person=hold_person(entry.person)) if entry.person else entry
    here = _counted_here(sheet.session, entry.person)
    if here and (live is None or here.pk != live.pk):
        if live:
            void_attendance(live, reason=PAPER_READ_AGAIN, by=by)
        _mark(sheet, row, here, by)
        return Entered(here, RowOutcome.ALREADY)
    entered = _corrected(sheet, live, entry, by, language) if live else _new(sheet, row, entry, by, language)
    if entered.outcome is not RowOutcome.ALREADY:
        SheetMark.objects.filter(sheet=sheet, row=row).delete()
    return entered


@transaction.atomic
def clear_row(sheet: Sheet, *, row: int, by: User | None) -> None:
    """Make a row empty again: its entry is undone, its mark goes. Twice is once. Raises AppError not_on_sheet."""
    _check(sheet, row)
    Sheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    SheetMark.objects.filter(sheet=sheet, row=row).delete()
    live = Attendance.objects.live().filter(sheet=sheet, sheet_row=row).first()
    if live:
        void_attendance(live, reason=PAPER_READ_AGAIN, by=by)


def sheet_time(sheet: Sheet) -> datetime:
    """When the people of a list were there: at the session's beginning, as far as it is known; never later than now."""
    session, activity = sheet.session, sheet.activity
    day = session.held_on or activity.starts_on or timezone.localdate(sheet.printed_at)
    clock = session.starts_at or activity.starts_at or _NOON
    return min(timezone.make_aware(datetime.combine(day, clock)), timezone.now())


def _check(sheet: Sheet, row: int) -> None:
    if not sheet.first_row <= row <= sheet.last_row:
        raise AppError("not_on_sheet", 404, first=sheet.first_row, last=sheet.last_row)


def _counted_here(session: Session, person: Person | None) -> Attendance | None:
    return Attendance.objects.live().filter(session=session, person=person).first() if person else None


def _mark(sheet: Sheet, row: int, attendance: Attendance, by: User | None) -> None:
    SheetMark.objects.update_or_create(sheet=sheet, row=row, defaults={"attendance": attendance, "by": by})


def _new(sheet: Sheet, row: int, entry: RowEntry, by: User | None, language: str) -> Entered:
    person = _person(sheet, entry)
    here = _counted_here(sheet.session, person)
    if here:  # found by the phone number
        _mark(sheet, row, here, by)
        return Entered(here, RowOutcome.ALREADY)
    recorded = record_attendance(
        session=sheet.session,
        person=person,
        act=_free_act(sheet, row),
        facts=_facts(sheet, entry, person),
        observed_at=sheet_time(sheet),
        source=Source.PAPER,
        collected_by=by,
        circumstances=Circumstances(sheet_id=sheet.pk, sheet_row=row),
        is_fact=True,
    )
    if recorded.outcome is Outcome.ALREADY:
        _mark(sheet, row, recorded.attendance, by)
        return Entered(recorded.attendance, RowOutcome.ALREADY)
    if recorded.outcome is Outcome.REPLAYED:
        raise AppError("sheet_row_taken", 409, row=row)
    _note_consent(recorded.attendance, entry, language)
    return Entered(recorded.attendance, RowOutcome.ENTERED)


def _note_consent(attendance: Attendance, entry: RowEntry, language: str) -> None:
    """Whoever wrote their name signed under the consent; a line without one keeps nothing about anybody."""
    if attendance.person_id:
        note_consents(
            attendance,
            answers={ConsentKind.DATA: True},
            by_guardian=entry.by_guardian,
            wording=WITH_STAFF,
            language=language,
        )


def _corrected(sheet: Sheet, live: Attendance, entry: RowEntry, by: User | None, language: str) -> Entered:
    person = _person(sheet, entry, known=live.person)
    here = _counted_here(sheet.session, person)
    if here and here.pk != live.pk:
        void_attendance(live, reason=PAPER_READ_AGAIN, by=by)
        _mark(sheet, live.sheet_row or 0, here, by)
        return Entered(here, RowOutcome.ALREADY)
    facts = _facts(sheet, entry, person if person != live.person else None)
    if person != live.person:
        new = correct_person(live, person=person, facts=facts, reason=PAPER_READ_AGAIN, by=by)
        _note_consent(new, entry, language)
        return Entered(new, RowOutcome.CORRECTED)
    if facts.columns(sheet.activity.project.category_precedence) == _columns_of(live, facts):
        return Entered(live, RowOutcome.UNCHANGED)
    new = correct_attendance(live, facts=facts, reason=PAPER_READ_AGAIN, by=by)
    return Entered(new, RowOutcome.CORRECTED)


def _columns_of(row: Attendance, facts: Facts) -> dict[str, object]:
    return {name: getattr(row, name) for name in facts.columns(())}


def _person(sheet: Sheet, entry: RowEntry, known: Person | None = None) -> Person | None:
    """Whom a line means. `known`: whom its entry counts; a new spelling of somebody only this row knows is theirs."""
    if entry.person:
        return entry.person
    if not entry.name and not entry.phone_number:
        return None
    if known and known.name == entry.name and entry.phone_number in ("", known.phone):
        return known
    if known and _is_only_here(known):
        change_person(known, name=entry.name, phone_number=entry.phone_number)
        return Person.objects.get(pk=known.pk)
    given = Given(entry.facts, entry.name, entry.phone_number, by_guardian=entry.by_guardian)
    return find_or_make_person(sheet.session, given, is_identified=False).person


def _is_only_here(person: Person) -> bool:
    """Whether nothing but one live entry is known of somebody."""
    return not person.is_identified and person.attendances.live().count() == 1 and not person.registrations.exists()


def _facts(sheet: Sheet, entry: RowEntry, person: Person | None) -> Facts:
    """What stands on the paper; of somebody who is known, the rest as they gave it before."""
    known = facts_again(person=person, on=fact_day(sheet.activity)) if person else None
    if known is None:
        return entry.facts
    written = entry.facts
    has_age = written.age is not None
    return Facts(
        written.gender if written.gender in {"male", "female"} else known.gender,
        written.age if has_age else known.age,
        written.birth_year if has_age else known.birth_year,
        written.statuses or known.statuses,
    )


def _free_act(sheet: Sheet, row: int) -> uuid.UUID:
    """The act of writing this row: always the same, so that it is written once; a later one after it was undone."""
    acts = [uuid.uuid5(sheet.uuid, str(row) + (f":{turn}" if turn else "")) for turn in range(_TURNS)]
    used = set(Attendance.objects.filter(uuid__in=acts).values_list("uuid", flat=True))
    free = next((act for act in acts if act not in used), None)
    if free is None:
        raise AppError("undone_too_often", 409)
    return free
