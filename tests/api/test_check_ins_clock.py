"""When it happened: phones with wrong clocks, and phones whose access ended while they were offline."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.actions.devices import revoke_device, revoke_link
from events.models import Attendance, Device
from tests.api.conftest import refused
from tests.api.scanner import Phone, ago, statuses


@pytest.fixture
def activity(make):
    return make.activity()


@pytest.fixture
def phone(make, activity):
    return Phone(make, activity=activity, door="А")


@pytest.mark.parametrize(
    "wrong_by", [timedelta(days=1), timedelta(days=-1), timedelta(days=-20000), timedelta(minutes=3)]
)
def test_a_clock_that_is_wrong_is_corrected_and_its_own_time_kept(make, phone, wrong_by):
    now = timezone.now()
    seen = now - timedelta(minutes=40)
    item = phone.item(person=make.person(), offline=True, observed_at=(seen + wrong_by).isoformat())
    assert statuses(phone.batch([item], sent_at=(now + wrong_by).isoformat())) == [201]
    row = Attendance.objects.get()
    assert abs(row.observed_at - seen) < timedelta(seconds=5)
    assert row.phone_time == seen + wrong_by
    phone.device.refresh_from_db()
    assert abs(phone.device.clock_ahead_s - wrong_by.total_seconds()) < 5


def test_a_clock_that_is_nearly_right_is_believed(make, phone):
    now = timezone.now()
    seen = now - timedelta(minutes=40)
    item = phone.item(person=make.person(), offline=True, observed_at=seen.isoformat())
    phone.batch([item], sent_at=(now + timedelta(seconds=90)).isoformat())
    row = Attendance.objects.get()
    assert (row.observed_at, row.phone_time) == (seen, None)


def test_nothing_is_observed_later_than_now(make, phone):
    tomorrow = timezone.now() + timedelta(days=1)
    assert phone.scan(person=make.person(), observed_at=tomorrow.isoformat()).status_code == 201
    row = Attendance.objects.get()
    assert abs(row.observed_at - timezone.now()) < timedelta(seconds=5)
    assert row.phone_time == tomorrow


def test_a_clock_without_a_date_gives_the_time_of_arrival(make, phone):
    item = phone.item(person=make.person(), offline=True, observed_at="1970-01-01T00:10:00Z")
    assert statuses(phone.batch([item])) == [201]
    row = Attendance.objects.get()
    assert abs(row.observed_at - timezone.now()) < timedelta(seconds=5)
    assert row.phone_time == datetime(1970, 1, 1, 0, 10, tzinfo=UTC)


def test_what_a_phone_saw_before_its_access_ended_counts(make, phone, activity):
    before, after = make.person(), make.person()
    early = phone.item(person=before, offline=True, observed_at=ago(minutes=10))
    late = phone.item(person=after, offline=True)
    revoke_device(phone.device, by=phone.by)
    late["observed_at"] = timezone.now().isoformat()
    refused(phone.post("/check-ins", early), 401, "device_revoked")
    answer = phone.batch([early, late], unsent=2)
    assert statuses(answer) == [201, 401]
    assert answer.json()["items"][1]["code"] == "device_revoked"
    assert Attendance.objects.get().person == before
    for path in ("/devices/me", f"/activities/{activity.ref}/roster", f"/activities/{activity.ref}/here"):
        refused(phone.get(path), 401, "device_revoked")


def test_the_moment_is_that_of_the_corrected_clock(make, phone):
    """A phone whose clock is a day behind cannot make its later scans look earlier."""
    revoke_device(phone.device, by=phone.by)
    yesterday = timezone.now() - timedelta(days=1)
    item = phone.item(person=make.person(), offline=True, observed_at=yesterday.isoformat())
    assert statuses(phone.batch([item], sent_at=yesterday.isoformat())) == [401]
    assert Attendance.objects.count() == 0


def test_a_link_that_ended_ends_its_phones(make, phone):
    early = phone.item(person=make.person(), offline=True, observed_at=ago(minutes=1))
    revoke_link(phone.link, by=phone.by)
    assert statuses(phone.batch([early])) == [201]
    refused(phone.get("/devices/me"), 401, "device_revoked")


def test_an_expired_phone_is_believed_what_it_saw_before(make, phone):
    early = phone.item(person=make.person(), offline=True, observed_at=ago(hours=2))
    late = phone.item(person=make.person(), offline=True, observed_at=ago(minutes=10))
    Device.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    refused(phone.post("/check-ins", early), 401, "device_expired")
    assert statuses(phone.batch([early, late])) == [201, 401]
