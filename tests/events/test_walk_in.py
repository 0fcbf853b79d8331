"""The walk-in form: people without a code, filled in by staff."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.models import Attendance, Consent, Person, Source
from tests.conftest import signed_in
from tests.events.phone import Phone


@pytest.fixture
def activity(make):
    return make.activity(starts_on=timezone.localdate(), ask_name="optional", ask_phone="optional")


@pytest.fixture
def staff(make):
    return signed_in(make.member("staff").user)


@pytest.fixture
def person(make):
    return make.person(name="Айгүл Сынақова Ержанқызы")


def walk_in(client, activity, follow=True, **fields):
    sent = {"form": uuid.uuid4(), "consent": "on", "act": "count", **fields}
    return client.post(reverse("events:walk_in", args=[activity.ref]), sent, follow=follow)


def test_a_walk_in_is_counted_with_what_staff_were_told(staff, activity):
    page = walk_in(staff, activity, gender="male", age="52", statuses=["business"], name="Болат Сынақ", photo="on")
    row = Attendance.objects.get()
    assert (row.gender, row.age, row.statuses, row.source) == ("male", 52, "business", Source.WALK_IN)
    assert (row.person.name, row.person.is_identified, row.person.codes.count()) == ("Болат Сынақ", False, 0)
    assert sorted((c.kind, c.given, c.wording) for c in row.consents.all()) == [
        ("data", True, "with-staff-1"),
        ("photo", True, "with-staff-1"),
    ]
    assert (page.context["last"].row, page.context["counted"]) == (row, 1)


def test_a_walk_in_needs_consent_for_data_and_a_guardian_for_a_minor(staff, activity):
    assert walk_in(staff, activity, consent="", gender="male").context["form"].errors.keys() == {"consent"}
    response = walk_in(staff, activity, age="12")
    assert response.context["form"].errors.keys() == {"guardian"}
    assert response.status_code == 422
    walk_in(staff, activity, age="12", guardian="on")
    assert Consent.objects.get(kind="data").by_guardian


def test_a_walk_in_without_data_leaves_nothing_but_the_count(staff, activity):
    walk_in(staff, activity, act="without_data", consent="", name="Болат", age="xx")
    row = Attendance.objects.get()
    assert (row.person, row.gender, row.age, Person.objects.count()) == (None, "not_stated", None, 0)
    assert [(c.kind, c.given) for c in Consent.objects.all()] == [("data", False)]


def test_a_walk_in_sent_twice_is_one_and_the_next_one_is_another(staff, activity):
    form = uuid.uuid4()
    for name in ("Болат", "Болат", "Айгүл"):
        walk_in(staff, activity, form=form, name=name, gender="male")
    assert (Attendance.objects.count(), Person.objects.count()) == (2, 2)
    assert walk_in(staff, activity, form="x", act="without_data").status_code == 404
    assert walk_in(staff, activity, form="x").status_code == 422


def test_a_walk_in_with_a_known_number_is_that_person(make, staff, activity):
    phone = Phone(make.activity(ask_phone="required"))
    phone.check_in(phone="+7 000 000 00 01")
    walk_in(staff, activity, phone="8 000 000 00 01", gender="female")
    walk_in(staff, activity, phone="8 000 000 00 01", gender="female")
    assert Person.objects.count() == 1
    assert Attendance.objects.filter(activity=activity).count() == 1


def test_a_walk_in_form_sent_again_after_its_entry_was_undone_says_so(staff, activity):
    form = uuid.uuid4()
    walk_in(staff, activity, form=form, name="Болат")
    void_attendance(Attendance.objects.get(), reason="mistake", by=None)
    assert walk_in(staff, activity, form=form, name="Болат").status_code == 409
    assert Attendance.objects.counted().count() == 0
