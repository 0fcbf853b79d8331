"""What one phone and one address may do at a poster: a college gets through, a program does not."""

import time
import uuid

import pytest
from django.test import RequestFactory
from django.utils import timezone

from events import limits
from events.actions.attendance import void_attendance
from events.models import Attendance, Registration
from events.phones import Phone as Holder
from grants.throttle import Limit
from rules.errors import AppError
from tests.events.phone import Phone
from tests.events.register_phone import Visitor, ahead


@pytest.fixture
def activity(make):
    return make.activity(ask_name="optional", starts_on=timezone.localdate())


def test_the_numbers():
    assert (limits.ENTRIES_OF_PHONE.most, limits.ENTRIES_OF_PHONE.seconds) == (10, 600)
    assert (limits.NEW_AT_ADDRESS.most, limits.NEW_AT_ADDRESS.seconds) == (1000, 600)
    assert (limits.WITHOUT_DATA_AT_ADDRESS.most, limits.WITHOUT_DATA_AT_ADDRESS.seconds) == (300, 600)


def test_seven_hundred_phones_at_one_address_are_let_in_and_a_program_is_not(activity):
    def refused(number, *, without_data):
        request, found = RequestFactory().post("/", REMOTE_ADDR="203.0.113.9"), 0
        for _phone in range(number):
            holder = Holder(uuid.uuid4(), is_new=True)
            try:
                limits.PosterLimits(request, activity, holder, without_data=without_data).count()
            except AppError as told:
                assert (told.code, told.status) == ("too_many_entries", 429)
                found += 1
        return found

    assert [refused(500, without_data=False), refused(200, without_data=True)] == [0, 0]
    assert [refused(700, without_data=False), refused(700, without_data=True)] == [200, 600]


def test_a_limit_lets_through_what_it_says_and_then_names_the_wait():
    two = Limit("test", 2, 600)
    assert [two.count("a"), two.count("a"), two.count("b")] == [0, 0, 0]
    assert 595 <= two.count("a") <= 600
    two.take_back("a")
    two.take_back("a")
    assert two.count("a") == 0


def test_the_eleventh_entry_of_one_phone_has_to_wait_and_nothing_typed_is_lost(make):
    phone, begun = Phone(make.activity(ask_name="optional")), time.monotonic()
    for _number in range(10):
        phone.at(make.activity(ask_name="optional"))
        assert phone.check_in(name="Айгүл", act="count").status_code == 302
    phone.at(make.activity(ask_name="optional"))
    mark = phone.open()
    answer = phone.send(mark, act="count", name="Болат")
    assert answer.status_code == 429
    # Ten minutes from the first one, however long the others took.
    assert 599 - (time.monotonic() - begun) <= int(answer.headers["Retry-After"]) <= 600
    page = answer.content.decode()
    assert 'value="Болат"' in page
    assert "10" in answer.context["words"]
    assert phone.send(mark, act="again").status_code == 429
    assert Attendance.objects.count() == 10


def test_repeats_use_nothing_up(activity):
    phone = Phone(activity)
    mark = phone.open()
    for _number in range(15):
        assert phone.send(mark).status_code == 302
    assert phone.send(mark, consent="").status_code == 302
    assert Attendance.objects.count() == 1


def new_phones(activity, number, address="203.0.113.1", **fields):
    """So many phones that nobody knows, one after the other; the statuses they got."""
    found = []
    for _number in range(number):
        phone = Phone(activity)
        phone.client.defaults["REMOTE_ADDR"] = address
        found.append(phone.check_in(**fields).status_code)
    return found


def test_a_full_hall_behind_one_address_gets_through(monkeypatch, make, activity):
    monkeypatch.setattr(limits, "NEW_AT_ADDRESS", Limit("poster-new", 6, 600))
    assert new_phones(activity, 7) == [302] * 6 + [429]
    assert new_phones(activity, 1, act="without_data") == [302]
    assert new_phones(activity, 1, address="203.0.113.2") == [302]
    assert new_phones(make.activity(), 1) == [302]
    known = Phone(make.activity())
    known.check_in()
    known.at(activity).client.defaults["REMOTE_ADDR"] = "203.0.113.1"
    assert known.check_in(act="again").status_code == 302
    assert Attendance.objects.filter(activity=activity).count() == 9


def test_entries_without_data_are_slowed_at_all_activities_together(monkeypatch, make, activity):
    monkeypatch.setattr(limits, "WITHOUT_DATA_AT_ADDRESS", Limit("poster-without-data", 4, 600))
    assert new_phones(activity, 2, act="without_data") == [302] * 2
    assert new_phones(make.activity(), 3, act="without_data") == [302, 302, 429]
    assert new_phones(activity, 1) == [302]


def test_a_household_of_ipv6_is_one_address(monkeypatch, activity):
    monkeypatch.setattr(limits, "NEW_AT_ADDRESS", Limit("poster-new", 1, 600))
    assert new_phones(activity, 1, address="2001:db8::1") == [302]
    assert new_phones(activity, 1, address="2001:db8::2") == [429]
    assert new_phones(activity, 1, address="2001:db8:0:1::1") == [302]


def test_coming_again_after_an_undo_counts_as_an_entry(activity):
    phone = Phone(activity)
    for _turn in range(3):
        phone.check_in()
        void_attendance(Attendance.objects.live().get(), reason="қате", by=None)
    assert limits.ENTRIES_OF_PHONE.count("x") == 0
    assert Attendance.objects.count() == 3


def registered(activity, number, address="203.0.113.1", **fields):
    """So many new phones that register ahead; the statuses they got."""
    found = []
    for _number in range(number):
        visitor = Visitor(activity)
        visitor.client.defaults["REMOTE_ADDR"] = address
        found.append(visitor.register(**fields).status_code)
    return found


def test_a_program_does_not_take_every_place_and_a_college_gets_through(monkeypatch, make):
    one = limits.NEW_REGISTRATIONS_AT_ADDRESS
    assert (one.most, one.seconds, limits.REGISTRATIONS_OF_PHONE.most) == (1000, 600, 10)
    monkeypatch.setattr(limits, "NEW_REGISTRATIONS_AT_ADDRESS", Limit("register-new", 3, 600))
    activity = ahead(make, capacity=9)
    assert registered(activity, 4) == [302] * 3 + [429]
    assert registered(activity, 1, address="203.0.113.2") == [302]
    assert registered(ahead(make), 1) == [302]
    assert Registration.objects.filter(activity=activity).count() == 4


def test_who_must_wait_to_register_loses_nothing_and_repeats_use_nothing_up(monkeypatch, make):
    monkeypatch.setattr(limits, "NEW_REGISTRATIONS_AT_ADDRESS", Limit("register-new", 1, 600))
    activity = ahead(make)
    first, late = Visitor(activity), Visitor(activity)
    mark = first.mark()
    assert first.send(mark, gender="none").status_code == 422
    for _tap in range(3):
        assert first.send(mark).status_code == 302
    answer = late.register(name="Болат")
    assert answer.status_code == 429
    assert 590 <= int(answer.headers["Retry-After"]) <= 600
    assert 'value="Болат"' in answer.content.decode()
    assert "10 min" in answer.content.decode()
    # A phone that is known brings its person along: only its own limit holds it.
    assert first.at(ahead(make)).send(first.mark(), act="again").status_code == 302


def test_one_phone_can_not_register_without_end(monkeypatch, make):
    monkeypatch.setattr(limits, "REGISTRATIONS_OF_PHONE", Limit("register-phone", 1, 600))
    visitor = Visitor(ahead(make))
    visitor.register()
    answer = visitor.at(ahead(make)).send(visitor.mark(), act="again")
    assert answer.status_code == 429
    assert 590 <= int(answer.headers["Retry-After"]) <= 600
    assert Registration.objects.count() == 1
