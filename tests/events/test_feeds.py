"""Calendar feeds: a member's secret address, what it tells, when it ends."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.actions.activities import cancel_activity
from events.actions.feeds import FEEDS_PER_MEMBER, make_feed
from events.models import CalendarFeed
from grants.actions.members import remove_member
from grants.models import Role
from rules.errors import AppError
from tests.conftest import signed_in


def titles(answer) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


@pytest.fixture
def member(make):
    return make.member(Role.VIEWER)


def path_of(member) -> str:
    return f"/calendar/{make_feed(member, act=uuid.uuid4()).secret}.ics"


def test_a_feed_tells_dated_activities_that_were_not_cancelled(make, member, client):
    project = make.project()
    make.activity(project, title="Дәріс", starts_on=date(2025, 9, 10))
    make.activity(project, title="Күні жоқ", starts_on=None)
    cancel_activity(make.activity(project, title="Болмайды"), reason="карантин", by=None)
    make.other_organisation().activity(title="Бөтен")
    busy = make.activity(make.project(), title="Семинар", starts_on=date(2025, 9, 9))
    make.attendance(busy, person=make.person(name="Құпия Адам", phone="+77000000001"))
    answer = client.get(path_of(member))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(answer) == ["Семинар", "Дәріс"]
    assert "Құпия" not in answer.content.decode()
    assert "+7700" not in answer.content.decode()


def test_only_the_hash_of_the_secret_is_kept_and_the_address_is_shown_once(make, member):
    client = signed_in(member.user)
    act = str(uuid.uuid4())
    made = [client.post("/account/calendar/", {"act": act}) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    addresses = {answer.context["address"] for answer in made}
    assert len(addresses) == CalendarFeed.objects.count() == 1
    secret = addresses.pop().rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) == 43
    assert secret not in str(CalendarFeed.objects.values().get())
    assert secret not in client.get("/account/calendar/").content.decode()


def test_a_feed_ends_when_it_is_revoked_or_its_member_goes(make, member, client):
    path, other = path_of(member), path_of(member)
    first = CalendarFeed.objects.order_by("pk").first()
    assert client.get(path).status_code == 200
    stranger = signed_in(make.member(Role.OWNER).user)
    assert stranger.post(f"/account/calendar/{first.pk}/revoke/").status_code == 404
    assert signed_in(member.user).post(f"/account/calendar/{first.pk}/revoke/").status_code == 302
    assert [client.get(p).status_code for p in (path, other)] == [404, 200]
    member.user.is_active = False
    member.user.save()
    assert client.get(other).status_code == 404
    member.user.is_active = True
    member.user.save()
    assert client.get(other).status_code == 200
    remove_member(member, by=make.member(Role.OWNER).user)
    assert client.get(other).status_code == 404
    assert client.get("/calendar/x.ics").status_code == 404


def test_reading_is_noted_once_an_hour(member, client):
    path = path_of(member)
    client.get(path)
    first = CalendarFeed.objects.get().read_at
    client.get(path)
    assert CalendarFeed.objects.get().read_at == first
    CalendarFeed.objects.update(read_at=timezone.now() - timedelta(hours=2))
    client.get(path)
    assert CalendarFeed.objects.get().read_at >= first


def test_nobody_reads_without_end_or_makes_more_than_ten(member, client):
    path = path_of(member)
    answers = [client.get(path) for _ in range(61)]
    assert [answers[59].status_code, answers[60].status_code] == [200, 429]
    assert int(answers[60]["Retry-After"]) > 0
    for _ in range(FEEDS_PER_MEMBER - 1):
        path_of(member)
    with pytest.raises(AppError, match="too_many_feeds"):
        path_of(member)
    refused = signed_in(member.user).post("/account/calendar/", {"act": str(uuid.uuid4())})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()


def test_a_feed_of_two_and_of_twenty_costs_the_same(make, member, client, django_assert_num_queries):
    path = path_of(member)
    client.get(path)
    for number in (2, 18):
        for _ in range(number):
            make.activity(make.project())
        with django_assert_num_queries(4):
            assert client.get(path).status_code == 200
