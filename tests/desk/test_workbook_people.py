"""The people of a workbook: keys, phones, ages, statuses, and who is known already."""

from datetime import datetime

from events.actions.people import withdraw_person
from events.models import Activity, Attendance, Person, Session
from tests.desk.books import (
    ACTIVITIES,
    ATTENDANCE,
    bring,
    codes,
    counted,
    counts,
    places,
    small_book,
)
from tests.factories import ALMATY


def test_somebody_whose_data_were_deleted_does_not_come_back_with_the_next_workbook(make):
    bring(make, small_book())
    withdraw_person(Person.objects.get(external_key="K1"), by=None)
    outcome = bring(make, small_book())
    assert counts(outcome, "attendance") == (0, 0, 3)
    assert "person_withdrawn" in codes(outcome.warnings)
    assert not Person.objects.filter(external_key="K1").exists()
    assert counted(activity__ref="B1-01") == 3


def test_somebody_who_checked_in_already_is_counted_once(make):
    bring(make, small_book(attendance=None))
    activity = Activity.objects.get(ref="B1-01")
    make.attendance(activity, person=make.person(external_key="K1"), age=22)
    outcome = bring(make, small_book())
    assert counts(outcome, "attendance") == (2, 0, 1)
    assert "already_counted" in codes(outcome.warnings)
    assert counted(activity=activity, person__external_key="K1") == 1
    assert Attendance.objects.get(person__external_key="K1").age == 22


def test_a_person_seen_only_at_another_session_is_still_counted_once(make):
    bring(make, small_book(attendance=None))
    activity = Activity.objects.get(ref="B1-01")
    second = Session.objects.create(activity=activity, number=2)
    make.attendance(activity, session=second, person=make.person(external_key="K1"))
    bring(make, small_book())
    assert counted(activity=activity, person__external_key="K1") == 1
    assert counted(activity=activity) == 3


def test_the_same_participant_twice_at_an_activity_is_counted_once(make):
    outcome = bring(make, small_book(attendance=[*ATTENDANCE, ["B1-01", "K1", None, None, 44, "male", "business"]]))
    assert counts(outcome, "attendance") == (3, 0, 1)
    assert ("person_twice", "attendance", 5, "") in places(outcome.warnings)
    assert counted(activity__ref="B1-01") == 3
    assert Attendance.objects.get(person__external_key="K1").age == 19
    again = bring(make, small_book(attendance=[*ATTENDANCE, ["B1-01", "K1", None, None, 44, "male", "business"]]))
    assert counts(again, "attendance") == (0, 0, 4)


def test_a_phone_makes_a_person_and_two_names_at_one_phone_are_two(make):
    rows = [
        ATTENDANCE[0],
        ["B1-01", None, "Айгүл", "8 (700) 000-00-01", 30, "female", None],
        ["B1-01", None, "Болат", "+7 700 000 00 01", 31, "male", None],
        ["B1-02", None, "айгүл", "77000000001", 30, "female", None],
        ["B1-02", None, None, "7000000002", 30, "female", None],
        ["B1-02", None, "Дәурен", None, 40, "male", None],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert counts(outcome, "attendance") == (5, 0, 0)
    people = Person.objects.order_by("pk").values_list("name", "phone", "is_identified")
    assert list(people) == [
        ("Айгүл", "+77000000001", True),
        ("Болат", "+77000000001", True),
        ("", "+77000000002", True),
        ("Дәурен", "", False),
    ]
    assert Attendance.objects.filter(person__name="Айгүл").count() == 2
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 0, 5)


def test_a_key_is_given_to_the_person_whose_phone_was_known(make):
    known = make.person(external_key="", phone="+77000000003", name="")
    rows = [ATTENDANCE[0], ["B1-01", "K9", "Айгүл", "87000000003", 30, "female", None]]
    bring(make, small_book(attendance=rows))
    known.refresh_from_db()
    assert (known.external_key, known.name) == ("K9", "Айгүл")
    assert Person.objects.count() == 1


def test_the_first_name_of_a_participant_stays_and_importing_again_does_not_flip_it(make):
    rows = [
        ATTENDANCE[0],
        ["B1-01", "K1", "Айгүл", None, 30, "female", None],
        ["B1-02", "K1", "Айгүл Б.", None, 30, "female", None],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert ("name_differs", "attendance", 3, "C") in places(outcome.warnings)
    assert Person.objects.get().name == "Айгүл"
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 0, 2)
    rows[1][2] = rows[2][2] = "Айгүл Бекова"
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 1, 1)
    assert Person.objects.get().name == "Айгүл Бекова"
    assert Attendance.objects.count() == 2


def test_a_birth_year_gives_the_age_and_follows_the_activity_when_it_moves(make):
    rows = [["activity_ref", "participant_key", "birth_year", "gender"], ["B1-01", "K1", 2006, "ер"]]
    bring(make, small_book(attendance=rows))
    row = Attendance.objects.get()
    assert (row.age, row.birth_year, row.age_band, row.category, row.category_is_derived) == (
        19,
        2006,
        "17-22",
        "youth",
        True,
    )
    moved = [ACTIVITIES[0], ["B1-01", "B1", "1.1", "seminar", "1-семинар", "2026-01-10", "10:00", None]]
    outcome = bring(make, small_book(activities=moved, attendance=rows))
    assert counts(outcome, "attendance") == (0, 0, 1)
    row.refresh_from_db()
    assert (row.age, row.voided_at) == (20, None)


def test_an_age_beside_a_birth_year_is_the_fact_and_a_contradiction_is_told(make):
    rows = [
        ["activity_ref", "participant_key", "age", "birth_year"],
        ["B1-01", "K1", 18, 2006],
        ["B1-01", "K2", 30, 2006],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert list(Attendance.objects.order_by("pk").values_list("age", "birth_year")) == [(18, None), (30, None)]
    assert ("age_and_birth_year", "attendance", 3, "C") in places(outcome.warnings)
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 0, 2)


def test_observed_time_is_the_stated_one_else_that_of_the_activity(make):
    rows = [
        ["activity_ref", "participant_key", "observed_at"],
        ["B1-01", "K1", "10.09.2025 10:03"],
        ["B1-01", "K2", None],
        ["B1-02", "K3", None],
    ]
    bring(make, small_book(attendance=rows))
    seen = {row.person.external_key: row.observed_at for row in Attendance.objects.all()}
    assert seen == {
        "K1": datetime(2025, 9, 10, 10, 3, tzinfo=ALMATY),
        "K2": datetime(2025, 9, 10, 10, 0, tzinfo=ALMATY),
        "K3": datetime(2025, 9, 17, 12, 0, tzinfo=ALMATY),
    }
    rows[1][2] = "10.09.2025 10:05"
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 1, 2)


def test_statuses_are_the_fact_and_the_category_follows_the_projects_order(make):
    bring(make, small_book())
    row = Attendance.objects.get(person__external_key="K2")
    assert (row.statuses, row.category) == ("elderly_50_plus;unemployed", "unemployed")
