"""Two people typing one list, two organisers merging one pair, at the same moment."""

import uuid

import pytest

from events.actions.cards import make_blank_people
from events.actions.merging import merge_people, unmerge
from events.actions.sheets import RowEntry, enter_row, make_sheet
from events.facts import Facts
from events.models import Attendance, Person, PersonMerge, Sheet
from rules.errors import AppError
from tests.events.test_check_in_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_row_typed_twice_at_once_is_one_entry(make):
    activity = make.activity()
    sheet = make_sheet(activity.sessions.get(), rows=5, act=uuid.uuid4(), by=None)

    def enter(facts):
        own = Sheet.objects.select_related("session__activity__project", "activity__project__organisation").get()
        return enter_row(own, row=1, entry=RowEntry(facts, name="Айгүл"), by=None, language="kk")

    at_once(*(lambda age=age: enter(Facts("female", age)) for age in (19, 19, 20)))
    assert Attendance.objects.live().count() == 1
    assert Person.objects.count() == 1
    assert sheet.attendances.live().get().sheet_row == 1


def test_lists_and_cards_made_at_once(make):
    activity = make.activity()
    session, act = activity.sessions.get(), uuid.uuid4()
    acts = [act, act, uuid.uuid4(), uuid.uuid4()]
    at_once(*(lambda one=one: make_sheet(session, rows=10, act=one, by=None) for one in acts))
    assert list(Sheet.objects.order_by("number").values_list("number", "first_row")) == [(1, 1), (2, 11), (3, 21)]
    at_once(*(lambda: make_blank_people(activity, number=3, form=act, by=None) for _tap in range(3)))
    assert Person.objects.count() == 3


def test_a_pair_merged_both_ways_at_once_is_merged_once(make):
    activity = make.activity()
    one, other = make.person(), make.person()
    for person in (one, other):
        make.attendance(activity, person=person)

    def merge(kept, merged):
        try:
            return merge_people(kept=kept, merged=merged, by=None)
        except AppError as refused:
            return refused.code

    results = at_once(lambda: merge(one, other), lambda: merge(other, one), lambda: merge(one, other))
    assert PersonMerge.objects.count() == 1
    made = PersonMerge.objects.get()
    assert set(results) <= {made, "merged_already"}
    assert Attendance.objects.counted().count() == 1
    at_once(lambda: unmerge(made, by=None), lambda: unmerge(made, by=None))
    assert Attendance.objects.counted().count() == 2
