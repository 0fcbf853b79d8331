"""Scans that nobody could be counted by: each is decided once, counts at its own time, and none is ever lost."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from events.actions.codes import issue_code, revoke_code, token_of
from events.actions.kept_scans import (
    count_kept_as_told,
    count_kept_person,
    count_kept_without_data,
    dismiss_kept_scan,
    move_kept_scan,
)
from events.models import Attendance, Scan, Source
from grants.models import AuditEntry
from rules.errors import AppError
from tests.conftest import signed_in
from tests.events.test_scanner_pages import phone_at
from tests.factories import ALMATY

AT = datetime(2025, 9, 10, 11, 20, tzinfo=ALMATY)


@pytest.fixture
def activity(make):
    return make.activity(ref="L4")


@pytest.fixture
def user(make):
    return make.member().user


def kept(make, activity, **fields) -> Scan:
    defaults = {"why": "code_damaged", "content": {"token": "RUBBISH"}, "door": "2-кіру", "observed_at": AT}
    return Scan.objects.create(
        organisation=make.organisation,
        scan_id=uuid.uuid4(),
        activity=activity,
        outcome="kept",
        **{**defaults, **fields},
    )


def decide(client, scan, act, **fields):
    return client.post(reverse("events:kept_scan", args=[scan.pk]), {"act": act, **fields})


def test_counted_without_data_at_the_time_of_the_scan(make, activity, user):
    phone = phone_at(make, activity)
    phone_time = AT + timedelta(days=1)
    scan = kept(make, activity, device=phone, phone_time=phone_time)
    for _tap in range(2):
        decided = count_kept_without_data(scan, by=user)
    row = Attendance.objects.get()
    assert row.uuid == uuid.uuid5(scan.scan_id, "kept")
    assert (row.person, row.source, row.observed_at, row.is_counted) == (None, Source.SCAN, AT, True)
    assert (row.device, row.door, row.phone_time, row.collected_by) == (phone, "2-кіру", phone_time, user)
    assert (decided.attendance, decided.looked_by, decided.decision) == (row, user, "counted_without_data")
    assert (decided.content, decided.looked_at is None) == ({}, False)
    assert AuditEntry.objects.filter(verb="scan.decide").count() == 1


def test_counting_the_person_also_at_a_closed_or_cancelled_activity(make, activity, user):
    person = make.person()
    make.attendance(make.activity(), person=person, gender="female", age=30, statuses=("unemployed",))
    activity.cancelled_at, activity.cancel_reason = AT, "карантин"
    activity.save()
    scan = count_kept_person(kept(make, activity), person, by=user)
    row = scan.attendance
    assert (row.person, row.gender, row.age, row.category) == (person, "female", 30, "unemployed")
    assert count_kept_person(kept(make, activity), person, by=user).attendance == row
    assert Attendance.objects.filter(activity=activity).count() == 1


def test_the_first_decision_stands(make, activity, user):
    scan = kept(make, activity)
    dismiss_kept_scan(scan, reason="сынақ болған", by=user)
    other = make.activity()
    for again in (
        count_kept_without_data(scan, by=user),
        count_kept_person(scan, make.person(), by=user),
        move_kept_scan(scan, other, by=user),
        dismiss_kept_scan(scan, reason="басқа", by=user),
    ):
        assert (again.decision, again.activity) == ("сынақ болған", activity)
    assert Attendance.objects.count() == 0


def test_a_form_and_a_group_are_counted_as_they_were_told(make, activity, user):
    form = {"consent": True, "gender": "male", "age": 40, "statuses": ["business"], "name": "Болат"}
    scan = count_kept_as_told(kept(make, activity, content={"walk_in": form}), by=user, language="kk")
    row = scan.attendance
    assert (row.source, row.gender, row.age, row.statuses, row.person.name) == (
        Source.WALK_IN,
        "male",
        40,
        "business",
        "Болат",
    )
    assert (row.observed_at, row.uuid) == (AT, uuid.uuid5(scan.scan_id, "kept"))
    group = {"lines": [{"gender": "female", "age": 9, "count": 3}, {"gender": None, "age": None, "count": 2}]}
    scan = kept(make, activity, content={"group": group})
    for _tap in range(2):
        count_kept_as_told(scan, by=user, language="kk")
    rows = Attendance.objects.filter(group=uuid.uuid5(scan.scan_id, "kept"))
    assert [row.age for row in rows.order_by("pk")] == [9, 9, 9, None, None]
    assert {(row.observed_at, row.door) for row in rows} == {(AT, "2-кіру")}
    with pytest.raises(AppError, match="scan_tells_nobody"):
        count_kept_as_told(kept(make, activity), by=user, language="kk")


def test_a_scan_of_a_deleted_activity_is_moved_and_then_counts(make, activity, user, organiser):
    scan = kept(make, None, why="not_found", content={"token": token_of(issue_code(make.person(name="Айгүл С")))})
    for count in (
        lambda: count_kept_without_data(scan, by=user),
        lambda: count_kept_person(scan, make.person(), by=user),
    ):
        with pytest.raises(AppError, match="scan_without_activity"):
            count()
    lost = reverse("events:kept_without_activity")
    organiser.cookies["django_language"] = "en"
    assert reverse("events:kept_scan", args=[scan.pk]) in organiser.get(lost).content.decode()
    assert lost in organiser.get(reverse("events:activities")).content.decode()
    assert decide(organiser, scan, "move", activity=activity.pk).status_code == 302
    assert lost not in organiser.get(reverse("events:activities")).content.decode()
    page = organiser.get(reverse("events:kept_scan", args=[scan.pk]))
    assert page.context["kept"].person.name == "Айгүл С"
    assert decide(organiser, scan, "person", person=page.context["kept"].person.pk).status_code == 302
    assert Attendance.objects.get(activity=activity).person.name == "Айгүл С"


def test_the_list_says_what_when_where_and_why(make, activity, organiser):
    organiser.cookies["django_language"] = "en"
    phone = phone_at(make, activity)
    code = issue_code(make.person(name="Айгүл С"))
    revoke_code(code, by=None)
    kept(make, activity, why="code_unknown", content={"short_code": "ZZZZZZ"}, device=phone)
    kept(make, activity, why="code_revoked", content={"token": token_of(code)})
    kept(make, activity, why="invalid", content={})
    kept(make, activity, why="not_heard_of", content={"walk_in": {"name": "Болат"}})
    text = organiser.get(reverse("events:kept_scans", args=["L4"])).content.decode()
    for words in (
        "Typed code: ZZZZZZ",
        "No code of the organisation reads like this.",
        "10.09.2025 11:20",
        "2-кіру · Samsung A12",
        "A scanned personal code",
        "The code was cancelled before it was scanned.",
        "A filled-in form: Болат",
        "The phone could not say who it was.",
    ):
        assert words in text
    staff = signed_in(make.member("staff").user)
    assert "Болат" not in staff.get(reverse("events:kept_scans", args=["L4"])).content.decode()


def test_on_its_page_each_decision_is_one_tap(make, activity, organiser):
    organiser.cookies["django_language"] = "en"
    person = make.person(name="Айгүл Сынақова")
    code = issue_code(person)
    by_name, by_code, without, dismissed = (kept(make, activity) for _ in range(4))
    found = decide(organiser, by_name, "find", find="айг").context["found"]
    assert [one.pk for one in found] == [person.pk]
    assert [one.pk for one in decide(organiser, by_code, "find", find=code.display).context["found"]] == [person.pk]
    for _tap in range(2):
        answer = decide(organiser, by_name, "person", person=person.pk)
        assert answer.url == reverse("events:kept_scans", args=["L4"])
    decide(organiser, without, "without_data")
    assert decide(organiser, dismissed, "dismiss").status_code == 422
    assert decide(organiser, dismissed, "dismiss", usual="test").status_code == 302
    left = organiser.get(reverse("events:kept_scans", args=["L4"])).context["kept"]
    assert [one.scan for one in left] == [by_code]
    assert "It was a trial" in organiser.get(reverse("events:kept_scan", args=[dismissed.pk])).content.decode()
    assert Attendance.objects.counted().count() == 2
    for bad in ("", "x", "9" * 30, "-1"):
        assert decide(organiser, by_code, "person", person=bad).status_code == 404
    assert decide(organiser, by_code, "move", activity="9999999").status_code == 422


def test_foreign_scans_people_and_activities_are_not_there(make, activity, organiser):
    other = make.other_organisation()
    theirs = kept(other, other.activity())
    assert organiser.get(reverse("events:kept_scan", args=[theirs.pk])).status_code == 404
    for act in ("without_data", "dismiss", "move", "person"):
        assert decide(organiser, theirs, act, usual="test").status_code == 404
    mine = kept(make, activity)
    assert decide(organiser, mine, "person", person=other.person().pk).status_code == 404
    assert decide(organiser, mine, "move", activity=other.activity().pk).status_code == 422
    already = Scan.objects.create(
        organisation=make.organisation, scan_id=uuid.uuid4(), outcome="already_checked_in", observed_at=AT
    )
    assert organiser.get(reverse("events:kept_scan", args=[already.pk])).status_code == 404
    assert Attendance.objects.count() == 0
    with pytest.raises(AppError, match="not_found"):
        move_kept_scan(mine, other.activity(), by=make.member().user)


def test_a_viewer_decides_nothing(make, activity):
    viewer = signed_in(make.member("viewer").user)
    scan = kept(make, activity)
    assert viewer.get(reverse("events:kept_scan", args=[scan.pk])).status_code == 403
    assert decide(viewer, scan, "without_data").status_code == 403
    assert Attendance.objects.count() == 0
