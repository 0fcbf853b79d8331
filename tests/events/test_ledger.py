"""The attendance ledger: one live row per person and session, one counted row per person and activity."""

import uuid

import pytest

from events.actions.attendance import Outcome, correct_attendance, void_attendance
from events.facts import Facts
from events.models import Attendance
from rules.errors import AppError


def counted(activity) -> int:
    return Attendance.objects.counted().filter(activity=activity).count()


def test_sending_the_same_act_again_gives_the_first_row(make):
    activity, act, person = make.activity(), uuid.uuid4(), make.person()
    first = make.attendance(activity, act=act, person=person)
    second = make.attendance(activity, act=act, person=person)
    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.REPLAYED)
    assert second.attendance == first.attendance
    assert counted(activity) == 1


def test_another_act_for_the_same_person_is_already_counted(make):
    activity, person = make.activity(), make.person()
    first = make.attendance(activity, person=person)
    second = make.attendance(activity, person=person)
    assert second.outcome == Outcome.ALREADY
    assert second.attendance == first.attendance
    assert counted(activity) == 1


def test_a_person_at_two_sessions_counts_once_and_undo_hands_the_count_over(make):
    activity, person = make.activity(sessions=2), make.person()
    first = make.attendance(activity, person=person).attendance
    second = make.attendance(activity, person=person, session=activity.sessions.get(number=2)).attendance
    assert (first.is_counted, second.is_counted) == (True, False)
    void_attendance(first, reason="қате адам", by=None)
    second.refresh_from_db()
    assert second.is_counted
    assert counted(activity) == 1


def test_people_without_data_count_each(make):
    activity = make.activity()
    for _ in range(3):
        make.attendance(activity, person=None)
    assert counted(activity) == 3


def test_a_correction_voids_the_row_and_links_its_replacement(make):
    activity = make.activity()
    old = make.attendance(activity, age=19, statuses=("youth",)).attendance
    new = correct_attendance(old, facts=Facts("male", 52, None, ("elderly_50_plus",)), reason="жасы қате", by=None)
    old.refresh_from_db()
    assert old.void_reason == "жасы қате"
    assert old.replaced_by == new
    assert (new.gender, new.age_band, new.category, new.is_counted) == (
        "male",
        "46-58",
        "elderly_50_plus",
        True,
    )
    assert counted(activity) == 1
    with pytest.raises(AppError, match="already_voided"):
        correct_attendance(old, facts=Facts(), reason="тағы", by=None)


def test_undo_needs_a_reason_and_a_cancelled_activity_takes_nobody(make):
    activity = make.activity()
    row = make.attendance(activity).attendance
    with pytest.raises(AppError, match="reason_missing"):
        void_attendance(row, reason="  ", by=None)
    activity.cancelled_at, activity.cancel_reason = row.observed_at, "карантин"
    activity.save()
    with pytest.raises(AppError, match="activity_cancelled"):
        make.attendance(activity)


def test_a_person_of_another_organisation_is_refused(make):
    with pytest.raises(AppError, match="person_of_another_organisation"):
        make.attendance(make.activity(), person=make.other_organisation().person())


def test_one_act_cannot_serve_two_activities(make):
    act = uuid.uuid4()
    make.attendance(make.activity(), act=act)
    with pytest.raises(AppError, match="act_of_another_session"):
        make.attendance(make.activity(), act=act)
