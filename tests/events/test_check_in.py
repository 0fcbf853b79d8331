"""Poster check-in on a participant's own phone: one submission is one live attendance."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.attendance import correct_attendance, void_attendance
from events.facts import Facts
from events.models import Attendance, Consent, Person, Source
from tests.events.phone import FORM, Phone

NUMBER = "8 000 000 00 01"


def counted(activity) -> int:
    return Attendance.objects.counted().filter(activity=activity).count()


@pytest.fixture
def activity(make):
    return make.activity(ask_name="optional", ask_phone="optional")


def test_the_page_says_what_it_is_and_who_collects_the_data(activity):
    activity.organisation.contact = "help@example.kz"
    activity.organisation.save()
    response = Phone(activity).get()
    page = response.content.decode()
    for words in (activity.title, "10.09.2025", "10:00", "Тараз сервис колледжі", "help@example.kz"):
        assert words in page
    assert activity.organisation.name in page
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.cookies["phone"]["httponly"]
    assert response.cookies["phone"]["samesite"] == "Lax"


def test_a_participant_is_counted_with_facts_consents_and_a_code(activity):
    response = Phone(activity).check_in(name="  Айгүл   Сынақ ", phone=NUMBER, photo="on")
    assert response.status_code == 302
    assert response.url == reverse("desk:counted", args=[activity.public_code])
    row = Attendance.objects.get()
    assert (row.gender, row.age, row.birth_year, row.statuses) == ("female", 19, None, "youth")
    assert (row.age_band, row.category, row.source, row.is_counted) == ("17-22", "youth", Source.POSTER, True)
    assert (row.person.name, row.person.phone, row.person.is_identified) == ("Айгүл Сынақ", "+70000000001", True)
    assert row.person.codes.count() == 1
    consents = {c.kind: (c.given, c.by_guardian, c.wording, c.language) for c in row.consents.all()}
    assert consents == {
        "data": (True, False, "own-phone-1", "kk"),
        "photo": (True, False, "own-phone-1", "kk"),
    }


@pytest.mark.parametrize(
    ("typed", "age", "birth_year"),
    [("19", 19, None), ("2006", 19, 2006), ("1905", 120, 1905), ("5", 5, None), ("120", 120, None)],
)
def test_one_field_takes_an_age_or_a_birth_year(activity, typed, age, birth_year):
    Phone(activity).check_in(age=typed, guardian="on")
    row = Attendance.objects.get()
    assert (row.age, row.birth_year) == (age, birth_year)


@pytest.mark.parametrize("typed", ["4", "121", "1904", "2026", "3000", "-19", "19,5", "он тоғыз", "9" * 5000])
def test_what_is_neither_is_told_and_everything_else_is_kept(activity, typed):
    response = Phone(activity).check_in(age=typed, name="Айгүл", statuses=["business"])
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"age"}
    assert 'value="Айгүл"' in response.content.decode()
    assert response.context["form"]["statuses"].value() == ["business"]
    assert counted(activity) == 0


def test_gender_age_and_statuses_may_be_left_out(activity):
    Phone(activity).check_in(gender="", age="", statuses=[])
    row = Attendance.objects.get()
    assert (row.gender, row.age, row.age_band, row.category) == ("not_stated", None, "not_stated", "not_stated")


def test_nothing_is_stored_without_consent(activity):
    response = Phone(activity).check_in(consent="", name="Айгүл")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"consent"}
    assert (Attendance.objects.count(), Person.objects.count()) == (0, 0)


def test_who_refuses_is_counted_and_nothing_is_kept(activity):
    phone = Phone(activity)
    response = phone.check_in(act="without_data", name="Айгүл", phone=NUMBER)
    assert response.status_code == 302
    row = Attendance.objects.get()
    assert (row.person, row.gender, row.age, row.statuses) == (None, "not_stated", None, "")
    assert Person.objects.count() == 0
    assert [(c.kind, c.given) for c in Consent.objects.all()] == [("data", False)]
    page = phone.counted_page()
    assert "personal_code" not in page.context
    assert counted(activity) == 1


def test_without_data_needs_nothing_at_all(activity):
    activity.ask_name = activity.ask_phone = "required"
    activity.save()
    phone = Phone(activity)
    mark = phone.open()
    assert phone.client.post(phone.link, {"phone_mark": mark, "act": "without_data"}).status_code == 302
    assert counted(activity) == 1


def test_under_18_needs_the_guardians_word(activity):
    phone = Phone(activity)
    response = phone.check_in(age="2008", name="Айгүл")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"guardian"}
    assert (Attendance.objects.count(), Person.objects.count()) == (0, 0)
    phone.check_in(age="2008", name="Айгүл", guardian="on", photo="on")
    assert [(c.given, c.by_guardian) for c in Consent.objects.order_by("kind")] == [(True, True)] * 2


def test_a_child_without_an_age_needs_the_guardians_word_too(activity):
    phone = Phone(activity)
    response = phone.check_in(age="", statuses=["children"])
    assert response.context["form"].errors.keys() == {"guardian"}
    phone.check_in(age="", statuses=["children"], guardian="on")
    assert Consent.objects.get(kind="data").by_guardian


def test_an_adult_does_not_need_a_guardian_and_is_not_noted_as_having_one(activity):
    Phone(activity).check_in(age="18", guardian="on")
    assert not Consent.objects.get(kind="data").by_guardian


def test_name_and_phone_are_asked_as_the_organiser_said(make):
    off = make.activity(ask_name="off", ask_phone="off")
    phone = Phone(off)
    assert 'name="name"' not in phone.get().content.decode()
    phone.check_in(name="Айгүл", phone=NUMBER)
    assert (Person.objects.get().name, Person.objects.get().phone) == ("", "")
    required = make.activity(ask_name="required", ask_phone="required")
    response = Phone(required).check_in()
    assert response.context["form"].errors.keys() == {"name", "phone"}
    response = Phone(required).check_in(name="Айгүл", phone="12")
    assert response.context["form"].errors.keys() == {"phone"}
    assert counted(required) == 0


def test_a_double_tap_is_one_attendance(activity):
    phone = Phone(activity)
    mark = phone.open()
    first, second = phone.send(mark), phone.send(mark)
    assert (first.status_code, second.status_code) == (302, 302)
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)


def test_reload_and_back_show_that_one_is_counted(activity):
    phone = Phone(activity)
    phone.check_in()
    Attendance.objects.update(observed_at=timezone.localtime().replace(hour=10, minute=3))
    response = phone.get(follow=True)
    assert response.redirect_chain == [(reverse("desk:counted", args=[activity.public_code]), 302)]
    assert "10:03" in response.content.decode()
    assert Attendance.objects.count() == 1


def test_a_lost_answer_loses_neither_the_count_nor_the_code(activity):
    """The server stored it, the phone never heard: it still has only its first cookie."""
    phone = Phone(activity)
    mark = phone.open()
    before = phone.client.cookies["phone"].value
    phone.send(mark)
    phone.client.cookies["phone"] = before
    phone.send(mark)
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)
    assert phone.counted_page().context["personal_code"].person == Person.objects.get()
    phone.client.cookies["phone"] = before
    assert phone.counted_page().context["personal_code"].person == Person.objects.get()
    assert phone.client.cookies["phone"].value != before


def test_without_cookies_the_hidden_field_still_counts_once(activity):
    phone = Phone(activity, keeps_cookies=False)
    mark = phone.open()
    first = phone.send(mark)
    second = phone.send(mark)
    assert (first.status_code, second.status_code) == (200, 200)
    person = Person.objects.get()
    assert first.context["personal_code"].person == second.context["personal_code"].person == person
    assert counted(activity) == 1


@pytest.mark.parametrize("mark", ["", "x", "deadbeef:AAAA", "\0", "a" * 9000])
def test_a_changed_hidden_field_is_refused_in_words_and_the_entries_kept(activity, mark):
    phone = Phone(activity)
    phone.open()
    response = phone.send(mark, name="Айгүл")
    assert response.status_code == 400
    page = response.content.decode()
    assert 'value="Айгүл"' in page
    assert 'role="alert"' in page
    assert counted(activity) == 0


def test_another_activitys_hidden_field_is_refused(make, activity):
    phone = Phone(make.activity())
    mark = phone.open()
    assert phone.at(activity).send(mark).status_code == 400
    assert Attendance.objects.count() == 0


def test_a_form_sent_from_another_site_is_refused(activity):
    phone = Phone(activity)
    mark = phone.open()
    for origin in ("https://evil.example", "null"):
        response = phone.client.post(phone.link, {**FORM, "phone_mark": mark}, headers={"origin": origin})
        assert response.status_code == 403
    own = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert phone.client.post(phone.link, {**FORM, "phone_mark": mark}, headers=own).status_code == 302
    own = {"origin": "http://testserver"}
    assert phone.client.post(phone.link, {**FORM, "phone_mark": mark}, headers=own).status_code == 302
    assert counted(activity) == 1


def test_a_forged_cookie_is_a_new_phone(activity):
    phone = Phone(activity)
    phone.check_in()
    for value in ("rubbish", phone.client.cookies["phone"].value[:-2] + "xx"):
        phone.client.cookies["phone"] = value
        assert phone.get().status_code == 200
        assert phone.counted_page().status_code == 302


def test_after_an_undo_the_person_may_come_again(activity):
    phone = Phone(activity)
    phone.check_in()
    void_attendance(Attendance.objects.get(), reason="қате", by=None)
    assert counted(activity) == 0
    phone.check_in()
    assert counted(activity) == 1
    assert (Attendance.objects.count(), Person.objects.count()) == (2, 1)


def test_without_data_too_one_may_come_again_after_an_undo(activity):
    phone = Phone(activity)
    mark = phone.open()
    phone.send(mark, act="without_data")
    void_attendance(Attendance.objects.get(), reason="қате", by=None)
    phone.send(mark, act="without_data")
    phone.send(mark, act="without_data")
    assert (Attendance.objects.count(), counted(activity)) == (2, 1)


def test_undone_eight_times_is_refused_in_words(activity):
    phone = Phone(activity)
    mark = phone.open()
    for _turn in range(8):
        phone.send(mark, act="without_data")
        void_attendance(Attendance.objects.live().get(), reason="қате", by=None)
    assert phone.send(mark, act="without_data").status_code == 409
    assert counted(activity) == 0


def test_a_corrected_entry_still_belongs_to_the_phone(activity):
    phone = Phone(activity)
    phone.check_in(act="without_data")
    correct_attendance(Attendance.objects.get(), facts=Facts("male"), reason="жынысы", by=None)
    assert phone.get().status_code == 302
    assert phone.counted_page().context["attendance"].gender == "male"


def test_an_incomplete_form_of_somebody_counted_already_shows_that_they_are(activity):
    phone = Phone(activity)
    mark = phone.open()
    phone.send(mark)
    again = phone.send(mark, consent="")
    assert (again.status_code, again.url) == (302, reverse("desk:counted", args=[activity.public_code]))
    assert counted(activity) == 1


def test_an_incomplete_form_of_a_browser_without_cookies_is_shown_again(activity):
    phone = Phone(activity, keeps_cookies=False)
    mark = phone.open()
    phone.send(mark)
    assert phone.send(mark, consent="").status_code == 422
    assert counted(activity) == 1
