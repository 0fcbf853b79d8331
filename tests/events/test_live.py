"""The live screen: the same number as everywhere, by door and minute; undo and restore from it; few questions."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.closing import close_check_in
from events.actions.groups import GroupLine, count_group
from events.actions.head_counts import set_head_count
from events.facts import Circumstances
from events.models import Attendance, Scan, Source
from events.queries.live import live_of
from grants.models import AuditEntry
from tests.conftest import signed_in
from tests.events.test_scanner_pages import phone_at
from tests.factories import ALMATY

NOON = datetime(2025, 9, 10, 12, 0, 30, tzinfo=ALMATY)


@pytest.fixture
def activity(make):
    return make.activity(ref="L4", expected_number=40)


def came(make, activity, minutes_ago=0, door="", **fields):
    at = NOON - timedelta(minutes=minutes_ago)
    return make.attendance(activity, observed_at=at, circumstances=Circumstances(door=door), **fields).attendance


def live(activity, now=NOON, **fields):
    return live_of(activity=activity, now=now, full=True, **fields)


def test_doors_and_minutes_add_up_to_the_number(make, activity):
    for minutes_ago, door in ((0, "A"), (1, "A"), (1, "B"), (61, "A"), (5, "")):
        came(make, activity, minutes_ago, door)
    void_attendance(came(make, activity, 0, "B"), reason="қате", by=None)
    shown = live(activity)
    assert (shown.count.total, shown.here, shown.percent) == (5, 5, 12)
    assert [(door.name, door.entries, door.width) for door in shown.doors] == [("A", 3, 100), ("B", 1, 33), ("", 1, 33)]
    arrivals = shown.arrivals
    assert [(f"{timezone.localtime(bar.at):%H:%M}", bar.entries) for bar in arrivals.told] == [
        ("11:55", 1),
        ("11:59", 2),
        ("12:00", 1),
    ]
    assert (len(arrivals.bars), arrivals.entries, arrivals.most) == (60, 4, 2)
    assert [(bar.top, bar.height) for bar in arrivals.told] == [(20, 20), (0, 40), (20, 20)]
    wide = live(activity, hours=3).arrivals
    assert (len(wide.bars), wide.entries, wide.minutes) == (36, 5, 5)


def test_long_after_the_end_the_bars_show_the_last_hour_of_it(make, activity):
    came(make, activity, 30)
    came(make, activity, 10)
    arrivals = live(activity, now=NOON + timedelta(days=3)).arrivals
    assert (arrivals.entries, f"{timezone.localtime(arrivals.until):%d.%m %H:%M}") == (2, "10.09 11:51")


def test_two_days_are_shown_apart_and_people_counted_once(make):
    activity = make.activity(sessions=2, expected_number=2)
    first, second = activity.sessions.all()
    activity.sessions.filter(pk=second.pk).update(held_on=activity.starts_on + timedelta(days=1))
    person = make.person()
    for session in (first, second):
        make.attendance(activity, session=session, person=person, observed_at=NOON)
    make.attendance(activity, session=first, observed_at=NOON)
    shown = live(activity)
    assert [n for _session, n in shown.sessions] == [2, 1]
    assert (shown.count.total, shown.session, shown.here) == (2, first, 2)
    assert live(activity, number=2).here == 1
    assert live(activity, number=99).session == first


def test_a_head_count_is_in_the_number_and_said(make, organiser, activity):
    came(make, activity)
    set_head_count(activity, mode="in_addition", basis="tally", total=7, parts={}, by=None)
    organiser.cookies["django_language"] = "en"
    text = organiser.get(reverse("events:live", args=["L4"])).content.decode()
    assert "<span data-live-count>8</span>" in text
    assert "1 checked in, head count 7" in text


def test_a_class_is_one_line_and_is_undone_as_a_whole(make, activity, organiser):
    session, act = activity.sessions.get(), uuid.uuid4()
    count_group(
        session=session,
        lines=[GroupLine("female", 15, 12), GroupLine("male", 15, 13)],
        statuses=(),
        act=act,
        observed_at=NOON,
        by=None,
    )
    shown = live(activity)
    assert (shown.count.total, len(shown.last), shown.last[0].group.size) == (25, 1, 25)
    page = organiser.get(reverse("events:live", args=["L4"])).content.decode()
    assert reverse("events:group_undo", args=[act]) in page
    assert reverse("events:undo", args=[shown.last[0].row.uuid]) not in page


def test_names_only_for_who_may_see_people(make, activity, organiser):
    came(make, activity, person=make.person(name="Айгүл Сынақова"))
    staff = signed_in(make.member("staff").user)
    page = reverse("events:live", args=["L4"])
    assert "Сынақова" in organiser.get(page).content.decode()
    text = staff.get(page).content.decode()
    assert "Айгүл" not in text
    assert signed_in(make.member("viewer").user).get(page).status_code == 403


def test_a_tap_undoes_and_another_brings_it_back(make, activity, organiser):
    organiser.cookies["django_language"] = "en"
    phone = phone_at(make, activity)
    row = make.attendance(
        activity,
        source=Source.SCAN,
        circumstances=Circumstances(device_id=phone.pk, door="2-кіру", is_late=True, phone_time=NOON),
    ).attendance
    page = reverse("events:live", args=["L4"])
    text = organiser.get(page).content.decode()
    for words in ("2-кіру · Samsung A12", "late", "the phone’s clock said 10.09.2025 12:00", "1 person counted"):
        assert words in text
    undo = reverse("events:undo", args=[row.uuid])
    assert f"{undo}?back=live" in text
    answer = organiser.post(undo, {"usual": "mistake", "back": "live"})
    assert answer.url == page
    restore = reverse("events:restore_entry", args=[row.uuid])
    assert f"{restore}?back=live" in organiser.get(page).content.decode()
    for _tap in range(2):
        answer = organiser.post(restore, {"usual": "was_there", "back": "live"})
        assert answer.url == page
    assert Attendance.objects.live().count() == 1
    text = organiser.get(page).content.decode()
    assert "brought back" in text
    assert restore not in text
    assert organiser.get(restore).status_code == 200
    assert (
        "undone and brought back"
        in organiser.get(reverse("events:people", args=["L4"]), {"undone": 1}).content.decode()
    )


def test_restoring_what_was_counted_again_is_refused_in_words(make, activity, organiser):
    organiser.cookies["django_language"] = "en"
    person = make.person()
    row = void_attendance(came(make, activity, person=person), reason="қате", by=None)
    came(make, activity, person=person)
    restore = reverse("events:restore_entry", args=[row.uuid])
    answer = organiser.post(restore, {"usual": "was_there"})
    assert answer.status_code == 409
    assert "has been counted again meanwhile" in answer.content.decode()
    assert organiser.post(restore, {"usual": ""}).status_code == 422
    assert signed_in(make.member("viewer").user).post(restore, {"usual": "was_there"}).status_code == 403
    foreign = make.other_organisation()
    theirs = void_attendance(foreign.attendance(foreign.activity()).attendance, reason="x", by=None)
    assert organiser.post(reverse("events:restore_entry", args=[theirs.uuid]), {"words": "x"}).status_code == 404
    theirs.refresh_from_db()
    assert not hasattr(theirs, "replaced_by")


def test_the_fragment_is_a_part_of_the_page(make, activity, organiser):
    came(make, activity)
    page = reverse("events:live", args=["L4"])
    fragment = organiser.get(page, {"hours": "3", "table": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="live"')
    assert 'hx-get="/activities/L4/live/?hours=3&amp;table=1"' in fragment
    assert "<html" not in fragment
    for query in ("session=x", "hours=77", "session=99999999999", "hours=-1", "session=٣"):
        assert organiser.get(f"{page}?{query}").status_code == 200


def test_the_busiest_bar_says_how_long_it_lasts(make, activity, organiser):
    now = timezone.now()
    for _ in range(2):
        make.attendance(activity, observed_at=now)
    organiser.cookies["django_language"] = "en"
    page = reverse("events:live", args=["L4"])
    assert "most in one minute: 2" in organiser.get(page).content.decode()
    assert "most in 5 minutes: 2" in organiser.get(page, {"hours": "3"}).content.decode()


def test_as_many_questions_for_three_as_for_one(make, activity, organiser, django_assert_num_queries):
    page = reverse("events:live", args=["L4"])

    def one_more():
        phone = phone_at(make, activity)
        row = came(make, activity, person=make.person(name="А Б"), door=str(uuid.uuid4())[:8])
        Attendance.objects.filter(pk=row.pk).update(device=phone)
        void_attendance(came(make, activity), reason="қате", by=None)
        Scan.objects.create(
            organisation=make.organisation, scan_id=uuid.uuid4(), activity=activity, outcome="kept", observed_at=NOON
        )

    one_more()
    shown = organiser.get(page)
    assert (shown.context["live"].kept, len(shown.context["live"].phones)) == (1, 1)
    assert 'href="/activities/L4/kept/"' in shown.content.decode()
    with django_assert_num_queries(16):
        organiser.get(page, headers={"HX-Request": "true"})
    for _ in range(2):
        one_more()
    with django_assert_num_queries(16):
        organiser.get(page, headers={"HX-Request": "true"})


def test_another_organisations_screen_is_not_there(make, organiser):
    foreign = make.other_organisation().activity(ref="X-9")
    for name in ("live", "close", "kept_scans"):
        assert organiser.get(reverse(f"events:{name}", args=[foreign.ref])).status_code == 404


def test_closing_tells_which_phone_holds_scans_and_opens_again(make, organiser):
    organiser.cookies["django_language"] = "en"
    activity = make.activity(ref="L5", expected_number=3, starts_on=timezone.localdate(), starts_at=time(0, 0))
    make.attendance(activity)
    phone_at(make, activity, unsent=3, label="Redmi 9")
    phone_at(make, activity, label="Nokia", last_contact_at=timezone.now() - timedelta(hours=2))
    phone_at(make, activity, label="Pixel", last_contact_at=timezone.now())
    page, reopen = reverse("events:close", args=["L5"]), reverse("events:reopen", args=["L5"])
    shown = organiser.get(page)
    assert [phone.name for phone in shown.context["holding"]] == ["Redmi 9"]
    assert [phone.name for phone in shown.context["quiet"]] == ["Nokia"]
    text = shown.content.decode()
    for words in ("of 3 expected", "2 people fewer than expected", "3 scans are still on phones", "2 hours ago"):
        assert words in text
    assert organiser.post(page).url == "/activities/L5/"
    activity.refresh_from_db()
    first = activity.closed_at
    assert first is not None
    organiser.post(page)
    activity.refresh_from_db()
    assert activity.closed_at == first
    text = organiser.get("/activities/L5/").content.decode()
    assert "1 phone still holds 3 scans" in text
    assert reopen in text
    for _tap in range(2):
        assert organiser.post(reopen).status_code == 302
    activity.refresh_from_db()
    assert (activity.closed_at, activity.closed_by) == (None, None)
    verbs = ["activity.close_check_in", "activity.reopen_check_in"]
    assert [AuditEntry.objects.filter(verb=verb).count() for verb in verbs] == [1, 1]


def test_staff_do_not_close_and_a_cancelled_activity_is_not_closed(make, activity, organiser):
    staff = signed_in(make.member("staff").user)
    assert staff.post(reverse("events:close", args=["L4"])).status_code == 403
    close_check_in(activity, by=make.member().user)
    assert staff.post(reverse("events:reopen", args=["L4"])).status_code == 403
    activity.closed_at, activity.cancelled_at, activity.cancel_reason = None, NOON, "карантин"
    activity.save()
    assert organiser.post(reverse("events:close", args=["L4"])).status_code == 409
