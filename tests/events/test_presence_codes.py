"""The code on the hall's screen: who reads it is there; who was sent a link is not."""

import time
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import limits
from events.models import Attendance
from events.phones import Phone as Holder
from events.presence_codes import are_digits_good, hall_code, is_stamp_good, is_token_good, stamp_for
from grants.throttle import Limit
from tests.events.phone import Phone

AT = datetime(2025, 9, 10, 5, 0, 10, tzinfo=UTC)


@pytest.fixture
def activity(make):
    return make.activity(ask_name="optional", starts_on=timezone.localdate(), wants_presence_code=True)


def test_the_code_of_a_half_minute(activity):
    activity.presence_secret = "00112233445566778899aabbccddeeff"
    code = hall_code(activity, AT)
    assert (code.digits, code.token, code.seconds_left) == ("839350", "tG4GiIRqsaTV", 20)
    assert hall_code(activity, AT + timedelta(seconds=19)).digits == code.digits
    later = hall_code(activity, AT + timedelta(seconds=20))
    assert (later.digits != code.digits, later.token != code.token, later.seconds_left) == (True, True, 30)


@pytest.mark.parametrize(("seconds", "good"), [(-11, False), (0, True), (60, True), (79, True), (80, False)])
def test_it_is_good_for_its_half_minute_and_the_two_after(activity, seconds, good):
    code, now = hall_code(activity, AT), AT + timedelta(seconds=seconds)
    assert is_token_good(activity, code.token, now) is good
    assert are_digits_good(activity, f" {code.digits[:3]} {code.digits[3:]} ", now) is good


def test_another_activitys_code_is_not_good(make, activity):
    other = make.activity(wants_presence_code=True)
    code = hall_code(other, AT)
    assert not is_token_good(activity, code.token, AT)
    assert not are_digits_good(activity, code.digits, AT)
    for rubbish in ("", "é", "\0", "a" * 9000, "\ud800"):
        assert not is_token_good(activity, rubbish, AT)
        assert not are_digits_good(activity, rubbish, AT)


def test_a_stamp_is_for_one_phone_one_activity_and_twenty_minutes(make, activity, monkeypatch):
    mine, other = Holder(uuid.uuid4()), Holder(uuid.uuid4())
    # A stamp knows whole seconds: by a clock that goes on it would be up to a second older.
    made = AT.timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: made)
    stamp = stamp_for(activity, mine)
    assert is_stamp_good(activity, mine, stamp)
    assert not is_stamp_good(activity, other, stamp)
    assert not is_stamp_good(make.activity(), mine, stamp)
    monkeypatch.setattr("django.core.signing.time.time", lambda: made + 1200)
    assert is_stamp_good(activity, mine, stamp)
    monkeypatch.setattr("django.core.signing.time.time", lambda: made + 1201)
    assert not is_stamp_good(activity, mine, stamp)


def in_hall(activity) -> str:
    return f"{reverse('events:check_in', args=[activity.public_code])}?p={hall_code(activity, timezone.now()).token}"


def sent(phone, page, **fields):
    """Fill in the form that a page shows."""
    context = page.context
    return phone.send(context["phone_mark"], presence=context["presence"].stamp, **fields)


def test_who_scans_the_screen_is_counted_however_long_the_form_takes(activity, monkeypatch):
    phone = Phone(activity)
    page = phone.get(in_hall(activity))
    assert 'name="consent"' in page.content.decode()
    monkeypatch.setattr("events.presence_codes.SECONDS", 1)  # every code shown so far is long gone
    assert sent(phone, page).status_code == 302
    assert Attendance.objects.filter(activity=activity).count() == 1


def test_the_posters_own_link_asks_for_the_code_and_counts_nobody(activity):
    phone = Phone(activity)
    page = phone.get()
    text = page.content.decode()
    assert ('name="presence_code"' in text, 'name="consent"' in text) == (True, False)
    for act in ("count", "without_data", "again"):
        answer = phone.send(page.context["phone_mark"], act=act, name="Айгүл")
        assert answer.status_code == 422
    assert Attendance.objects.count() == 0


def test_a_link_sent_to_a_friend_is_stale(activity):
    link = f"{reverse('events:check_in', args=[activity.public_code])}?p="
    old = hall_code(activity, timezone.now() - timedelta(seconds=90)).token
    for token in (old, "", "x", "\0"):
        assert Phone(activity).get(link + token).context["presence"].is_missing


def test_another_phones_stamp_counts_nobody(activity):
    friend, phone = Phone(activity), Phone(activity)
    stamp = friend.get(in_hall(activity)).context["presence"].stamp
    mark = phone.open()
    assert phone.send(mark, presence=stamp).status_code == 422
    phone.client.cookies["here"] = stamp
    assert phone.send(mark).status_code == 422
    assert Attendance.objects.count() == 0


def test_the_digits_open_the_form(activity):
    phone = Phone(activity)
    digits = hall_code(activity, timezone.now()).digits
    answer = phone.send(phone.open(), act="presence", presence_code=f"{digits[:3]} {digits[3:]}")
    assert answer.status_code == 302
    assert answer.url.startswith(f"/a/{activity.public_code}/?p=")
    assert sent(phone, phone.get(answer.url)).status_code == 302
    assert Attendance.objects.count() == 1


def test_wrong_digits_are_told_and_nothing_typed_is_lost(activity):
    phone = Phone(activity)
    right = hall_code(activity, timezone.now()).digits
    wrong = str((int(right) + 1) % 1_000_000).zfill(6)
    mark = phone.open()
    answer = phone.send(mark, name="Айгүл", presence_code=wrong)
    page = answer.content.decode()
    assert (answer.status_code, 'value="Айгүл"' in page, 'name="presence_code"' in page) == (422, True, True)
    assert phone.send(mark, act="presence", presence_code=wrong).status_code == 422
    answer = phone.send(mark, name="Айгүл", presence_code=right)
    assert (answer.status_code, Attendance.objects.count()) == (302, 1)


def test_right_digits_beside_a_fault_are_not_asked_for_again(activity):
    phone = Phone(activity)
    digits = hall_code(activity, timezone.now()).digits
    page = phone.send(phone.open(), consent="", presence_code=digits)
    assert (page.status_code, page.context["form"].errors.keys()) == (422, {"consent"})
    assert page.context["presence"].stamp
    assert sent(phone, page).status_code == 302


def test_reloading_and_changing_the_language_keep_the_proof(activity):
    phone = Phone(activity)
    first = phone.get(in_hall(activity)).context["presence"].stamp
    again = phone.get()
    assert again.context["presence"].stamp == first
    assert phone.client.cookies["here"]["path"] == f"/a/{activity.public_code}/"


def test_without_cookies_the_form_itself_carries_the_proof(activity):
    phone = Phone(activity, keeps_cookies=False)
    page = phone.get(in_hall(activity))
    assert sent(phone, page).status_code == 200
    assert Attendance.objects.count() == 1


def test_one_tap_needs_the_code_too(make, activity):
    phone = Phone(make.activity())
    phone.check_in()
    phone.at(activity)
    assert phone.get().context["presence"].is_missing
    page = phone.get(in_hall(activity))
    assert 'value="again"' in page.content.decode()
    assert sent(phone, page, act="again").status_code == 302
    assert Attendance.objects.filter(activity=activity).count() == 1


def test_who_is_counted_already_is_asked_for_no_code(activity):
    phone = Phone(activity)
    page = phone.get(in_hall(activity))
    sent(phone, page)
    del phone.client.cookies["here"]
    assert phone.get().status_code == 302
    answer = phone.send(page.context["phone_mark"], act="presence")
    assert (answer.status_code, answer.url) == (302, reverse("desk:counted", args=[activity.public_code]))
    assert phone.send(page.context["phone_mark"]).status_code == 302
    assert Attendance.objects.count() == 1


def test_guessing_is_limited_per_phone_and_per_address(activity, monkeypatch):
    right = hall_code(activity, timezone.now()).digits
    wrong = str((int(right) + 1) % 1_000_000).zfill(6)
    phone, begun = Phone(activity), time.monotonic()
    mark = phone.open()
    assert [phone.send(mark, act="presence", presence_code=wrong).status_code for _try in range(10)] == [422] * 10
    refused = phone.send(mark, act="presence", presence_code=right)
    assert refused.status_code == 429
    assert 599 - (time.monotonic() - begun) <= int(refused.headers["Retry-After"]) <= 600
    assert limits.GUESSES_AT_ADDRESS.most == 300
    monkeypatch.setattr("events.presence_proof.GUESSES_AT_ADDRESS", Limit("presence-address", 12, 600))
    statuses = []
    for _try in range(3):
        phone = Phone(activity)
        statuses.append(phone.send(phone.open(), act="presence", presence_code=wrong).status_code)
    assert statuses == [422, 422, 429]


def test_typing_it_right_uses_no_guess_up(activity):
    digits = hall_code(activity, timezone.now()).digits
    for _number in range(12):
        phone = Phone(activity)
        phone.client.defaults["REMOTE_ADDR"] = "203.0.113.7"
        assert phone.send(phone.open(), act="presence", presence_code=digits).status_code == 302


def test_an_activity_without_it_asks_for_nothing(make):
    phone = Phone(make.activity())
    page = phone.get()
    assert (page.context["presence"].stamp, page.context["presence"].is_missing) == ("", False)
    assert phone.send(page.context["phone_mark"], act="presence").url == phone.link
