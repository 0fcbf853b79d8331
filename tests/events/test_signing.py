"""The finger signature at check-in: on the participant's phone, at the door; nobody is lost because of it."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.attendance import correct_attendance
from events.actions.signatures import keep_signature
from events.facts import Facts
from events.models import Attendance, Signature
from tests.conftest import signed_in
from tests.events.phone import Phone

STROKES = "100,100 300,200;400,50 500,300"


@pytest.fixture
def activity(make):
    return make.activity(ask_name="optional", ask_signature="required", starts_on=timezone.localdate())


def test_a_signature_is_kept_with_the_entry(activity):
    phone = Phone(activity)
    assert phone.check_in(signature=STROKES, pad="1").status_code == 302
    assert Signature.objects.get().attendance == Attendance.objects.get()
    assert Signature.objects.get().strokes == STROKES


def test_who_can_sign_must_where_it_is_required_and_keeps_what_they_typed(activity):
    phone = Phone(activity)
    answer = phone.check_in(pad="1", name="Айгүл")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ('value="Айгүл"' in page, 'href="#sign"' in page) == (True, True)
    assert Attendance.objects.count() == 0
    answer = phone.check_in(pad="1", signature=STROKES, consent="")
    assert f'value="{STROKES}"' in answer.content.decode()


@pytest.mark.parametrize("fields", [{}, {"pad": "1", "on_paper": "on"}])
def test_without_a_pad_or_a_finger_one_is_counted_and_sent_to_the_paper_list(activity, fields):
    phone = Phone(activity)
    assert phone.check_in(**fields).status_code == 302
    assert (Attendance.objects.count(), Signature.objects.count()) == (1, 0)
    assert "sprite.svg#pen" in phone.counted_page().content.decode()


def test_optional_may_be_left_out_and_is_not_asked_for_later(make):
    phone = Phone(make.activity(ask_signature="optional"))
    assert phone.check_in(pad="1").status_code == 302
    assert "sprite.svg#pen" not in phone.counted_page().content.decode()


def test_where_it_is_not_asked_nothing_is_shown_or_kept(make):
    phone = Phone(make.activity())
    assert 'name="signature"' not in phone.get().content.decode()
    phone.check_in(signature=STROKES, pad="1")
    assert Signature.objects.count() == 0


def test_without_data_there_is_no_signature(activity):
    phone = Phone(activity)
    phone.check_in(act="without_data", signature=STROKES, pad="1")
    assert (Attendance.objects.count(), Signature.objects.count()) == (1, 0)
    assert "sprite.svg#pen" not in phone.counted_page().content.decode()


@pytest.mark.parametrize("text", ["x", "1,1", "1,1 2000,1", "\0", "1,1 900,1;" * 9000])
def test_a_signature_nobody_can_read_is_told_and_nothing_is_lost(activity, text):
    answer = Phone(activity).check_in(signature=text, pad="1", name="Айгүл")
    assert (answer.status_code, 'value="Айгүл"' in answer.content.decode()) == (422, True)
    assert Attendance.objects.count() == 0


def test_one_tap_asks_for_it_too(make, activity):
    phone = Phone(make.activity())
    phone.check_in()
    phone.at(activity)
    mark = phone.open()
    answer = phone.send(mark, act="again", pad="1")
    assert (answer.status_code, 'value="again"' in answer.content.decode()) == (422, True)
    assert phone.send(mark, act="again", pad="1", signature=STROKES).status_code == 302
    assert Signature.objects.get().attendance.activity == activity


def test_a_repeat_keeps_the_first_one_and_nobody_signs_for_another(activity):
    phone = Phone(activity)
    mark = phone.open()
    phone.send(mark, signature=STROKES, pad="1")
    phone.send(mark, signature="1,1 900,300", pad="1")
    assert Signature.objects.get().strokes == STROKES


def test_at_the_door_and_on_the_handed_phone(make, activity):
    staff = signed_in(make.member("staff").user)
    path = reverse("events:walk_in", args=[activity.ref])
    sent = {"consent": "on", "act": "count", "pad": "1", "name": "Айгүл"}
    for place in ("", "?hand=1"):
        form = uuid.uuid4()
        assert staff.post(path + place, {**sent, "form": form}).status_code == 422
        for _tap in range(2):
            answer = staff.post(path + place, {**sent, "form": form, "signature": STROKES})
            assert answer.status_code == 302
    assert (Attendance.objects.count(), Signature.objects.count()) == (2, 2)


def test_it_is_shown_to_those_who_may_see_people(make, organiser, activity):
    row = make.attendance(activity).attendance
    keep_signature(row, STROKES)
    path = reverse("events:correct", args=[row.uuid])
    assert '<path d="M100 100L300 200M400 50L500 300"/>' in organiser.get(path).content.decode()
    listed = organiser.get(reverse("events:people", args=[activity.ref])).content.decode()
    assert listed.count("sprite.svg#pen") == 1
    assert signed_in(make.member("staff").user).get(path).status_code == 403
    new = correct_attendance(row, facts=Facts("male", 30), reason="жасы", by=None)
    assert "<path d=" in organiser.get(reverse("events:correct", args=[new.uuid])).content.decode()
