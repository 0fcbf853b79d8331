"""How an activity's number is counted, and the rows and head counts that stand for activities."""

from datetime import date, datetime

import pytest

from events.actions.attendance import void_attendance
from events.actions.head_counts import set_head_count, void_head_count
from events.models import Activity, Attendance
from events.queries.counts import (
    ActivityCount,
    activities_in_scope,
    activity_counts,
    attendance_groups,
    counted_rows,
    counting_rule,
    distinct_people,
    first_stated,
    head_count_sums,
    live_head_counts,
)
from rules.counting import CountingRule
from tests.factories import ALMATY


def only(activity) -> ActivityCount:
    return activity_counts(activities=[activity.pk])[activity.pk]


def head_count(activity, total, mode="instead", **parts):
    return set_head_count(activity, mode=mode, basis="paper", total=total, parts=parts, by=None)


def test_an_activity_without_anything_has_an_entry_of_zero(make):
    activity = make.activity(reported_count=40, count_unit="families")
    assert only(activity) == ActivityCount(0, None, None, 0, "families", 0, 40)


def test_scanned_people_are_the_number_whatever_was_reported(make):
    activity = make.activity(reported_count=40)
    make.attendance(activity)
    make.attendance(activity, person=None)
    make.attendance(activity, person=make.person(external_key=""))
    assert only(activity) == ActivityCount(3, None, None, 3, "people", 1, 40)


@pytest.mark.parametrize(("mode", "total"), [("instead", 5), ("in_addition", 7)])
def test_a_head_count_replaces_or_adds_as_it_says(make, mode, total):
    activity = make.activity()
    make.attendance(activity)
    make.attendance(activity)
    head_count(activity, 5, mode)
    assert only(activity) == ActivityCount(2, 5, mode, total, "people", 2, None)


def test_an_undone_head_count_does_not_count_and_its_successor_does(make):
    activity = make.activity()
    make.attendance(activity)
    head_count(activity, 5)
    void_head_count(head_count(activity, 9), reason="қате", by=None)
    assert only(activity).total == 1
    head_count(activity, 6)
    assert only(activity).total == 6


def test_sessions_and_undone_rows_do_not_count_twice(make):
    activity, person = make.activity(sessions=2), make.person()
    first = make.attendance(activity, person=person).attendance
    make.attendance(activity, person=person, session=activity.sessions.get(number=2))
    void_attendance(make.attendance(activity).attendance, reason="қате", by=None)
    assert only(activity).scanned == 1
    void_attendance(first, reason="қате", by=None)
    assert only(activity).scanned == 1


@pytest.mark.parametrize("number", [1, 4])
def test_two_queries_whatever_the_number_of_activities(make, number, django_assert_num_queries):
    project = make.project()
    for _ in range(number):
        activity = make.activity(project)
        make.attendance(activity)
        head_count(activity, 3, "in_addition", gender={"male": 1})
    with django_assert_num_queries(2):
        counts = activity_counts(activities=project.activities.all())
    assert [count.total for count in counts.values()] == [4] * number
    with django_assert_num_queries(2):
        assert len(activity_counts(activities=project.activities.select_related("kind")[:2])) == min(number, 2)


def test_the_scope_is_the_rules_units_and_kinds_without_cancelled_activities(make):
    project = make.project()
    family = make.activity(project, count_unit="families", kind="meeting")
    lecture = make.activity(project, kind="lecture")
    make.activity(project, count_unit="respondents")
    make.activity(project, cancelled_at=datetime(2025, 9, 1, tzinfo=ALMATY), cancel_reason="карантин")
    make.activity(make.project(), kind="lecture")
    assert set(activities_in_scope(project=project)) == {family, lecture}
    only_lectures = CountingRule(kinds=("lecture",))
    assert set(activities_in_scope(project=project, rule=only_lectures)) == {lecture}


def test_the_rule_is_read_from_the_project(make):
    project = make.project(counting_basis="unique_people", counting_units=["people"], counting_kinds=["lecture"])
    assert counting_rule(project) == CountingRule("unique_people", ("people",), ("lecture",))
    assert counting_rule(make.project()) == CountingRule("attendances", ("people", "families"), None)


def test_rows_beneath_a_head_count_instead_stand_for_nothing(make):
    project = make.project()
    replaced, beside = make.activity(project), make.activity(project)
    make.attendance(replaced)
    make.attendance(beside)
    head_count(replaced, 4, gender={"male": 3})
    head_count(beside, 2, "in_addition", gender={"male": 1}, age={"17-22": 2})
    scope = activities_in_scope(project=project)
    assert [row.activity for row in counted_rows(scope)] == [beside]
    sums = head_count_sums(live_head_counts(scope))
    assert (sums.total, sums.count("gender", "male"), sums.count("gender", "not_stated")) == (6, 4, 2)
    assert (sums.count("age", "17-22"), sums.count("age", "not_stated")) == (2, 4)
    assert (sums.count("category", "youth"), sums.count("category", "not_stated")) == (0, 6)


def test_groups_carry_every_dimension_and_whether_the_category_was_derived(make):
    activity = make.activity()
    make.attendance(activity, gender="male", age=19, statuses=())
    make.attendance(activity, gender="male", age=20, statuses=())
    make.attendance(activity, gender="not_stated", age=9, statuses=("other",))
    groups = attendance_groups(counted_rows(Activity.objects.filter(pk=activity.pk)))
    found = {(g.gender, g.age, g.category, g.is_derived, g.count) for g in groups}
    assert found == {
        ("male", "17-22", "youth", True, 2),
        ("not_stated", "outside", "other", False, 1),
    }


def test_unique_people_are_distinct_identified_people(make):
    project, person = make.project(), make.person()
    for _ in range(2):
        make.attendance(make.activity(project), person=person)
    make.attendance(make.activity(project), person=make.person(external_key=""))
    make.attendance(make.activity(project), person=None)
    assert distinct_people(counted_rows(project.activities.all())) == 1


def test_a_person_stands_in_each_table_with_the_first_stated_value(make):
    project, person = make.project(), make.person()
    later = make.activity(project, starts_on=date(2025, 9, 20))
    undated = make.activity(project, starts_on=None)
    sooner = make.activity(project, starts_on=date(2025, 9, 10))
    make.attendance(undated, person=person, gender="male", age=50, statuses=("other",))
    make.attendance(later, person=person, gender="male", age=41, statuses=("business",))
    make.attendance(sooner, person=person, gender="not_stated", age=20, statuses=())
    rows = counted_rows(project.activities.all())
    assert first_stated(rows, "gender").get().activity == later
    assert first_stated(rows, "age").get().age_band == "17-22"
    # The sooner row's category was only derived from the age: what the person said goes before it.
    assert first_stated(rows, "category").get().category == "business"


def test_a_person_who_never_stated_a_value_is_not_stated_once(make):
    project, person = make.project(), make.person()
    for _ in range(2):
        make.attendance(make.activity(project), person=person, gender="not_stated", age=None, statuses=())
    rows = counted_rows(project.activities.all())
    for dimension in ("gender", "category", "age"):
        assert first_stated(rows, dimension).count() == 1
    assert first_stated(rows, "gender").get().gender == "not_stated"
    assert Attendance.objects.counted().count() == 2


def test_on_one_day_the_sooner_observation_goes_first(make):
    project, person = make.project(), make.person()
    late = make.activity(project, starts_on=date(2025, 9, 10))
    soon = make.activity(project, starts_on=date(2025, 9, 10))
    make.attendance(late, person=person, age=41, observed_at=datetime(2025, 9, 10, 15, tzinfo=ALMATY))
    make.attendance(soon, person=person, age=20, observed_at=datetime(2025, 9, 10, 9, tzinfo=ALMATY))
    assert first_stated(counted_rows(project.activities.all()), "age").get().activity == soon
