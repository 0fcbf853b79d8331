"""The screen in the hall: everybody's phone can read it, it is fresh, and only staff may show it."""

import base64
import io
import re
from datetime import timedelta

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events.actions.activities import cancel_activity
from events.actions.closing import close_check_in
from events.models import Attendance
from events.presence_codes import hall_code
from tests.conftest import signed_in
from tests.events.phone import Phone


@pytest.fixture
def activity(make):
    return make.activity(starts_on=timezone.localdate(), wants_presence_code=True)


@pytest.fixture
def half_minute(monkeypatch):
    """The clock stands still: what the screen showed and what the test looks up are one half minute's."""
    moment = timezone.now().replace(second=10, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def staff(make):
    return signed_in(make.member("staff").user)


def shown(client, activity, name="hall"):
    return client.get(reverse(f"events:{name}", args=[activity.ref]))


def qr_of(answer) -> str:
    found = re.search(r'src="data:image/png;base64,([^"]+)"', answer.content.decode())
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(base64.b64decode(found.group(1)))))
    return code.text


def test_a_phone_that_reads_the_screen_is_counted(staff, half_minute, activity):
    answer = shown(staff, activity)
    link = qr_of(answer)
    code = hall_code(activity, timezone.now())
    assert link == f"http://testserver/a/{activity.public_code}/?p={code.token}"
    assert f"{code.digits[:3]} {code.digits[3:]}" in answer.content.decode()
    phone = Phone(activity)
    page = phone.get(link.removeprefix("http://testserver"))
    phone.send(page.context["phone_mark"], presence=page.context["presence"].stamp)
    assert Attendance.objects.counted().count() == 1
    assert shown(staff, activity, "hall_now").context["counted"] == 1


def test_the_fragment_says_when_to_ask_again_and_nothing_keeps_it(staff, half_minute, activity):
    answer = shown(staff, activity, "hall_now")
    text = answer.content.decode()
    seconds = int(re.search(r'data-seconds="(\d+)"', text).group(1))
    left = hall_code(activity, timezone.now()).seconds_left
    assert left <= seconds <= left + 2
    assert f'data-good="{seconds + 60}"' in text
    assert "<html" not in text
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_without_scripts_the_page_loads_itself_anew(staff, activity):
    answer = shown(staff, activity)
    assert f'<noscript><meta http-equiv="refresh" content="{answer.context["seconds"]}"></noscript>' in (
        answer.content.decode()
    )


def test_without_a_presence_code_it_shows_the_posters_own_link(staff, make):
    activity = make.activity()
    answer = shown(staff, activity)
    assert qr_of(answer) == f"http://testserver/a/{activity.public_code}/"
    assert (answer.context["digits"], answer.context["seconds"]) == ("", 30)


def test_nobody_is_invited_too_early_or_too_late(staff, make, activity):
    early = make.activity(opens_at=timezone.now() + timedelta(hours=1))
    close_check_in(activity, by=make.member().user)
    off = make.activity()
    cancel_activity(off, reason="болмады", by=None)
    for one in (early, activity, off):
        assert "<img" not in shown(staff, one).content.decode()
    assert shown(staff, activity).context["is_ended"] is True
    assert timezone.localtime(early.opens_at).strftime("%H:%M") in shown(staff, early).content.decode()


def test_only_staff_of_this_organisation_may_show_it(make, activity):
    for name in ("hall", "hall_now"):
        assert shown(signed_in(make.member("viewer").user), activity, name).status_code == 403
        other = make.other_organisation().member("owner").user
        assert shown(signed_in(other), activity, name).status_code == 404


def test_the_posters_page_says_that_the_screen_is_needed(organiser, make, activity):
    hall = reverse("events:hall", args=[activity.ref])
    assert hall in organiser.get(reverse("events:poster", args=[activity.ref])).content.decode()
    plain = make.activity()
    path = reverse("events:poster", args=[plain.ref])
    assert reverse("events:hall", args=[plain.ref]) not in organiser.get(path).content.decode()
