"""The counter on a volunteer's phone: taps are rows of the ledger, an undo is an act of its own."""

import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.kept_scans import count_kept_as_told
from events.models import Attendance, CounterUndo, Material, Point, Scan
from events.reasons import NOTHING_TO_UNDO, UNDONE_ON_COUNTER
from tests.api.conftest import refused
from tests.api.scanner import Phone, ago, statuses


@pytest.fixture
def activity(make):
    return make.activity(kind="flyer_action")


@pytest.fixture
def point(activity):
    return Point.objects.create(activity=activity, name="Орталық базар")


@pytest.fixture
def material(activity):
    return Material.objects.create(activity=activity, kind="leaflet", title="Некеге дейін", language="kk+ru", printed=9)


@pytest.fixture
def phone(make, activity):
    return Phone(make, activity=activity)


def tap(phone, *, gender="female", band="17-22", count=1, offline=True, **more):
    """One tap's item; `more` goes into the group."""
    group = {"lines": [{"gender": gender, "age": None, "band": band, "count": count}], **more}
    return phone.item(group=group, source="counter", offline=offline)


def taking_back(phone, act, **more):
    return phone.item(undo=act["scan_id"], source="counter", **{"offline": True, **more})


def live(activity):
    return Attendance.objects.live().filter(activity=activity).count()


def test_a_phone_is_told_points_and_materials_in_its_language(make, phone, activity, point, material):
    phone.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    (told,) = phone.get("/devices/me").json()["activities"]
    assert told["counter"] is True
    assert told["points"] == [{"id": point.pk, "name": "Орталық базар"}]
    assert told["materials"] == [{"id": material.pk, "label": "leaflet · Некеге дейін · Kazakh + Russian"}]
    (plain,) = Phone(make, activity=make.activity()).get("/devices/me").json()["activities"]
    assert (plain["counter"], plain["points"], plain["materials"]) == (False, [], [])


def test_what_a_phone_is_told_costs_the_same_for_one_activity_and_for_four(make):
    project = make.project()
    phone = Phone(make, project=project)
    costs = []
    for wanted in (1, 4):
        for number in range(project.activities.count(), wanted):
            activity = make.activity(project, kind="flyer_action")
            Point.objects.create(activity=activity, name=f"{number}")
        with CaptureQueriesContext(connection) as queries:
            assert len(phone.get("/devices/me").json()["activities"]) == wanted
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_tap_is_a_row_of_the_ledger_with_band_point_and_material(phone, activity, point, material):
    item = tap(phone, point=point.pk, material=material.pk, count=2)
    first, again = phone.post("/check-ins", item), phone.post("/check-ins", item)
    assert (first.status_code, first.json()["people"], again.json()) == (201, 2, first.json())
    columns = "source", "point", "material", "gender", "age", "stated_band", "age_band", "category", "is_counted"
    assert (
        list(Attendance.objects.filter(group=item["scan_id"]).values_list(*columns))
        == [("counter", point.pk, material.pk, "female", None, "17-22", "17-22", "youth", True)] * 2
    )
    child = phone.scan(group={"lines": [{"gender": "male", "band": "outside", "count": 1}]}, source="counter")
    row = Attendance.objects.get(group=child.json()["scan_id"])
    assert (row.age_band, row.category, row.point) == ("outside", "children", None)


@pytest.mark.parametrize("line", [{"band": "17-22", "age": 19}, {"band": "18-20"}, {"band": "not_stated"}, {"band": 5}])
def test_a_band_is_one_of_the_forms_and_never_beside_an_age(phone, activity, line):
    assert "group.lines.band" in refused(phone.scan(group={"lines": [{"count": 1, **line}]}), 422, "invalid")
    assert live(activity) == 0


def test_a_point_of_elsewhere_is_refused_online_and_left_out_of_a_fact(make, phone, activity):
    elsewhere = make.activity(activity.project, kind="flyer_action")
    foreign = make.other_organisation().activity(kind="flyer_action")
    for other in (elsewhere, foreign):
        theirs = Point.objects.create(activity=other, name="Алаң")
        paper = Material.objects.create(activity=other, kind="brochure")
        refused(phone.post("/check-ins", tap(phone, offline=False, point=theirs.pk)), 422, "point_unknown")
        refused(phone.post("/check-ins", tap(phone, offline=False, material=paper.pk)), 422, "material_unknown")
        assert statuses(phone.batch([tap(phone, point=theirs.pk, material=paper.pk)])) == [201]
    assert list(Attendance.objects.values_list("activity", "point", "material")) == [(activity.pk, None, None)] * 2


def test_an_undo_takes_its_act_back_once(phone, activity, point):
    item, other = tap(phone, point=point.pk, count=3), tap(phone)
    phone.batch([item, other])
    undo = taking_back(phone, item, offline=False)
    first, again = phone.post("/check-ins", undo), phone.post("/check-ins", undo)
    told = first.json()
    assert (first.status_code, told["outcome"], told["people"], told["scan_id"]) == (200, "undone", 3, undo["scan_id"])
    assert (again.status_code, again.json()) == (200, told)
    rows = Attendance.objects.filter(group=item["scan_id"])
    assert set(rows.values_list("void_reason", "is_counted")) == {(UNDONE_ON_COUNTER, False)}
    assert live(activity) == 1
    # A second undo of the same act by another tap finds nothing left, and says the same when it comes again.
    twice = taking_back(phone, item)
    assert [phone.post("/check-ins", twice).json()["people"] for _ in range(2)] == [0, 0]
    # The act itself is still answered as it was.
    assert phone.post("/check-ins", item).json()["people"] == 3
    assert (live(activity), CounterUndo.objects.count()) == (1, 1)


def test_an_undo_that_comes_first_undoes_what_comes_later(phone, activity):
    item = tap(phone, count=2)
    undo = taking_back(phone, item)
    assert phone.batch([undo]).json()["items"][0]["people"] == 0
    answer = phone.batch([item]).json()
    assert [(one["status"], one["people"]) for one in answer["items"]] == [(201, 2)]
    assert answer["counted"] == {activity.public_code: 0}
    assert set(Attendance.objects.values_list("void_reason", "is_counted")) == {(UNDONE_ON_COUNTER, False)}
    # Word for word, though rows have come since.
    assert phone.batch([undo]).json()["items"][0]["people"] == 0
    # One that is not undone counts, and so does a class that is no act of the counter.
    assert statuses(phone.batch([tap(phone), phone.item(group={"lines": [{"count": 4}]})])) == [201, 201]
    assert live(activity) == 5


def test_a_phone_undoes_only_its_own_acts(make, phone, activity):
    other = Phone(make, activity=activity)
    item, late = tap(phone), tap(phone)
    phone.batch([item])
    refused(other.post("/check-ins", taking_back(other, item, offline=False)), 404, "not_found")
    kept = other.batch([taking_back(other, item), taking_back(other, late)]).json()["items"]
    assert [(one["status"], one["outcome"], one.get("code")) for one in kept] == [
        (202, "kept", "not_found"),
        (200, "undone", None),
    ]
    phone.batch([late])
    assert live(activity) == 2
    scan = Scan.objects.get()
    # Nobody is asked to look at it.
    assert (scan.decision, scan.content) == (NOTHING_TO_UNDO, {})
    # What is one's own is undone all the same.
    assert statuses(phone.batch([taking_back(phone, item), taking_back(phone, late)])) == [200, 200]
    assert live(activity) == 0


def test_ones_own_undo_stands_beside_anothers_that_came_first(make, phone, activity):
    other, late = Phone(make, activity=activity), tap(phone)
    for undoer in (other, phone):
        assert statuses(undoer.batch([taking_back(undoer, late)])) == [200]
    phone.batch([late])
    assert live(activity) == 0


def test_a_class_is_not_undone_on_the_counter(phone, activity):
    item = phone.item(group={"lines": [{"count": 4}]})
    phone.batch([item])
    answer = phone.post("/check-ins", taking_back(phone, item, offline=False))
    assert answer.json()["people"] == 0
    assert live(activity) == 4


def test_the_same_phone_by_another_link_undoes_its_act(make, phone, activity):
    again = Phone(make, activity=activity)
    type(again.device).objects.filter(pk=again.device.pk).update(number=phone.device.number)
    item = tap(phone)
    phone.batch([item])
    assert again.post("/check-ins", taking_back(again, item)).json()["people"] == 1


def test_an_undone_act_that_waits_for_a_look_needs_none(make, phone, activity):
    big, later = tap(phone, count=201), tap(phone, count=201)
    assert statuses(phone.batch([big, taking_back(phone, big), taking_back(phone, later), later])) == [
        202,
        200,
        200,
        202,
    ]
    assert set(Scan.objects.values_list("decision", flat=True)) == {UNDONE_ON_COUNTER}


def test_a_kept_tap_is_counted_with_band_and_point_and_can_still_be_undone(make, phone, activity, point):
    item = tap(phone, point=point.pk) | {"activity": "gone"}
    assert statuses(phone.batch([item])) == [202]
    scan = Scan.objects.get()
    count_kept_as_told(scan, by=phone.by, language="kk")
    row = Attendance.objects.get()
    assert (row.source, row.stated_band, row.point, row.is_counted) == ("counter", "17-22", point, True)
    assert phone.post("/check-ins", taking_back(phone, item)).json()["people"] == 1
    assert live(activity) == 0


def test_online_nothing_is_undone_at_a_closed_activity_offline_it_is_a_fact(phone, activity):
    item = tap(phone)
    phone.batch([item])
    type(activity).objects.update(closed_at=ago(minutes=1))
    refused(phone.post("/check-ins", taking_back(phone, item, offline=False)), 409, "activity_closed")
    assert live(activity) == 1
    assert phone.batch([taking_back(phone, item)]).json()["items"][0]["people"] == 1
    assert live(activity) == 0


def test_an_undo_names_one_act_and_nothing_else(phone):
    refused(phone.post("/check-ins", phone.item(undo="x")), 422, "invalid")
    item = phone.item(undo=str(uuid.uuid4()), group={"lines": [{"count": 1}]})
    assert "token" in refused(phone.post("/check-ins", item), 422, "invalid")
