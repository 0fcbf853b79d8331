"""Phones that do the same at the same moment."""

import threading

import pytest
from django.db import connection
from django.test import Client

from events.actions.people import withdraw_person
from events.models import Attendance, Scan
from tests.api.scanner import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run them in threads that begin together; their results in order."""
    results, start = [None] * len(acts), threading.Barrier(len(acts))

    def run(place, act):
        try:
            start.wait()
            results[place] = act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return results


def sender(phone, item):
    def send():
        mine = Client()
        return mine.post("/api/v1/check-ins", item, content_type="application/json", headers=phone.headers)

    return send


def test_four_phones_scan_one_person_at_once(make):
    activity, person = make.activity(), make.person()
    phones = [Phone(make, activity=activity, door=str(number)) for number in range(4)]
    answers = at_once(*[sender(phone, phone.item(person=person)) for phone in phones])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    (new,) = [answer.json() for answer in answers if answer.status_code == 201]
    already = [answer.json() for answer in answers if answer.status_code == 200]
    assert {(one["since"], one["door"]) for one in already} == {(new["observed_at"], new["door"])}
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 3)


def test_one_act_sent_four_times_at_once_has_one_answer(make):
    phone = Phone(make, activity=make.activity())
    for item in (phone.item(person=make.person()), phone.item(walk_in={"consent": True, "name": "Ержан"})):
        answers = at_once(*[sender(phone, item)] * 4)
        assert [answer.status_code for answer in answers] == [201] * 4
        assert len({answer.content for answer in answers}) == 1
    assert (Attendance.objects.count(), Scan.objects.count()) == (2, 0)


def test_one_person_at_two_sessions_at_once_counts_once(make):
    phone, person = Phone(make, activity=make.activity(sessions=2)), make.person()
    items = [phone.item(person=person, session=number) for number in (1, 2)]
    answers = at_once(*[sender(phone, item) for item in items])
    assert [answer.status_code for answer in answers] == [201, 201]
    assert sorted(Attendance.objects.values_list("is_counted", flat=True)) == [False, True]


def test_nobody_comes_back_by_a_scan_while_their_data_are_deleted(make):
    phone = Phone(make, activity=make.activity())
    for _ in range(5):
        person = make.person()
        answer, _none = at_once(
            sender(phone, phone.item(person=person)), lambda person=person: withdraw_person(person, by=None)
        )
        assert answer.status_code in {201, 409}
        assert not person.attendances.exists()
