"""What somebody who is counted is offered: one thing at a time, in the order in which it makes sense."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.models import Series
from events.phones import Phone as OwnPhone
from surveys.actions.runs import close_run, open_run, open_satisfaction_run, stop_wave
from surveys.models import Run, SurveyKind
from surveys.offers import offers_of
from tests.events.phone import Phone
from tests.surveys.conftest import door, send_sheet
from tests.surveys.questionnaires import KNOWS, version

ALMATY = ZoneInfo("Asia/Almaty")


def at(clock, day=10):
    hour, minute = map(int, clock.split(":"))
    return datetime(2025, 9, day, hour, minute, tzinfo=ALMATY)


@pytest.fixture
def activity(make):
    """10 September 2025, 10:00, no end known."""
    return make.activity()


@pytest.fixture
def phone():
    import uuid

    return OwnPhone(uuid.uuid4())


@pytest.fixture
def test_run(make, activity):
    return open_run(version=version(make, KNOWS, kind="test"), project=activity.project, activity=activity, by=None)


def offered(activity, phone, now):
    return [(offer.when or offer.path, offer.answered) for offer in offers_of(activity=activity, phone=phone, now=now)]


def path(run):
    return f"/s/{run.waves.get(name='only').public_code}/"


def answer(wave, phone):
    send_sheet(wave, f"phone:{phone.id.hex}")


def test_satisfaction_opens_by_itself_and_is_thanked_once_answered(activity, phone):
    (offer,) = offers_of(activity=activity, phone=phone)
    run = Run.objects.get()
    assert (run.kind, offer.path, offer.answered) == ("satisfaction", path(run), False)
    assert (offer.questions, offer.minutes, offer.is_unlinked) == (3, 1, True)
    answer(door(run), phone)
    assert offers_of(activity=activity, phone=phone)[0].answered
    close_run(run, by=None)
    assert offers_of(activity=activity, phone=phone) == []
    assert Run.objects.count() == 1


def test_nothing_is_offered_where_nobody_meets_unless_somebody_asks_there(make, phone):
    quiet = make.activity(kind="information_work")
    assert offers_of(activity=quiet, phone=phone) == []
    run = open_run(version=version(make), project=quiet.project, activity=quiet, by=None)
    assert [offer.path for offer in offers_of(activity=quiet, phone=phone)] == [path(run)]
    cancelled = make.activity()
    cancelled.cancelled_at = at("09:00")
    assert offers_of(activity=cancelled, phone=phone) == []


def test_before_comes_first_and_alone_then_after_then_satisfaction(activity, phone, test_run):
    early, late = at("10:20"), at("10:50")
    assert offered(activity, phone, early) == [("pre", False)]
    satisfaction = Run.objects.get(kind=SurveyKind.SATISFACTION)
    answer(door(test_run, "pre"), phone)
    assert offered(activity, phone, early) == [("pre", True)]
    assert offered(activity, phone, late) == [("post", False), (path(satisfaction), False)]
    answer(door(test_run, "post"), phone)
    assert offered(activity, phone, late) == [("post", True), (path(satisfaction), False)]


@pytest.mark.parametrize(
    ("ends_at", "clock", "wanted"),
    [(time(12), "11:44", "pre"), (time(12), "11:45", "post"), (None, "10:44", "pre"), (None, "10:45", "post")],
)
def test_after_is_useful_a_little_before_the_end(activity, phone, test_run, ends_at, clock, wanted):
    activity.sessions.update(ends_at=ends_at)
    assert offered(activity, phone, at(clock))[0] == (wanted, False)


def test_of_several_days_the_last_counts_and_without_a_time_the_afternoon(make, phone):
    activity = make.activity(starts_at=None, ends_on=date(2025, 9, 11))
    open_run(version=version(make, KNOWS, kind="test"), project=activity.project, activity=activity, by=None)
    assert offered(activity, phone, at("18:00"))[0][0] == "pre"
    assert offered(activity, phone, at("11:59", 11))[0][0] == "pre"
    assert offered(activity, phone, at("12:00", 11))[0][0] == "post"
    dateless = make.activity(starts_on=None)
    run = open_run(version=version(make, KNOWS, kind="test"), project=dateless.project, activity=dateless, by=None)
    assert offered(dateless, phone, at("12:00"))[0][0] == "pre"
    stop_wave(door(run, "pre"), by=None)
    assert offered(dateless, phone, at("12:00"))[0][0] == "post"


def test_closed_doors_are_offered_to_nobody(activity, phone, test_run):
    stop_wave(door(test_run, "pre"), by=None)
    assert offered(activity, phone, at("09:00"))[0] == ("post", False)
    stop_wave(door(test_run, "post"), by=None)
    satisfaction = Run.objects.get(kind=SurveyKind.SATISFACTION)
    assert offered(activity, phone, at("11:00")) == [(path(satisfaction), False)]


def test_a_series_is_tested_before_its_first_and_after_its_last_activity(make, phone):
    series = Series.objects.create(organisation=make.organisation, project=make.project(), title="Топтама")
    first = make.activity(series.project, series=series)
    last = make.activity(series.project, series=series, starts_on=date(2025, 9, 20))
    open_run(version=version(make, KNOWS, kind="test"), project=series.project, series=series, by=None)
    assert offered(first, phone, at("12:00"))[0][0] == "pre"
    assert offered(last, phone, at("10:50", 20))[0][0] == "post"


def test_experts_are_never_asked_by_this_page(make, activity, phone):
    open_run(version=version(make, kind="expert"), project=activity.project, activity=activity, by=None)
    opinion = open_run(version=version(make), project=activity.project, activity=activity, by=None)
    found = [where for where, _ in offered(activity, phone, at("11:00"))]
    assert found == [path(Run.objects.get(kind="satisfaction")), path(opinion)]


def test_the_page_has_one_main_action(make, activity, test_run):
    open_run(version=version(make), project=activity.project, activity=activity, by=None)
    open_satisfaction_run(activity, by=None)
    participant = Phone(activity)
    participant.client.cookies["django_language"] = "en"
    participant.check_in()
    page = participant.counted_page().content.decode()
    # The day is long past: the second part of the test, the other two as quiet links.
    assert page.count("button--main") == 1
    assert "a short test at the end" in page
    assert page.count('href="/s/') == 3
