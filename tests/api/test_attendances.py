"""The ledger over the API."""

import copy
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Attendance, Consent, FieldSetting, Person
from grants.models import Role
from tests.api.conftest import Program, refused

WITH_DATA = {"consent": True, "gender": "female", "age": 34, "statuses": ["budget_workers"], "name": "Айгүл  Т."}


def walk_in(activity, **fields):
    return {"uuid": str(uuid.uuid4()), "activity": activity.ref, **fields}


def test_somebody_is_counted_once_per_uuid(program, make):
    activity = make.activity()
    body = walk_in(activity, **WITH_DATA)
    first, again = program.post("/attendances", body), program.post("/attendances", body)
    assert (first.status_code, first.json()["outcome"]) == (201, "new")
    assert (again.status_code, again.json()["outcome"]) == (200, "replayed")
    row = Attendance.objects.get()
    assert (str(row.uuid), row.source, row.collected_by) == (body["uuid"], "api", program.membership.user)
    found = first.json()["attendance"]
    assert (found["age_band"], found["category"], found["name"]) == ("33-45", "budget_workers", "Айгүл Т.")
    assert set(Consent.objects.values_list("kind", "given")) == {("data", True), ("photo", False)}
    assert Person.objects.count() == 1


def test_a_known_phone_is_the_same_person_who_is_counted_already(program, make):
    activity = make.activity(ask_phone=FieldSetting.OPTIONAL)
    data = {**WITH_DATA, "phone": "+7 000 000 00 01"}
    assert program.post("/attendances", walk_in(activity, **data)).status_code == 201
    again = program.post("/attendances", walk_in(activity, **data))
    assert (again.status_code, again.json()["outcome"]) == (200, "already")
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)


def test_without_consent_people_count_and_nothing_about_them_is_kept(program, make):
    activity = make.activity()
    answer = program.post("/attendances", walk_in(activity))
    assert (answer.status_code, answer.json()["attendance"]["gender"]) == (201, "not_stated")
    fields = refused(program.post("/attendances", walk_in(activity, gender="male", name="Б.")), 422, "invalid")
    assert fields.keys() == {"gender", "name"}
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 0)
    assert Consent.objects.get().given is False


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"uuid": "nonsense"}, "uuid"),
        ({"uuid": 5}, "uuid"),
        ({"activity": "a b"}, "activity"),
        ({"activity": None}, "activity"),
        ({"age": -1}, "age"),
        ({"age": 900}, "age"),
        ({"age": 10**40}, "age"),
        ({"age": "old"}, "age"),
        ({"age": 12}, "guardian_consent"),
        ({"age": None, "birth_year": 1500}, "birth_year"),
        ({"age": None, "birth_year": 2090}, "birth_year"),
        ({"gender": "x"}, "gender"),
        ({"statuses": ["king"]}, "statuses"),
        ({"statuses": "youth"}, "statuses"),
        ({"session": 7}, "session"),
        ({"session": 10**20}, "session"),
        ({"observed_at": "yesterday"}, "observed_at"),
        ({"observed_at": "0001-01-01T00:00:00+14:00"}, "observed_at"),
        ({"observed_at": 1}, "observed_at"),
        ({"name": "\x00"}, "name"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_wrong_fields_are_named_and_nobody_is_counted(program, make, wrong, field):
    activity = make.activity(ask_phone=FieldSetting.OPTIONAL)
    answer = program.post("/attendances", {**walk_in(activity), **WITH_DATA, **wrong})
    assert field in refused(answer, 422, "invalid"), answer.json()
    assert (Attendance.objects.count(), Person.objects.count()) == (0, 0)


def test_what_the_activity_requires_or_does_not_ask_is_checked(program, make):
    activity = make.activity(ask_name=FieldSetting.REQUIRED, ask_phone=FieldSetting.OFF)
    body = walk_in(activity, **{**WITH_DATA, "name": " ", "phone": "+7 000 000 00 01"})
    assert refused(program.post("/attendances", body), 422, "invalid").keys() == {"name", "phone"}


def test_birth_year_and_observed_time_are_kept(program, make):
    activity = make.activity()
    body = walk_in(
        activity, consent=True, birth_year=2005, observed_at="2025-09-10T10:03:00+05:00", guardian_consent=False
    )
    found = program.post("/attendances", body).json()["attendance"]
    assert (found["age"], found["observed_at"]) == (20, "2025-09-10T05:03:00Z")


def test_a_uuid_of_another_activity_is_refused(program, make):
    body = walk_in(make.activity())
    program.post("/attendances", body)
    other = {**body, "activity": make.activity().ref}
    refused(program.post("/attendances", other), 409, "act_of_another_session")


def test_a_row_is_undone_with_a_reason_and_doing_it_twice_changes_nothing(program, make):
    row = make.attendance(make.activity()).attendance
    path = f"/attendances/{row.uuid}/void"
    assert "reason" in refused(program.post(path, {}), 422, "invalid")
    assert "reason" in refused(program.post(path, {"reason": ""}), 422, "invalid")
    refused(program.post(path, {"reason": "   "}), 422, "reason_missing")
    assert program.post(path, {"reason": "қате"}).json()["void_reason"] == "қате"
    assert program.post(path, {"reason": "тағы"}).json()["void_reason"] == "қате"
    row.refresh_from_db()
    assert (row.is_counted, row.void_reason) == (False, "қате")


def test_names_and_phones_are_for_those_who_may_see_people(program_of, make):
    activity = make.activity()
    person = make.person(name="Айгүл", phone="+70000000001")
    make.attendance(activity, person=person)
    for role, name in ((Role.VIEWER, None), (Role.STAFF, None), (Role.ORGANISER, "Айгүл")):
        (item,) = program_of(role).get("/attendances", activity=activity.ref).json()["items"]
        assert (item["person"], item["name"], item["phone"]) == (person.pk, name, name and "+70000000001")


def test_changes_since_a_moment_hold_the_undone_rows_too(program, make):
    activity = make.activity()
    old, undone = make.attendance(activity).attendance, make.attendance(activity).attendance
    Attendance.objects.update(received_at="2025-09-10T10:00:00+05:00")
    program.post(f"/attendances/{undone.uuid}/void", {"reason": "қате"})
    new = make.attendance(activity).attendance

    def uuids(**params):
        found = program.get("/attendances", activity=activity.ref, **params).json()
        assert found["total"] == len(found["items"])
        return [item["uuid"] for item in found["items"]]

    assert uuids() == [str(old.uuid), str(new.uuid)]
    assert uuids(updated_since="2025-09-11T00:00:00+05:00") == [str(undone.uuid), str(new.uuid)]
    assert uuids(updated_since="2025-09-11T00:00:00") == [str(undone.uuid), str(new.uuid)]
    assert "updated_since" in refused(
        program.get("/attendances", activity=activity.ref, updated_since="x"), 422, "invalid"
    )
    assert "activity" in refused(program.get("/attendances"), 422, "invalid")


def test_roles_and_other_organisations(program_of, make):
    activity = make.activity()
    row = make.attendance(activity).attendance
    viewer = program_of(Role.VIEWER)
    refused(viewer.post("/attendances", walk_in(activity)), 403, "not_allowed")
    refused(viewer.post(f"/attendances/{row.uuid}/void", {"reason": "x"}), 403, "not_allowed")
    assert program_of(Role.STAFF).post("/attendances", walk_in(activity)).status_code == 201
    other = make.other_organisation()
    foreign = other.activity(ref="FOREIGN")
    foreign_row = other.attendance(foreign).attendance
    staff = program_of(Role.STAFF)
    refused(staff.get("/attendances", activity="FOREIGN"), 404, "not_found")
    refused(staff.post("/attendances", walk_in(foreign)), 404, "not_found")
    refused(staff.post(f"/attendances/{foreign_row.uuid}/void", {"reason": "x"}), 404, "not_found")
    foreign_row.refresh_from_db()
    assert foreign_row.voided_at is None


def test_the_list_takes_as_many_queries_for_many_as_for_one(program, make):
    activity = make.activity()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert program.get("/attendances", activity=activity.ref).status_code == 200
        return len(captured)

    make.attendance(activity)
    queries()
    few = queries()
    for _ in range(5):
        make.attendance(activity)
    assert queries() == few


@pytest.mark.django_db(transaction=True)
def test_the_same_uuid_sent_twice_at_once_counts_once_and_makes_one_person(make):
    program, activity = Program(make.member(Role.ORGANISER)), make.activity()
    body = walk_in(activity, **WITH_DATA)
    outcomes, start = [], threading.Barrier(3)

    def send():
        try:
            own = copy.copy(program)
            own.client = Client()
            start.wait()
            outcomes.append(own.post("/attendances", body).json().get("outcome"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["new", "replayed", "replayed"]
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)
