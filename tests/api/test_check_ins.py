"""Check-ins by scanner phones and members: what is counted, what is already here, what is refused."""

import json
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.codes import issue_code, revoke_code, token_of
from events.actions.merging import merge_people
from events.actions.people import withdraw_person
from events.models import Attendance, Scan
from grants.models import Role
from tests.api.conftest import refused
from tests.api.scanner import Phone


@pytest.fixture
def activity(make):
    return make.activity()


@pytest.fixture
def phone(make, activity):
    return Phone(make, activity=activity, door="Солтүстік есік")


def counted(activity):
    return Attendance.objects.counted().filter(activity=activity).count()


def test_a_new_person_is_counted_with_the_facts_of_the_last_visit_aged(make, phone, activity):
    person = make.person(name="Айгерім Сәкен Болатқызы")
    before = make.activity(starts_on=date(2023, 9, 1))
    make.attendance(before, person=person, age=16, gender="female", statuses=("children",))
    answer = phone.scan(person=person)
    assert answer.status_code == 201
    row = Attendance.objects.get(activity=activity)
    code = person.codes.get()
    assert answer.json() == {
        "outcome": "checked_in",
        "scan_id": str(row.uuid),
        "observed_at": row.observed_at.isoformat().replace("+00:00", "Z"),
        "session": 1,
        "door": "Солтүстік есік",
        "person": {"name": "Айгерім С.", "code": code.display},
        "people": 1,
    }
    assert (row.gender, row.age, row.age_band, row.category, row.category_is_derived) == (
        "female", 18, "17-22", "youth", True,
    )  # fmt: skip
    assert (row.source, row.device, row.door, row.collected_by, row.is_counted) == (
        "scan", phone.device, "Солтүстік есік", None, True,
    )  # fmt: skip
    assert (row.phone_time, row.is_late, row.person) == (None, False, person)


def test_the_plain_case_takes_three_statements_one_of_which_writes(make, phone):
    person = make.person(name="Айгерім")
    make.attendance(make.activity(), person=person)
    item = phone.item(person=person)
    with CaptureQueriesContext(connection) as captured:
        assert phone.post("/check-ins", item).status_code == 201
    assert [query["sql"].split()[0] for query in captured] == ["SELECT", "SELECT", "INSERT"]
    with CaptureQueriesContext(connection) as captured:
        assert phone.post("/check-ins", item).status_code == 201
    assert len(captured) < 12


@pytest.mark.parametrize("how", ["token", "short_code", "participant"])
def test_every_way_of_naming_a_known_person_is_as_short(make, phone, how):
    person = make.person(name="Айгерім")
    make.attendance(make.activity(), person=person)
    code = issue_code(person)
    value = {"token": token_of(code), "short_code": code.display.lower(), "participant": person.pk}[how]
    with CaptureQueriesContext(connection) as captured:
        answer = phone.scan(**{how: value})
    assert (answer.status_code, len(captured)) == (201, 3)
    assert answer.json()["person"] == {"name": "Айгерім", "code": code.display}
    assert Attendance.objects.get(uuid=answer.json()["scan_id"]).source == ("name" if how == "participant" else "scan")


def test_somebody_who_is_here_is_told_since_when_and_at_which_door(make, phone, activity):
    person = make.person(name="Айгерім")
    first = phone.scan(person=person).json()
    other = Phone(make, activity=activity, door="Оңтүстік есік")
    again = other.scan(person=person)
    assert (again.status_code, again.json()["outcome"]) == (200, "already_checked_in")
    assert (again.json()["since"], again.json()["door"]) == (first["observed_at"], "Солтүстік есік")
    assert again.json()["person"] == first["person"]
    assert counted(activity) == 1
    scan = Scan.objects.get()
    assert (scan.outcome, scan.device, scan.door) == ("already_checked_in", other.device, "Оңтүстік есік")


def test_a_repeated_scan_gets_the_first_answer_again_whatever_came_in_between(make, phone, activity):
    person = make.person(name="Айгерім")
    item, second = phone.item(person=person), phone.item(person=person)
    first = phone.post("/check-ins", item)
    already = phone.post("/check-ins", second)
    for _ in range(2):
        again = phone.post("/check-ins", item)
        assert (again.status_code, again.json()) == (201, first.json())
    void_attendance(Attendance.objects.get(), reason="қате", by=None)
    assert phone.post("/check-ins", item).json() == first.json()
    again = phone.post("/check-ins", second)
    assert (again.status_code, again.json()) == (200, already.json())
    assert counted(activity) == 0
    # A new act counts the person anew; the old ones still say what they said.
    assert phone.scan(person=person).status_code == 201
    assert phone.post("/check-ins", item).json() == first.json()
    assert counted(activity) == 1


def test_a_person_at_two_sessions_has_two_rows_and_counts_once(make):
    activity = make.activity(sessions=2)
    phone, person = Phone(make, activity=activity), make.person()
    answers = [phone.scan(person=person, session=number) for number in (1, 2, 2)]
    assert [answer.status_code for answer in answers] == [201, 201, 200]
    assert [answer.json()["session"] for answer in answers] == [1, 2, 2]
    assert list(Attendance.objects.order_by("pk").values_list("is_counted", flat=True)) == [True, False]


def test_without_a_session_it_is_the_one_that_is_on(make, phone, activity):
    item = phone.item(person=make.person())
    del item["session"]
    assert phone.post("/check-ins", item).json()["session"] == 1
    refused(phone.scan(person=make.person(), session=7), 422, "invalid")


def test_the_activity_may_be_named_by_its_ref(make, phone, activity):
    assert phone.scan(person=make.person(), activity=activity.ref).status_code == 201


def test_a_whole_link_is_as_good_as_the_bare_token(make, phone):
    token = token_of(issue_code(make.person()))
    assert phone.scan(token=f"https://example.kz/c/{token.lower()}?x=1").status_code == 201


def test_what_no_code_of_ours_is_refused_and_nothing_is_stored(make, phone, activity):
    person = make.person()
    code = issue_code(person)
    token = token_of(code)
    foreign = make.other_organisation()
    theirs = token_of(issue_code(foreign.person()))
    edited = token[:60] + ("A" if token[60] != "A" else "B") + token[61:]
    for wrong in (token[:-1], token[:50], edited, "https://example.kz/", "\x00\ud800", "x" * 4000):
        refused(phone.scan(token=wrong), 422, "code_damaged")
    refused(phone.scan(token=theirs), 404, "code_of_another_organisation")
    refused(phone.scan(short_code="ZZ-ZZ-ZZ"), 404, "code_unknown")
    refused(phone.scan(short_code="?"), 404, "code_unknown")
    refused(phone.scan(participant=10**9), 404, "not_found")
    refused(phone.scan(participant=foreign.person().pk), 404, "not_found")
    revoke_code(code, by=None)
    refused(phone.scan(token=token), 410, "code_revoked")
    withdraw_person(person, by=None)
    refused(phone.scan(token=token), 409, "person_withdrawn")
    refused(phone.scan(participant=person.pk), 409, "person_withdrawn")
    assert (counted(activity), Scan.objects.count()) == (0, 0)


def test_a_closed_or_cancelled_activity_counts_nobody_online(make, phone, activity):
    person = make.person()
    activity.closed_at = timezone.now()
    activity.save()
    refused(phone.scan(person=person), 409, "activity_closed")
    activity.cancelled_at, activity.cancel_reason = timezone.now(), "карантин"
    activity.save()
    refused(phone.scan(person=person), 409, "activity_cancelled")
    assert (counted(activity), Scan.objects.count()) == (0, 0)


def test_a_merged_persons_code_counts_the_one_who_stands_for_both(make, phone, activity):
    kept, merged = make.person(name="Айгерім Сәкен"), make.person(name="Айгерим")
    token = token_of(issue_code(merged))
    merge_people(kept=kept, merged=merged, by=None)
    answer = phone.scan(token=token)
    assert (answer.status_code, answer.json()["person"]["name"]) == (201, "Айгерім С.")
    assert Attendance.objects.get(activity=activity).person == kept
    assert phone.scan(participant=merged.pk).status_code == 200
    assert counted(activity) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scan_id": None}, "scan_id"),
        ({"scan_id": "x"}, "scan_id"),
        ({"activity": None}, "activity"),
        ({"activity": 5}, "activity"),
        ({"session": "1"}, "session"),
        ({"session": True}, "session"),
        ({"session": 10**20}, "session"),
        ({"token": 5}, "token"),
        ({"token": None}, "token"),
        ({"short_code": "A7K392"}, "token"),
        ({"token": None, "participant": 1.5}, "participant"),
        ({"token": None, "walk_in": []}, "walk_in"),
        ({"token": None, "walk_in": {"consent": 1}}, "walk_in.consent"),
        ({"token": None, "walk_in": {"consent": True, "age": "old"}}, "walk_in.age"),
        ({"token": None, "group": {"lines": [5]}}, "group.lines.count"),
        ({"observed_at": "yesterday"}, "observed_at"),
        ({"observed_at": 5}, "observed_at"),
        ({"observed_at": "0001-01-01T00:00:00+14:00"}, "observed_at"),
        ({"source": "telepathy"}, "source"),
        ({"offline": "yes"}, "offline"),
        ({"signature": 5}, "signature"),
        ({"door": "\x00"}, "door"),
    ],
)
def test_wrong_fields_are_named_and_nobody_is_counted(make, phone, activity, wrong, field):
    item = {**phone.item(person=make.person()), **wrong}
    assert field in refused(phone.post("/check-ins", item), 422, "invalid")
    assert counted(activity) == 0


def test_members_check_in_too_if_their_role_may(make, activity, program_of):
    staff = program_of(Role.STAFF)
    item = {
        "scan_id": str(uuid.uuid4()),
        "activity": activity.ref,
        "token": token_of(issue_code(make.person())),
    }
    assert staff.post("/check-ins", item).status_code == 201
    row = Attendance.objects.get()
    assert (row.source, row.collected_by, row.device) == ("scan", staff.membership.user, None)
    item["scan_id"] = str(uuid.uuid4())
    refused(program_of(Role.VIEWER).post("/check-ins", item), 403, "not_allowed")
    foreign = make.other_organisation().activity(ref="FOREIGN")
    refused(staff.post("/check-ins", {**item, "activity": foreign.ref}), 404, "not_found")


def test_a_phone_counts_at_its_own_activity_and_nowhere_else(make, phone, activity):
    other = make.activity()
    person = make.person()
    refused(phone.scan(person=person, activity=other.public_code), 404, "not_found")
    refused(phone.scan(person=person, activity=make.other_organisation().activity().public_code), 404, "not_found")
    there = Phone(make, activity=other)
    item = there.item(person=person)
    assert there.post("/check-ins", item).status_code == 201
    # Nor does it learn what another one's scan said.
    refused(phone.post("/check-ins", {**item, "activity": activity.public_code}), 409, "act_of_another_session")


def test_a_phone_of_a_project_counts_at_all_its_activities(make):
    project = make.project()
    first, second = make.activity(project), make.activity(project)
    phone = Phone(make, project=project)
    for activity in (first, second):
        assert phone.scan(person=make.person(), activity=activity.public_code).status_code == 201
    refused(phone.scan(person=make.person(), activity=make.activity().public_code), 404, "not_found")


def test_a_phones_token_opens_nothing_else(make, phone, activity):
    for path in ("/me", "/projects", "/activities", f"/attendances?activity={activity.ref}"):
        refused(phone.get(path), 401, "not_signed_in")
    refused(phone.post("/attendances", {"uuid": str(uuid.uuid4()), "activity": activity.ref}), 401, "not_signed_in")
    assert phone.client.get("/activities/", headers=phone.headers).status_code == 302


def test_bodies_that_are_no_objects_are_malformed(phone):
    for body in (b"", b"{", b"[]", b"1", b'"x"', b"NaN", b"\xff", b"[" * 100_000, b'{"a":' * 50_000):
        refused(phone.post("/check-ins", body), 400, "malformed")
        refused(phone.post("/check-ins/batch", body), 400, "malformed")


def test_the_description_names_what_is_read_by_hand(client):
    schema = client.get("/api/v1/openapi.json").json()
    body = schema["paths"]["/api/v1/check-ins"]["post"]["requestBody"]
    assert "scan_id" in json.dumps(body)
