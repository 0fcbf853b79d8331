"""Bringing an undone entry back: the same facts as a new row, once, and never a second count of anybody."""

import uuid
from datetime import datetime

import pytest

from events.actions.attendance import Outcome, correct_attendance, void_attendance
from events.actions.people import withdraw_person
from events.actions.restore import restore_attendance
from events.facts import Circumstances, Facts
from events.models import Attendance, Person, Session, Source
from grants.models import AuditEntry
from rules.errors import AppError
from tests.factories import ALMATY

CLOCK = datetime(2025, 9, 11, 10, 2, tzinfo=ALMATY)


def undone(row) -> Attendance:
    return void_attendance(row, reason="қате басылды", by=None)


def counted(activity) -> int:
    return Attendance.objects.counted().filter(activity=activity).count()


def test_a_restored_row_says_everything_the_old_one_said(make):
    activity, member = make.activity(), make.member()
    act = uuid.uuid4()
    circumstances = Circumstances(door="2-кіру", phone_time=CLOCK, is_late=True, group=uuid.uuid4())
    old = make.attendance(
        activity, act=act, source=Source.SCAN, collected_by=member.user, circumstances=circumstances, age=52
    ).attendance
    undone(old)
    assert counted(activity) == 0
    new = restore_attendance(old, reason="келген екен", by=member.user)
    new.refresh_from_db()
    same = [
        field.attname
        for field in Attendance._meta.concrete_fields
        if field.attname not in {"id", "uuid", "received_at", "replaces_id"}
    ]
    before = Attendance.objects.filter(uuid=act).values(*same).get()
    after = Attendance.objects.filter(pk=new.pk).values(*same).get()
    back = {"voided_at": None, "voided_by_id": None, "void_reason": "", "is_counted": True}
    assert after == {**before, **back}
    assert new.replaces == old
    assert counted(activity) == 1
    entry = AuditEntry.objects.get(verb="attendance.restore")
    assert (entry.actor, entry.details) == (member.user, {"reason": "келген екен"})
    replay = make.attendance(activity, act=act, person=old.person)
    assert (replay.outcome, replay.attendance) == (Outcome.REPLAYED, new)


def test_twice_is_once_and_a_live_row_stays_as_it_is(make):
    activity = make.activity()
    old = make.attendance(activity, person=None).attendance
    assert restore_attendance(old, reason="x", by=None) == old
    undone(old)
    first, second = (restore_attendance(old, reason="келген", by=None) for _tap in range(2))
    assert first == second != old
    assert (counted(activity), Attendance.objects.count()) == (1, 2)
    assert AuditEntry.objects.filter(verb="attendance.restore").count() == 1


def test_undone_again_the_newer_row_is_the_one_to_restore(make):
    activity = make.activity()
    old = undone(make.attendance(activity).attendance)
    second = undone(restore_attendance(old, reason="келген", by=None))
    with pytest.raises(AppError, match="entry_replaced"):
        restore_attendance(old, reason="келген", by=None)
    third = restore_attendance(second, reason="келген", by=None)
    assert third.replaces.replaces == old
    assert counted(activity) == 1


def test_a_corrected_row_does_not_come_back(make):
    old = make.attendance(make.activity()).attendance
    correct_attendance(old, facts=Facts("male", 40), reason="жасы қате", by=None)
    with pytest.raises(AppError, match="entry_replaced"):
        restore_attendance(old, reason="x", by=None)
    assert Attendance.objects.counted().count() == 1


def test_who_was_counted_again_meanwhile_is_not_counted_twice(make):
    activity, person = make.activity(sessions=2), make.person()
    first = undone(make.attendance(activity, person=person).attendance)
    make.attendance(activity, person=person)
    with pytest.raises(AppError) as refused:
        restore_attendance(first, reason="x", by=None)
    assert (refused.value.code, refused.value.status) == ("already_counted", 409)
    assert Attendance.objects.live().count() == 1


def test_another_days_row_counts_the_person_already(make):
    activity, person = make.activity(sessions=2), make.person()
    first = make.attendance(activity, person=person).attendance
    second = make.attendance(activity, person=person, session=activity.sessions.get(number=2)).attendance
    undone(first)
    new = restore_attendance(first, reason="x", by=None)
    second.refresh_from_db()
    assert (new.is_counted, second.is_counted) == (False, True)
    assert counted(activity) == 1


def test_a_row_of_the_paper_list_entered_again_stays_one(make):
    activity = make.activity()
    sheet = activity.sheets.create(session=Session.objects.get(activity=activity), number=1, rows=20)
    row_7 = Circumstances(sheet_id=sheet.pk, sheet_row=7)
    old = undone(make.attendance(activity, person=None, circumstances=row_7).attendance)
    make.attendance(activity, person=None, circumstances=row_7)
    with pytest.raises(AppError, match="sheet_row_counted"):
        restore_attendance(old, reason="x", by=None)
    assert counted(activity) == 1


def test_rows_of_who_withdrew_never_come_back(make):
    activity, person = make.activity(), make.person()
    before = undone(make.attendance(activity, person=person).attendance)
    make.attendance(activity, person=person)
    stale = Attendance.objects.select_related("person").get(pk=before.pk)
    withdraw_person(person, by=None)
    for row in (Attendance.objects.get(pk=before.pk), stale):
        with pytest.raises(AppError, match="person_withdrawn"):
            restore_attendance(row, reason="x", by=None)
    assert counted(activity) == 1


def test_a_merged_persons_row_comes_back_for_who_they_are_now(make):
    activity, twin, kept = make.activity(), make.person(), make.person()
    old = undone(make.attendance(activity, person=twin).attendance)
    Person.objects.filter(pk=twin.pk).update(merged_into=kept)
    old.refresh_from_db()
    assert restore_attendance(old, reason="x", by=None).person == kept
    other = undone(make.attendance(make.activity(), person=twin).attendance)
    make.attendance(other.activity, person=kept)
    other = Attendance.objects.get(pk=other.pk)
    with pytest.raises(AppError, match="already_counted"):
        restore_attendance(other, reason="x", by=None)


def test_a_reason_is_needed(make):
    old = undone(make.attendance(make.activity()).attendance)
    with pytest.raises(AppError, match="reason_missing"):
        restore_attendance(old, reason=" ", by=None)
    assert Attendance.objects.live().count() == 0
