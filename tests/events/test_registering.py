"""Registering ahead of the day on one's own phone: a place, the queue, the code, cancelling."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity, restore_activity
from events.actions.people import withdraw_person
from events.models import Attendance, Consent, Person, PersonalCode, Registration
from tests.events.phone import Phone
from tests.events.register_phone import Visitor, ahead


def states(activity) -> list[str]:
    """In the order in which people registered."""
    return list(activity.registrations.values_list("state", flat=True))


def test_a_registration_keeps_a_place_the_facts_and_the_consents(make):
    activity = ahead(make)
    visitor = Visitor(activity)
    answer = visitor.register(follow=True, name=" Айгерім  Серік ", phone="8 700 000 00 01", photo="on")
    assert answer.redirect_chain == [(f"/r/{activity.public_code}/place/", 302)]
    row = Registration.objects.get()
    assert (row.activity, row.state, row.promoted_at, row.cancelled_at) == (activity, "place", None, None)
    assert (row.gender, row.age, row.birth_year, row.status_codes) == ("female", 19, None, ("youth",))
    assert row.stated_on == timezone.localdate()
    assert (row.person.name, row.person.phone, row.person.is_identified) == ("Айгерім Серік", "+77000000001", True)
    consents = Consent.objects.values_list("registration", "attendance", "organisation", "kind", "given", "wording")
    assert sorted(consents) == [
        (row.pk, None, make.organisation.pk, "data", True, "own-phone-1"),
        (row.pk, None, make.organisation.pk, "photo", True, "own-phone-1"),
    ]
    code = PersonalCode.objects.get()
    text = answer.content.decode()
    assert "You have a place" in text
    assert code.display in text
    assert "data:image/png;base64," in text
    assert Attendance.objects.count() == 0


def test_reload_back_and_a_second_form_are_one_registration(make):
    activity = ahead(make)
    visitor = Visitor(activity)
    mark = visitor.mark()
    for _ in range(3):
        assert visitor.send(mark).status_code == 302
    assert visitor.get().url == f"/r/{activity.public_code}/place/"
    assert visitor.send(mark, consent=None).url == f"/r/{activity.public_code}/place/"
    assert (Registration.objects.count(), Person.objects.count(), Consent.objects.count()) == (1, 1, 2)


def test_without_cookies_it_is_one_registration_and_the_code_is_shown_at_once(make):
    visitor = Visitor(ahead(make), keeps_cookies=False)
    mark = visitor.mark()
    first, second = visitor.send(mark), visitor.send(mark)
    code = PersonalCode.objects.get().display
    for answer in (first, second):
        assert answer.status_code == 200
        assert code in answer.content.decode()
    assert (Registration.objects.count(), Person.objects.count()) == (1, 1)


def test_without_consent_nobody_is_registered_and_what_was_typed_stays(make):
    visitor = Visitor(ahead(make))
    answer = visitor.register(consent=None, name="Айгерім", age="2004")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "You may come without registering" in text
    assert 'value="Айгерім"' in text
    assert 'value="2004"' in text
    assert (Registration.objects.count(), Person.objects.count(), Consent.objects.count()) == (0, 0, 0)


def test_under_18_the_guardian_agrees_or_nobody_is_registered(make):
    visitor = Visitor(ahead(make))
    answer = visitor.register(age="15")
    assert answer.status_code == 422
    assert "come without registering" in answer.content.decode()
    assert Registration.objects.count() == 0
    assert visitor.register(age="15", guardian="on").status_code == 302
    assert Consent.objects.get(kind="data").by_guardian is True


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"takes_registrations": False}, 410, "Registration is closed"),
        ({"registration_ends_at": timezone.now() - timedelta(minutes=1)}, 410, "Registration is closed"),
        ({"starts_on": timezone.localdate() - timedelta(1)}, 410, "This activity is over"),
        ({"closed_at": timezone.now()}, 410, "This activity is over"),
        ({"cancelled_at": timezone.now(), "cancel_reason": "snow"}, 409, "This activity was cancelled"),
    ],
)
def test_a_closed_door_says_why(make, fields, status, words):
    activity = ahead(make)
    visitor = Visitor(activity)
    mark = visitor.mark()
    type(activity).objects.filter(pk=activity.pk).update(**fields)
    for answer in (visitor.get(), visitor.send(mark)):
        assert answer.status_code == status
        assert words in answer.content.decode()
    assert Registration.objects.count() == 0


def test_it_stays_open_on_the_day_and_until_its_last_day(make):
    today = timezone.localdate()
    one = ahead(make, days=0)
    two = ahead(make, days=-1, ends_on=today)
    for activity in (one, two):
        assert Visitor(activity).register().status_code == 302


@pytest.mark.parametrize("code", ["BCDFGHJK", "lala", "x" * 300, "ÄÖÜẞÄÖÜẞ"])
def test_an_unknown_link_is_404_with_words(client, db, code):
    for tail in ("", "place/", "cancel/", "activities.ics"):
        assert client.get(f"/r/{code}/{tail}").status_code == 404
    assert client.post(f"/r/{code}/", {}).status_code == 404


def test_a_form_that_is_not_ours_registers_nobody(make):
    one, other = ahead(make), ahead(make, days=0)
    visitor = Visitor(one)
    mark = visitor.mark()
    assert visitor.at(other).send(mark).status_code == 400  # the mark of another activity's form
    assert visitor.send("rubbish").status_code == 400
    # A poster's mark is none either.
    assert visitor.send(Phone(other).open()).status_code == 400
    evil = visitor.client.post(visitor.path(), {"act": "register"}, headers={"origin": "https://evil.example"})
    assert evil.status_code == 403
    assert Registration.objects.count() == 0


def test_places_then_the_queue_then_up_it_moves(make):
    activity = ahead(make, capacity=2)
    people = [Visitor(activity) for _ in range(5)]
    assert "2 places left of 2" in people[0].get().content.decode()
    for person in people[:2]:
        person.register()
    assert "number 1 on the waiting list" in people[2].get().content.decode()
    for person in people[2:]:
        person.register()
    assert states(activity) == ["place", "place", "waiting", "waiting", "waiting"]
    assert "You are number 3 on the waiting list" in people[4].place()

    # Somebody who waits goes: nobody gets a place, the ones behind move up.
    assert "Your registration is cancelled" in people[3].cancel().content.decode()
    assert states(activity) == ["place", "place", "waiting", "cancelled", "waiting"]
    assert "You are number 2 on the waiting list" in people[4].place()

    # Somebody with a place goes: the oldest of the queue has it.
    people[0].cancel()
    assert states(activity) == ["cancelled", "place", "place", "cancelled", "waiting"]
    promoted = activity.registrations.get(promoted_at__isnull=False)
    assert "A place became free for you" in people[2].place()
    assert promoted.person == people_of(activity)[2]
    assert "You are number 1 on the waiting list" in people[4].place()

    # Twice is once: the next one does not get a place for nothing.
    people[0].cancel()
    assert states(activity) == ["cancelled", "place", "place", "cancelled", "waiting"]

    # Who cancelled may come back, at the end.
    assert "You cancelled" in people[0].place()
    assert people[0].register(act="again").status_code == 302
    assert "You are number 2 on the waiting list" in people[0].place()
    assert states(activity) == ["cancelled", "place", "place", "cancelled", "waiting", "waiting"]


def people_of(activity):
    return [row.person for row in activity.registrations.select_related("person")]


def test_more_than_eight_times_is_told_with_words(make):
    visitor = Visitor(ahead(make))
    visitor.register()
    for _ in range(7):
        visitor.cancel()
        visitor.register(act="again")
    assert Registration.objects.count() == 8
    visitor.cancel()
    answer = visitor.register(act="again")
    assert answer.status_code == 409
    assert "too many times" in answer.content.decode()
    assert Registration.objects.exclude(state="cancelled").count() == 0


def test_cancelling_asks_first_and_only_for_who_has_something(make):
    activity = ahead(make)
    visitor = Visitor(activity)
    assert visitor.get("register_cancel").url == f"/r/{activity.public_code}/place/"
    assert visitor.get("registered").url == f"/r/{activity.public_code}/"
    visitor.register()
    page = visitor.get("register_cancel")
    assert page.status_code == 200
    assert "Cancel my registration" in page.content.decode()
    assert states(activity) == ["place"]
    assert visitor.client.post(visitor.path("register_cancel"), {}).status_code == 403  # without Django's token


def test_a_phone_that_is_known_registers_by_one_tap_with_its_facts(make):
    first = make.activity(starts_on=timezone.localdate() - timedelta(400))
    phone = Phone(first)
    phone.check_in(age="19")
    person = Person.objects.get()
    activity = ahead(make)
    visitor = Visitor(activity)
    visitor.client = phone.client
    page = visitor.get().content.decode()
    assert 'value="again"' in page
    assert PersonalCode.objects.get().display in page
    assert visitor.register(act="again").status_code == 302
    row = Registration.objects.get()
    # A year has gone by since they said 19.
    assert (row.person, row.gender, row.age, row.status_codes) == (person, "female", 20, ("youth",))
    assert Consent.objects.filter(registration=row).values_list("kind", "given").order_by("kind")[0] == ("data", True)
    assert 'name="consent"' not in page
    assert 'name="consent"' in Visitor(activity).get().content.decode()


def test_one_tap_is_not_enough_where_more_is_required(make):
    phone = Phone(make.activity(starts_on=timezone.localdate()))
    phone.check_in()
    visitor = Visitor(ahead(make, ask_phone="required"))
    visitor.client = phone.client
    assert 'name="phone"' in visitor.get().content.decode()
    answer = visitor.send(visitor.mark(), act="again")
    assert (answer.status_code, answer.url) == (302, visitor.path() + "?change=1")
    assert Registration.objects.count() == 0


def test_this_is_not_me_begins_anew(make):
    activity = ahead(make)
    visitor = Visitor(activity)
    visitor.register()
    visitor.client.get("/c/X/")
    token = visitor.client.cookies["csrftoken"].value
    answer = visitor.client.post(visitor.path("register_forget"), {"csrfmiddlewaretoken": token})
    assert answer.url == f"/r/{activity.public_code}/"
    assert visitor.register().status_code == 302
    assert Person.objects.count() == 2
    assert states(activity) == ["place", "place"]


def test_a_known_number_is_one_person_and_a_strange_phone_learns_nothing(make):
    activity = ahead(make, ask_phone="required")
    mine, other = Visitor(activity), Visitor(activity)
    mine.register(phone="+7 700 000 00 07")
    code = PersonalCode.objects.get().display
    answer = other.register(phone="8 700 000 00 07", follow=True)
    assert answer.status_code == 200
    assert "You are registered already" in answer.content.decode()
    assert code not in answer.content.decode()
    assert other.get("registered").status_code == 302
    assert (Registration.objects.count(), Person.objects.count()) == (1, 1)
    # At another activity that phone may register the same person, and sees the place but not the code.
    later = ahead(make, ask_phone="required")
    assert "You have a place" in other.at(later).register(phone="8 700 000 00 07", follow=True).content.decode()
    assert code not in other.place()
    assert (Registration.objects.count(), Person.objects.count()) == (2, 1)
    # And a poster tells it no more either.
    assert code not in Visitor(later).place()


def test_a_strange_phone_at_the_poster_does_not_get_a_registered_persons_code(make):
    activity = ahead(make, days=0, ask_phone="required")
    Visitor(activity).register(phone="+7 700 000 00 07")
    thief = Phone(activity)
    answer = thief.check_in(follow=True, phone="+7 700 000 00 07")
    assert Attendance.objects.get().person == Person.objects.get()
    assert PersonalCode.objects.get().display not in answer.content.decode()


def test_a_lost_answer_loses_neither_place_nor_code(make):
    activity = ahead(make)
    visitor = Visitor(activity)
    mark = visitor.mark()
    before = visitor.client.cookies["phone"].value
    visitor.send(mark)
    visitor.client.cookies["phone"] = before  # the answer with its cookie never arrived
    page = visitor.place()
    assert "You have a place" in page
    assert PersonalCode.objects.get().display in page
    assert visitor.client.cookies["phone"].value != before


def test_a_cancelled_activity_says_so_and_gives_nobody_a_place(make):
    activity = ahead(make, capacity=1)
    first, second = Visitor(activity), Visitor(activity)
    first.register()
    second.register()
    cancel_activity(activity, reason="snow", by=None)
    assert "This activity was cancelled" in first.place()
    first.cancel()
    assert states(activity) == ["cancelled", "waiting"]
    restore_activity(activity, by=None)
    assert states(activity) == ["cancelled", "place"]
    assert "You have a place" in second.place()


def test_deleting_ones_data_gives_the_place_to_the_next(make):
    activity = ahead(make, capacity=1)
    first, second = Visitor(activity), Visitor(activity)
    first.register(name="Айгерім", age="1999")
    second.register()
    person = Registration.objects.earliest("pk").person
    withdraw_person(person, by=None)
    withdraw_person(person, by=None)
    assert states(activity) == ["cancelled", "place"]
    row = Registration.objects.earliest("pk")
    assert (row.gender, row.age, row.birth_year, row.statuses) == ("not_stated", None, None, "")
    assert row.consents.filter(withdrawn_at__isnull=True).count() == 0
    assert Person.objects.get(pk=person.pk).name == ""
    # The phone is nobody's now: it meets the form, and its place is gone.
    assert "You cancelled" in first.place()
    assert 'name="consent"' in first.get().content.decode()
    assert "You are number 1" in first.register(follow=True).content.decode()
    assert Person.objects.count() == 3


def test_the_page_for_deleting_leads_back_to_where_one_was(make):
    activity = ahead(make)
    visitor = Visitor(activity)
    visitor.register()
    page = visitor.client.get(f"/a/{activity.public_code}/delete-my-data/").content.decode()
    assert f'href="/r/{activity.public_code}/place/"' in page
    assert "What you registered for is cancelled too." in page
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    path = f"/a/{activity.public_code}/delete-my-data/"
    answer = visitor.client.post(path, {"csrfmiddlewaretoken": token}, follow=True)
    assert "Your data were deleted. You are not registered any more." in answer.content.decode()
    assert states(activity) == ["cancelled"]


def test_nobody_overtakes_the_queue_where_places_appeared_by_another_way(make):
    activity = ahead(make, capacity=1)
    for _ in range(2):
        Visitor(activity).register()
    type(activity).objects.filter(pk=activity.pk).update(capacity=5)  # by the administrator
    Visitor(activity).register()
    assert states(activity) == ["place", "waiting", "waiting"]
