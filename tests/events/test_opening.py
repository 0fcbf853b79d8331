"""The poster's window: too early, on time, late, closed."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from events.models import Attendance
from events.opening import Stage, window_of
from tests.events.phone import Phone
from tests.factories import ALMATY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        ("2025-09-09T23:59:59", Stage.NOT_YET),
        ("2025-09-10T00:00:00", Stage.OPEN),
        ("2025-09-12T23:59:59", Stage.OPEN),
        ("2025-09-13T00:00:00", Stage.LATE),
    ],
)
def test_without_hours_the_days_themselves_are_the_window(make, moment, stage):
    activity = make.activity(starts_on=date(2025, 9, 10), ends_on=date(2025, 9, 11), sessions=2)
    activity.sessions.filter(number=2).update(held_on=date(2025, 9, 12))
    assert window_of(activity, at(moment)).stage is stage


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        ("2025-09-09T08:59:59", Stage.NOT_YET),
        ("2025-09-09T09:00:00", Stage.OPEN),
        ("2025-09-10T10:29:59", Stage.OPEN),
        ("2025-09-10T10:30:00", Stage.LATE),
    ],
)
def test_the_organisers_hours_go_before_the_days(make, moment, stage):
    activity = make.activity(opens_at=at("2025-09-09T09:00"), closes_at=at("2025-09-10T10:30"))
    assert window_of(activity, at(moment)).stage is stage


def test_without_a_date_it_is_always_open_until_it_is_closed(make):
    activity = make.activity(starts_on=None)
    assert window_of(activity, at("2001-01-01T00:00")).stage is Stage.OPEN
    assert window_of(activity, at("2099-01-01T00:00")).stage is Stage.OPEN
    activity.closed_at = timezone.now()
    assert window_of(activity, at("2001-01-01T00:00")).stage is Stage.CLOSED


@pytest.fixture
def tomorrow(make):
    return make.activity(opens_at=timezone.localtime() + timedelta(days=1))


def test_too_early_the_page_says_when_check_in_opens(tomorrow):
    answer = Phone(tomorrow).get()
    assert answer.status_code == 200
    opens = timezone.localtime(tomorrow.opens_at)
    assert opens.strftime("%d.%m.%Y") in answer.context["title"]
    assert opens.strftime("%H:%M") in answer.context["title"]
    assert 'name="consent"' not in answer.content.decode()


@pytest.mark.parametrize("act", ["count", "without_data"])
def test_a_form_sent_too_early_counts_nobody_and_keeps_what_was_typed(make, act):
    activity = make.activity(ask_name="optional")
    phone = Phone(activity)
    mark = phone.open()
    activity.opens_at = timezone.now() + timedelta(hours=1)
    activity.save()
    answer = phone.send(mark, name="Айгүл", act=act)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="Айгүл"' in page
    assert answer.context["form"]["statuses"].value() == ["youth"]
    assert Attendance.objects.count() == 0


def test_late_entries_are_counted_marked_and_told(make):
    activity = make.activity(ask_name="optional")
    phone = Phone(activity)
    assert phone.get().context["is_late"] is True
    phone.check_in()
    row = Attendance.objects.get()
    assert (row.is_late, row.is_counted) == (True, True)
    assert phone.counted_page().context["attendance"].is_late
    on_time = make.activity(starts_on=timezone.localdate())
    assert phone.at(on_time).get().context["is_late"] is False
    phone.check_in()
    assert Attendance.objects.get(activity=on_time).is_late is False


def test_late_is_told_in_words(make):
    phone = Phone(make.activity())
    before = phone.get(phone.link).content.decode()
    assert "icons/sprite.svg#clock" in before
    phone.check_in()
    assert "icons/sprite.svg#clock" in phone.counted_page().content.decode()


def test_a_closed_activity_sends_to_the_staff_and_loses_nothing(make):
    activity = make.activity(ask_name="optional", starts_on=timezone.localdate())
    counted, late, known = Phone(activity), Phone(activity), Phone(make.activity())
    counted.check_in()
    known.check_in()
    mark, again = late.open(), known.at(activity).open()
    activity.closed_at = timezone.now()
    activity.save()
    assert late.get().status_code == 409
    answer = late.send(mark, name="Айгүл")
    assert (answer.status_code, 'value="Айгүл"' in answer.content.decode()) == (409, True)
    assert known.send(again, act="again").status_code == 409
    # Who was counted before stays so, and may send the form again.
    assert counted.get().status_code == 302
    assert Attendance.objects.filter(activity=activity).count() == 1
