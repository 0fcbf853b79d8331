"""The staff's phone in the person's hands, and children without contact data."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Attendance, Consent, Person, Source
from tests.conftest import signed_in
from tests.events.phone import Phone


@pytest.fixture
def activity(make):
    return make.activity(starts_on=timezone.localdate(), ask_name="optional", ask_phone="required")


@pytest.fixture
def staff(make):
    return signed_in(make.member("staff").user)


def hand(client, activity, **fields):
    sent = {"form": uuid.uuid4(), "consent": "on", "act": "count", "phone": "+7 700 000 00 01", **fields}
    return client.post(reverse("events:walk_in", args=[activity.ref]) + "?hand=1", sent)


def test_the_person_agrees_in_their_own_words_and_gives_the_phone_back(staff, activity):
    path = reverse("events:walk_in", args=[activity.ref])
    page = staff.get(path + "?hand=1").content.decode()
    assert activity.organisation.name in page
    assert reverse("events:staff_check_in") not in page
    assert 'class="rail"' not in page
    answer = hand(staff, activity, name="Айгүл", gender="female", age="19")
    assert answer.url == f"{path}?hand=1&done=1"
    row = Attendance.objects.get()
    assert (row.source, row.age, row.person.name) == (Source.WALK_IN, 19, "Айгүл")
    assert {consent.wording for consent in row.consents.all()} == {"own-phone-1"}
    done = staff.get(answer.url).content.decode()
    assert reverse("events:staff_check_in") in done
    assert "Айгүл" not in done
    assert staff.get(reverse("events:staff_check_in")).context["last"].row == row


def test_what_is_missing_is_told_and_the_rest_kept(staff, activity):
    answer = hand(staff, activity, consent="", name="Айгүл")
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"consent"})
    assert 'value="Айгүл"' in answer.content.decode()
    assert hand(staff, activity, act="without_data", consent="", name="Айгүл").status_code == 302
    assert (Attendance.objects.get().person, Person.objects.count()) == (None, 0)


def test_a_double_tap_is_one(staff, activity):
    form = uuid.uuid4()
    for _tap in range(2):
        assert hand(staff, activity, form=form).status_code == 302
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)


def test_a_child_comes_without_contact_data(staff, activity):
    answer = hand(staff, activity, phone="", age="12", guardian="on")
    assert answer.status_code == 302
    assert hand(staff, activity, phone="", age="", statuses=["children"], guardian="on").status_code == 302
    assert {(row.person.phone, row.source) for row in Attendance.objects.all()} == {("", Source.WALK_IN)}
    assert Consent.objects.filter(kind="data", by_guardian=True).count() == 2


def test_a_childs_contact_data_may_still_be_given_but_not_wrongly(staff, activity):
    assert hand(staff, activity, phone="12", age="12", guardian="on").context["form"].errors.keys() == {"phone"}
    hand(staff, activity, phone="+7 700 000 00 01", age="12", guardian="on")
    assert Person.objects.get().phone == "+77000000001"


def test_an_adult_still_has_to_give_what_is_required(staff, activity):
    assert hand(staff, activity, phone="", age="18").context["form"].errors.keys() == {"phone"}
    assert hand(staff, activity, phone="").context["form"].errors.keys() == {"phone"}


def test_the_guardians_word_is_asked_for_and_without_it_the_child_is_counted_without_data(staff, activity):
    answer = hand(staff, activity, phone="", age="12")
    assert answer.context["form"].errors.keys() == {"guardian"}
    assert hand(staff, activity, phone="", age="12", act="without_data").status_code == 302
    assert Attendance.objects.counted().count() == 1


def test_on_the_childs_own_phone_too_and_again_by_one_tap(make, activity):
    phone = Phone(activity)
    assert phone.check_in(age="15", guardian="on", name="Айгүл").status_code == 302
    later = make.activity(starts_on=timezone.localdate(), ask_phone="required")
    phone.at(later).check_in(act="again")
    assert Attendance.objects.filter(activity=later, person__name="Айгүл").count() == 1
