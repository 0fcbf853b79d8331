"""The same act at the same moment from several threads: one row, one person, nobody left over."""

import threading
import uuid

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from events.actions.codes import token_of
from events.actions.signatures import keep_signature
from events.models import Attendance, Person, PersonalCode, Signature, SigningKey
from tests.conftest import signed_in
from tests.events.phone import FORM, Phone

# The kinds of activity come with a migration; a flushed database would lack them.
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks):
    """Run the tasks together; their results in order. A fault in one is a fault of the test."""
    barrier, results = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(place, task):
        try:
            barrier.wait()
            results[place] = task()
        except Exception as fault:  # handed over to the test's own thread
            results[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


def twin(phone, **cookies):
    """Another tab of the same browser."""
    other = Phone(phone.activity)
    for name, morsel in phone.client.cookies.items():
        other.client.cookies[name] = morsel.value
    return other


@pytest.mark.parametrize("act", ["count", "without_data"])
def test_one_form_sent_four_times_at_once_is_one_attendance(make, act):
    phone = Phone(make.activity())
    mark = phone.open()
    tabs = [twin(phone) for _ in range(4)]
    answers = at_once(*(lambda tab=tab: tab.send(mark, act=act).status_code for tab in tabs))
    assert answers == [302] * 4
    assert Attendance.objects.count() == 1
    assert Person.objects.count() == (1 if act == "count" else 0)
    assert PersonalCode.objects.count() == Person.objects.count()
    for tab in tabs:
        assert tab.counted_page().status_code == 200


def test_two_buttons_at_once_are_one_attendance(make):
    phone = Phone(make.activity())
    mark = phone.open()
    tabs = [twin(phone), twin(phone)]
    at_once(lambda: tabs[0].send(mark), lambda: tabs[1].send(mark, act="without_data"))
    assert Attendance.objects.count() == 1
    assert Person.objects.count() == Attendance.objects.filter(person__isnull=False).count()


def test_four_browsers_with_one_new_number_are_one_person(make):
    activity = make.activity(ask_phone="required")
    phones = [Phone(activity) for _ in range(4)]
    marks = [phone.open() for phone in phones]
    at_once(
        *(
            lambda phone=phone, mark=mark: phone.send(mark, phone="+7 000 000 00 01")
            for phone, mark in zip(phones, marks, strict=True)
        )
    )
    assert (Attendance.objects.count(), Person.objects.count()) == (1, 1)


def test_a_whole_class_at_once_is_counted_one_by_one(make):
    activity = make.activity()
    phones = [Phone(activity) for _ in range(8)]
    marks = [phone.open() for phone in phones]
    at_once(*(lambda p=p, m=m: p.send(m, **FORM) for p, m in zip(phones, marks, strict=True)))
    assert Attendance.objects.counted().count() == 8
    assert Person.objects.count() == 8


def test_the_first_code_of_an_organisation_makes_one_key(make):
    activity = make.activity()
    for _ in range(3):
        Phone(activity).check_in()
    codes = list(PersonalCode.objects.select_related("organisation"))
    assert SigningKey.objects.count() == 0
    tokens = at_once(*(lambda code=code: token_of(code) for code in codes))
    assert SigningKey.objects.count() == 1
    assert tokens == [token_of(code) for code in codes]


def test_a_class_sent_four_times_at_once_is_counted_once(make):
    activity = make.activity()
    client = signed_in(make.member("staff").user)
    form = uuid.uuid4()
    fields = {"form": form, "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 1, "lines-0-count": 30, "act": "count"}
    path = reverse("events:group", args=[activity.ref])
    browsers = []
    for _tab in range(4):
        browser = Client()
        browser.cookies.update(client.cookies)
        browsers.append(browser)
    answers = at_once(*(lambda browser=browser: browser.post(path, fields).status_code for browser in browsers))
    assert answers == [302] * 4
    assert Attendance.objects.counted().count() == 30


def test_two_signatures_for_one_entry_at_once_keep_one(make):
    row = make.attendance(make.activity()).attendance
    drawn = [f"1,{y} 900,300" for y in (1, 2, 3)]
    kept = at_once(*(lambda text=text: keep_signature(row, text).strokes for text in drawn))
    assert set(kept) == {Signature.objects.get().strokes}
