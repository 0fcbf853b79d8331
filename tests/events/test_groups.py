"""A family or a class in one act: N rows without a person, made once, undone together."""

import uuid
from datetime import datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.activities import cancel_activity
from events.actions.attendance import correct_attendance
from events.actions.groups import GroupLine, count_group, void_group
from events.facts import Circumstances, Facts
from events.models import Attendance, Person, Source
from rules.errors import AppError
from tests.factories import ALMATY

AT = datetime(2025, 9, 10, 10, 3, tzinfo=ALMATY)
CLASS = [GroupLine("male", 12, 2), GroupLine("female", 14, 3), GroupLine(None, None, 1)]


def count(activity, lines=CLASS, act=None, **more):
    session = activity.sessions.get(number=more.pop("number", 1))
    given = {"statuses": (), "observed_at": AT, "by": None, **more}
    return count_group(session=session, lines=lines, act=act or uuid.uuid4(), **given)


@pytest.fixture
def activity(make):
    return make.activity(sessions=2)


def test_every_one_of_them_is_a_row_with_what_is_known(activity):
    act = uuid.uuid4()
    rows = count(activity, act=act, statuses=("youth", "other"))
    assert [row.uuid for row in rows] == [uuid.uuid5(act, str(number)) for number in range(6)]
    stored = Attendance.objects.order_by("pk")
    assert [(row.gender, row.age, row.age_band) for row in stored] == [
        *[("male", 12, "outside")] * 2,
        *[("female", 14, "13-16")] * 3,
        ("not_stated", None, "not_stated"),
    ]
    assert {(row.source, row.group, row.person, row.statuses, row.category) for row in stored} == {
        (Source.GROUP, act, None, "other;youth", "youth")
    }
    assert {(row.observed_at, row.is_counted, row.session.number) for row in stored} == {(AT, True, 1)}
    assert Person.objects.count() == 0


def test_without_a_status_the_category_follows_from_the_age(activity):
    assert [(row.category, row.category_is_derived) for row in count(activity)] == [
        *[("children", True)] * 2,
        *[("youth", True)] * 3,
        ("not_stated", False),
    ]


def test_who_counted_where_is_kept(make, activity):
    by = make.member("staff").user
    rows = count(activity, by=by, circumstances=Circumstances(door="Негізгі", is_late=True))
    assert {(row.collected_by, row.door, row.is_late) for row in rows} == {(by, "Негізгі", True)}


def test_the_same_act_again_gives_the_same_rows(activity):
    act = uuid.uuid4()
    first = count(activity, act=act)
    again = count(activity, act=act, lines=[GroupLine("male", 9, 40)])
    assert [row.pk for row in again] == [row.pk for row in first]
    assert Attendance.objects.count() == 6


def test_an_act_of_another_session_is_refused(activity):
    act = uuid.uuid4()
    count(activity, act=act)
    with pytest.raises(AppError) as refused:
        count(activity, act=act, number=2)
    assert (refused.value.code, refused.value.status) == ("act_of_another_session", 409)
    assert Attendance.objects.count() == 6


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "group_empty"),
        ([GroupLine("male", 12, 0)], "group_empty"),
        ([GroupLine("male", 12, 200), GroupLine("female", 12, 1)], "group_too_large"),
        ([GroupLine("male", 121, 1)], "group_unclear"),
        ([GroupLine("male", -1, 1)], "group_unclear"),
        ([GroupLine("male", 12, -1), GroupLine("male", 12, 5)], "group_unclear"),
        ([GroupLine("other", 12, 1)], "group_unclear"),
    ],
)
def test_what_is_no_group_is_refused_with_a_code(activity, lines, code):
    with pytest.raises(AppError) as refused:
        count(activity, lines=lines)
    assert (refused.value.code, refused.value.status) == (code, 422)
    assert Attendance.objects.count() == 0


def test_an_unknown_status_is_refused(activity):
    with pytest.raises(AppError, match="group_unclear"):
        count(activity, statuses=("sheep",))


def test_two_hundred_are_counted_by_a_handful_of_statements(activity):
    with CaptureQueriesContext(connection) as seen:
        rows = count(activity, lines=[GroupLine("male", 12, 200)])
    inserts = [query for query in seen if query["sql"].startswith("INSERT")]
    assert len(rows) == 200
    # SQLite takes 999 values a statement, PostgreSQL all of them.
    assert len(inserts) <= (1 if connection.vendor == "postgresql" else 7)


def test_a_cancelled_activity_counts_no_group_unless_it_is_a_fact(activity):
    act = uuid.uuid4()
    count(activity, act=act)
    cancel_activity(activity, reason="болмады", by=None)
    activity.refresh_from_db()
    with pytest.raises(AppError) as refused:
        count(activity)
    assert (refused.value.code, refused.value.status) == ("activity_cancelled", 409)
    assert len(count(activity, act=act)) == 6
    assert len(count(activity, is_fact=True)) == 6
    assert Attendance.objects.count() == 12


def test_a_group_is_undone_with_a_reason_and_stays_undone(make, activity):
    act, other = uuid.uuid4(), uuid.uuid4()
    by = make.member().user
    count(activity, act=act)
    count(activity, act=other)
    undo = {"organisation": make.organisation, "group": act, "by": by}
    with pytest.raises(AppError, match="reason_missing"):
        void_group(reason=" ", **undo)
    assert void_group(reason="қате", **undo) == 6
    assert void_group(reason="тағы", **undo) == 0
    rows = Attendance.objects.filter(group=act)
    assert {(row.void_reason, row.voided_by, row.is_counted) for row in rows} == {("қате", by, False)}
    assert Attendance.objects.counted().count() == 6
    entry = make.organisation.audit_entries.get(verb="group.void")
    assert (entry.details["rows"], entry.details["group"]) == (6, str(act))
    # Sent once more by a phone that never heard the answer: the same rows, still undone.
    assert {bool(row.voided_at) for row in count(activity, act=act)} == {True}


def test_another_organisation_undoes_nothing(make, activity):
    act = uuid.uuid4()
    count(activity, act=act)
    assert void_group(organisation=make.other_organisation().organisation, group=act, reason="x", by=None) == 0
    assert Attendance.objects.counted().count() == 6


def test_a_corrected_row_stays_in_the_group_and_is_undone_with_it(make, activity):
    act = uuid.uuid4()
    rows = count(activity, act=act)
    corrected = correct_attendance(rows[0], facts=Facts("female", 13), reason="жынысы", by=None)
    assert corrected.group == act
    assert [row.uuid for row in count(activity, act=act)] == [row.uuid for row in rows]
    assert void_group(organisation=make.organisation, group=act, reason="қате", by=None) == 6
    assert Attendance.objects.counted().count() == 0
    assert all(one.pk < other.pk for one, other in pairwise(rows))
