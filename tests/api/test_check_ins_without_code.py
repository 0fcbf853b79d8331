"""Check-ins of people without a code: the walk-in form, a class in one act; and signatures."""

import pytest

from events.models import Attendance, Consent, Person
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


def test_walk_ins_come_with_consent_or_without_data(make, phone, activity):
    told = {"consent": True, "gender": "male", "age": 44, "statuses": ["unemployed"], "name": "Ержан Қ"}
    answer = phone.scan(walk_in=told)
    assert (answer.status_code, answer.json()["person"]) == (201, {"name": "Ержан Қ.", "code": ""})
    row = Attendance.objects.get(uuid=answer.json()["scan_id"])
    assert (row.source, row.device, row.category, row.door) == (
        "walk_in",
        phone.device,
        "unemployed",
        phone.device.door,
    )
    assert set(Consent.objects.values_list("kind", "given", "wording")) == {
        ("data", True, "with-staff-1"),
        ("photo", False, "with-staff-1"),
    }
    nobody = phone.scan(walk_in={"consent": False})
    assert (nobody.status_code, nobody.json()["person"]) == (201, None)
    fields = refused(phone.scan(walk_in={"consent": False, "name": "Ержан"}), 422, "invalid")
    assert fields.keys() == {"name"}
    fields = refused(phone.scan(walk_in={"consent": True, "age": 12, "phone": "12"}), 422, "invalid")
    assert fields.keys() == {"guardian_consent", "phone"}
    assert counted(activity) == 2


def test_a_repeated_walk_in_makes_one_person(make, phone):
    item = phone.item(walk_in={"consent": True, "name": "Ержан", "age": 40})
    first, again = phone.post("/check-ins", item), phone.post("/check-ins", item)
    assert (again.status_code, again.json()) == (201, first.json())
    assert Person.objects.filter(name="Ержан").count() == 1


def test_a_class_is_counted_in_one_act(make, phone, activity):
    group = {"lines": [{"gender": "female", "age": 15, "count": 12}, {"gender": None, "age": None, "count": 3}]}
    item = phone.item(group={**group, "statuses": ["youth"]})
    first, again = phone.post("/check-ins", item), phone.post("/check-ins", item)
    assert (first.status_code, first.json()["people"], first.json()["person"]) == (201, 15, None)
    assert (again.status_code, again.json()) == (201, first.json())
    rows = Attendance.objects.filter(group=item["scan_id"])
    assert set(rows.values_list("source", "device", "door")) == {("group", phone.device.pk, phone.device.door)}
    assert counted(activity) == 15
    refused(phone.scan(group={"lines": [{"count": 201}]}), 422, "group_too_large")
    refused(phone.scan(group={"lines": [{"count": 0}]}), 422, "group_empty")
    refused(phone.scan(group={"lines": []}), 422, "invalid")
    assert counted(activity) == 15


def test_a_signature_is_kept_with_the_entry_or_refused_with_everything(make, phone, activity):
    person = make.person()
    refused(phone.scan(person=person, signature="scrawl"), 422, "signature_unreadable")
    assert counted(activity) == 0
    answer = phone.scan(person=person, signature="10,10 200,300 400,10")
    assert answer.status_code == 201
    assert Attendance.objects.get().signature.strokes == "10,10 200,300 400,10"
