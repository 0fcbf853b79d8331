"""The people of an activity: names only for those who may see them, undo, correct."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from events.actions.attendance import void_attendance
from events.actions.codes import issue_code
from events.models import Attendance
from tests.conftest import signed_in


@pytest.fixture
def activity(make):
    return make.activity()


def path_of(activity) -> str:
    return reverse("events:people", args=[activity.ref])


def test_names_are_for_organisers_others_see_codes(make, organiser, activity):
    person = make.person(name="Айгүл Сынақ")
    code = issue_code(person)
    make.attendance(activity, person=person, gender="female", age=19)
    make.attendance(activity, person=None, gender="male", age=60, statuses=())
    page = organiser.get(path_of(activity)).content.decode()
    assert "Айгүл Сынақ" in page
    assert code.display in page
    for role in ("staff", "viewer"):
        page = signed_in(make.member(role).user).get(path_of(activity)).content.decode()
        assert "Айгүл" not in page
        assert code.display in page
    assert Client().get(path_of(activity)).status_code == 302


def test_only_live_rows_are_listed_until_asked(make, organiser, activity):
    kept = make.attendance(activity).attendance
    gone = make.attendance(activity).attendance
    void_attendance(gone, reason="қате адам", by=None)
    page = organiser.get(path_of(activity))
    assert [line.row for line in page.context["lines"]] == [kept]
    assert page.context["undone"] == 1
    assert "қате адам" not in page.content.decode()
    page = organiser.get(path_of(activity), {"undone": 1})
    assert {line.row for line in page.context["lines"]} == {kept, gone}
    assert "қате адам" in page.content.decode()


def test_a_hundred_to_a_page_in_the_same_number_of_queries(make, organiser, activity, django_assert_max_num_queries):
    for _ in range(3):
        issue_code(make.attendance(activity).attendance.person)
    with django_assert_max_num_queries(14) as few:
        organiser.get(path_of(activity))
    for _ in range(99):
        issue_code(make.attendance(activity).attendance.person)
    with django_assert_max_num_queries(len(few)):
        page = organiser.get(path_of(activity))
    assert len(page.context["lines"]) == 100
    assert len(organiser.get(path_of(activity), {"page": 2}).context["lines"]) == 2
    assert organiser.get(path_of(activity), {"page": "rubbish"}).status_code == 200


def test_undo_needs_a_reason_and_keeps_it(make, organiser, activity):
    row = make.attendance(activity).attendance
    path = reverse("events:undo", args=[row.uuid])
    assert organiser.get(path).status_code == 200
    assert organiser.post(path, {"words": "   "}).status_code == 422
    assert organiser.post(path, {"words": "a\0"}).status_code == 422
    assert organiser.post(path, {"usual": "rubbish"}).status_code == 422
    assert organiser.post(path, {"words": "басқа адам екен"}).url == path_of(activity)
    row.refresh_from_db()
    assert (row.void_reason, row.is_counted) == ("басқа адам екен", False)
    assert organiser.post(path, {"words": "тағы"}).status_code == 302
    row.refresh_from_db()
    assert row.void_reason == "басқа адам екен"


def test_a_correction_replaces_the_row_once(make, organiser, activity):
    row = make.attendance(activity, gender="female", age=19, statuses=("youth",)).attendance
    path = reverse("events:correct", args=[row.uuid])
    form = organiser.get(path).context["form"]
    assert form.initial["age"] == 19
    sent = {"form": uuid.uuid4(), "gender": "male", "age": "1970", "statuses": ["business"], "reason": "жасы қате"}
    assert organiser.post(path, {**sent, "reason": ""}).status_code == 422
    assert organiser.post(path, {**sent, "age": "4"}).status_code == 422
    for _tap in range(2):
        assert organiser.post(path, sent).url == path_of(activity)
    new = Attendance.objects.live().get()
    assert (new.gender, new.age, new.birth_year, new.statuses) == ("male", 55, 1970, "business")
    assert (new.replaces, new.person, new.observed_at) == (row, row.person, row.observed_at)
    assert Attendance.objects.count() == 2
    assert organiser.post(path, {**sent, "gender": "female"}).status_code == 409


def test_roles_and_foreign_entries(make, activity):
    row = make.attendance(activity).attendance
    undo, correct = (reverse(f"events:{name}", args=[row.uuid]) for name in ("undo", "correct"))
    viewer, staff = (signed_in(make.member(role).user) for role in ("viewer", "staff"))
    assert viewer.post(undo, {"usual": "mistake"}).status_code == 403
    assert viewer.get(correct).status_code == 403
    assert staff.get(correct).status_code == 403
    assert staff.get(undo).status_code == 200
    stranger = signed_in(make.other_organisation().member().user)
    for path in (undo, correct, path_of(activity)):
        assert stranger.get(path).status_code == 404
        assert stranger.post(undo, {"usual": "mistake"}).status_code == 404
    row.refresh_from_db()
    assert row.voided_at is None
    page = viewer.get(path_of(activity)).content.decode()
    assert undo not in page
    assert correct not in page
