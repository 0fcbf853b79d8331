"""Coming again: one tap, the same number elsewhere, several sessions, deleting one's data."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions.codes import issue_code
from events.models import Attendance, Consent, Person
from grants.models import AuditEntry
from tests.events.phone import Phone
from tests.factories import ALMATY

NUMBER = "8 000 000 00 01"


def counted(activity) -> int:
    return Attendance.objects.counted().filter(activity=activity).count()


def held_on(make, day):
    """An activity of that day whose poster is open already."""
    return make.activity(starts_on=day, opens_at=datetime(2025, 1, 1, tzinfo=ALMATY))


@pytest.fixture
def activity(make):
    return make.activity(ask_name="optional", ask_phone="optional")


def test_at_the_next_activity_one_tap_counts_with_facts_aged(make, activity):
    phone = Phone(activity)
    phone.check_in(name="Айгүл", photo="on", statuses=["youth", "unemployed"])
    later = held_on(make, date(2027, 9, 9))
    phone.at(later)
    page = phone.get().content.decode()
    assert "Айгүл" in page
    assert 'name="consent"' not in page
    phone.send(phone.open(), act="again", consent="", gender="", age="", statuses=[])
    row = Attendance.objects.get(activity=later)
    # 10.09.2025 to 09.09.2027 is one full year.
    assert (row.gender, row.age, row.statuses) == ("female", 20, "unemployed;youth")
    assert (row.person, Person.objects.count()) == (Attendance.objects.get(activity=activity).person, 1)
    assert sorted((c.kind, c.given) for c in row.consents.all()) == [("data", True), ("photo", True)]


def test_the_age_is_followed_from_where_it_was_stated(make, activity):
    """Rounding down at every activity would keep a person young: 9 months and 9 months are a year and a half."""
    phone = Phone(activity)
    phone.check_in(age="19")
    for day in (date(2026, 6, 1), date(2027, 3, 1)):
        phone.at(held_on(make, day)).check_in(act="again")
    assert list(Attendance.objects.order_by("pk").values_list("age", flat=True)) == [19, 19, 20]


def test_with_a_birth_year_the_age_is_that_of_the_activitys_year(make, activity):
    phone = Phone(activity)
    phone.check_in(age="2006")
    phone.at(held_on(make, date(2026, 1, 5))).check_in(act="again")
    row = Attendance.objects.latest("pk")
    assert (row.age, row.birth_year) == (20, 2006)


def test_statuses_that_were_outgrown_do_not_come_along(make, activity):
    phone = Phone(activity)
    phone.check_in(age="35", statuses=["youth", "business"])
    phone.at(held_on(make, date(2026, 10, 1))).check_in(act="again")
    row = Attendance.objects.latest("pk")
    assert (row.age, row.statuses) == (36, "business")


def test_one_tap_is_offered_only_when_nothing_is_missing(make, activity):
    phone = Phone(activity)
    phone.check_in(age="17", guardian="on")
    person = Person.objects.get()
    with_name = make.activity(ask_name="required")
    assert 'name="consent"' in phone.at(with_name).get().content.decode()
    response = phone.send(phone.open(), act="again")
    assert response.url.endswith("?change=1")
    Consent.objects.update(by_guardian=False)
    assert 'name="consent"' in phone.at(make.activity()).get().content.decode()
    Consent.objects.update(by_guardian=True, withdrawn_at=timezone.now())
    assert 'name="consent"' in phone.get().content.decode()
    assert Attendance.objects.filter(person=person).count() == 1


def test_a_remembered_person_may_change_their_data(make, activity):
    phone = Phone(activity)
    phone.check_in(name="Айгүл", age="19")
    phone.at(make.activity())
    page = phone.get(phone.link + "?change=1")
    assert page.context["form"].initial == {
        "name": "Айгүл",
        "phone": "",
        "gender": "female",
        "age": 19,
        "statuses": ("youth",),
    }
    phone.send(page.context["phone_mark"], name="Айгерім", age="21", statuses=["business"])
    assert Person.objects.get().name == "Айгерім"
    row = Attendance.objects.latest("pk")
    assert (row.person, row.age, row.statuses) == (Person.objects.get(), 21, "business")


def test_not_me_and_a_second_person_on_the_same_phone_are_two(activity):
    phone = Phone(activity)
    phone.check_in(name="Айгүл")
    assert phone.press("forget").url == phone.link
    page = phone.get().content.decode()
    assert "Айгүл" not in page
    phone.check_in(name="Болат", gender="male")
    assert counted(activity) == 2
    assert Person.objects.count() == 2


def test_the_same_number_in_another_browser_is_the_same_person_but_shows_nothing_of_them(activity):
    Phone(activity).check_in(name="Айгүл Сынақ", phone=NUMBER)
    second = Phone(activity)
    second.check_in(phone="+7 000 000 00 01", age="20")
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)
    page = second.counted_page()
    assert "personal_code" not in page.context
    assert "Айгүл" not in page.content.decode()
    assert page.context["attendance"] == Attendance.objects.get()
    assert second.get().status_code == 302
    png = second.client.get(reverse("events:my_code_png", args=[activity.public_code]))
    assert png.status_code == 404


def test_the_same_number_at_the_next_activity_counts_that_person(make, activity):
    Phone(activity).check_in(phone=NUMBER)
    other = make.activity(ask_phone="optional")
    second = Phone(other)
    second.check_in(phone=NUMBER)
    assert Person.objects.count() == 1
    assert Attendance.objects.get(activity=other).person == Person.objects.get()
    assert "personal_code" not in second.counted_page().context


@pytest.mark.parametrize("changed", [{"gender": "male"}, {"age": "40"}, {"name": "Болат"}])
def test_the_same_number_with_contradicting_facts_is_somebody_else(activity, changed):
    Phone(activity).check_in(phone=NUMBER, name="Айгүл")
    Phone(activity).check_in(phone=NUMBER, **{"name": "АЙГҮЛ", **changed})
    assert (Person.objects.count(), counted(activity)) == (2, 2)


def test_the_same_number_in_another_organisation_is_somebody_else(make, activity):
    Phone(activity).check_in(phone=NUMBER)
    other = make.other_organisation()
    Phone(other.activity(ask_phone="optional")).check_in(phone=NUMBER)
    assert Person.objects.count() == 2


def test_a_phone_known_to_one_organisation_is_a_stranger_to_another(make, activity):
    phone = Phone(activity)
    phone.check_in(name="Айгүл")
    phone.at(make.other_organisation().activity())
    assert 'name="consent"' in phone.get().content.decode()
    phone.check_in()
    assert Person.objects.count() == 2
    assert phone.at(activity).counted_page().context["personal_code"].person.name == "Айгүл"


def test_a_person_counted_by_staff_is_already_counted_on_their_phone(make, activity):
    phone = Phone(make.activity())
    phone.check_in()
    make.attendance(activity, person=Person.objects.get())
    phone.at(activity)
    assert phone.get().status_code == 302
    assert counted(activity) == 1


def test_a_second_session_is_a_row_that_counts_nobody_twice(make):
    today = timezone.localdate()
    activity = make.activity(sessions=2)
    activity.sessions.filter(number=1).update(held_on=today)
    activity.sessions.filter(number=2).update(held_on=date(2025, 9, 11))
    phone = Phone(activity)
    phone.check_in()
    activity.sessions.filter(number=1).update(held_on=date(2025, 9, 10))
    activity.sessions.filter(number=2).update(held_on=today)
    assert 'value="again"' in phone.get().content.decode()
    phone.check_in(act="again")
    assert [(r.session.number, r.is_counted) for r in Attendance.objects.order_by("pk")] == [(1, True), (2, False)]


def test_without_data_at_a_second_session_is_not_counted_again(make):
    today = timezone.localdate()
    activity = make.activity(sessions=2)
    first, second = activity.sessions.all()
    phone = Phone(activity)
    mark = phone.open()
    for turn in (first, second):
        activity.sessions.update(held_on=date(2025, 9, 10))
        activity.sessions.filter(pk=turn.pk).update(held_on=today)
        phone.send(mark, act="without_data")
    assert Attendance.objects.count() == 1
    assert phone.get().status_code == 302


def test_delete_my_data_keeps_the_count_and_nothing_else(make, activity):
    phone = Phone(activity)
    phone.check_in(name="Айгүл", phone=NUMBER, age="2006")
    person = Person.objects.get()
    many = make.activity(sessions=2)
    for session in many.sessions.all():
        make.attendance(many, person=person, session=session)
    code = issue_code(person)
    response = phone.get(reverse("events:withdraw", args=[activity.public_code]))
    assert code.display in response.content.decode()
    assert Person.objects.get().withdrawn_at is None
    phone.press("withdraw")
    person.refresh_from_db()
    code.refresh_from_db()
    assert (person.name, person.phone, person.external_key, person.is_identified) == ("", "", "", False)
    assert person.withdrawn_at is not None
    assert code.revoked_at is not None
    assert not Attendance.objects.filter(person__isnull=False).exists()
    row = Attendance.objects.get(activity=activity)
    assert (row.gender, row.age, row.birth_year, row.category) == ("female", 19, None, "youth")
    assert (counted(activity), counted(many)) == (1, 1)
    assert many.attendances.get(session__number=2).void_reason == "withdrawn"
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()
    assert "Айгүл" not in str(list(AuditEntry.objects.values("verb", "subject", "details")))
    page = phone.counted_page()
    assert "personal_code" not in page.context
    assert phone.get().status_code == 302


def test_only_the_phones_own_person_can_be_deleted(activity):
    Phone(activity).check_in(name="Айгүл")
    stranger = Phone(activity)
    assert stranger.get(reverse("events:withdraw", args=[activity.public_code])).status_code == 302
    assert stranger.press("withdraw").status_code == 302
    assert Person.objects.get().name == "Айгүл"


def test_buttons_that_forget_or_delete_need_the_pages_token(activity):
    phone = Phone(activity)
    phone.check_in()
    for name in ("forget", "withdraw"):
        assert phone.client.post(reverse(f"events:{name}", args=[activity.public_code])).status_code == 403
    assert phone.counted_page().status_code == 200


def test_a_cancelled_activity_counts_nobody(activity):
    phone = Phone(activity)
    mark = phone.open()
    activity.cancelled_at, activity.cancel_reason = timezone.now(), "карантин"
    activity.save()
    assert phone.get().status_code == 409
    assert phone.send(mark).status_code == 409
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("code", ["ABCDEFGH", "BBBBBBBB", "x", "%00", "Ә" * 8, "B" * 300])
def test_an_unknown_link_is_told_kindly(db, code):
    for suffix in ("", "counted/", "my-code.png", "delete-my-data/"):
        response = Client().get(f"/a/{code}/{suffix}")
        assert response.status_code == 404
        assert "text/html" in response.headers["Content-Type"]


def test_a_link_in_small_letters_works(activity):
    assert Client().get(f"/a/{activity.public_code.lower()}/").status_code == 200


def test_odd_input_is_told_and_never_a_fault(activity):
    phone = Phone(activity)
    for fields in (
        {"gender": "attack-helicopter"},
        {"statuses": ["\0"]},
        {"name": "a\0b"},
        {"name": "Ж" * 121},
        {"phone": "7" * 31},
    ):
        assert phone.check_in(**fields).status_code == 422
    assert phone.client.post(phone.link, "{}", content_type="application/json").status_code == 400
    assert phone.client.put(phone.link).status_code == 405
    assert counted(activity) == 0


def test_the_form_is_light_and_needs_no_script(activity):
    phone = Phone(activity)
    assert len(phone.get().content) < 20_000
    phone.check_in()
    assert len(phone.counted_page().content) < 20_000
