"""Leaflets and points: copies and people add up from the counter and from what was noted by hand."""

import uuid
from datetime import date, datetime

import pytest

from events.actions.attendance import correct_attendance
from events.actions.counter import undo_on_counter
from events.actions.groups import GroupLine, count_group, void_group
from events.actions.materials import note_copies
from events.actions.projections import recompute_categories
from events.actions.restore import restore_attendance
from events.facts import Circumstances, Facts
from events.material_tables import tables_of
from events.models import Attendance, Material, MaterialCount, Point, Source
from events.queries.materials import counted_at_points, handed_out_at
from grants.models import AuditEntry, Role
from rules.errors import AppError
from tests.conftest import signed_in
from tests.factories import ALMATY

DAY, NEXT = date(2025, 9, 10), date(2025, 9, 11)


@pytest.fixture
def activity(make):
    return make.activity(kind="flyer_action", ends_on=NEXT)


@pytest.fixture
def market(activity):
    return Point.objects.create(activity=activity, name="Орталық базар")


@pytest.fixture
def leaflet(activity):
    return Material.objects.create(activity=activity, kind="leaflet", language="kk+ru", printed=10)


@pytest.fixture
def organiser(make):
    return signed_in(make.member(Role.ORGANISER).user)


def tap(activity, *, gender="female", band="17-22", count=1, hour=10, day=DAY, by=None, **how):
    """One act of the counter; its UUID."""
    act = uuid.uuid4()
    count_group(
        session=activity.sessions.get(),
        lines=[GroupLine(gender, None, count, band)],
        statuses=(),
        act=act,
        observed_at=datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY),
        by=by,
        circumstances=Circumstances(**how),
        source=Source.COUNTER,
    )
    return act


def test_copies_and_people_add_up_by_point_day_and_material(activity, market, leaflet, django_assert_num_queries):
    note_copies(leaflet, day=DAY, at_points={market.pk: 5, None: 2}, at_names={}, by=None)
    brochure = Material.objects.create(activity=activity, kind="brochure", language="kk")
    here = {"point_id": market.pk, "material_id": leaflet.pk}
    tap(activity, **here, count=3)
    # Half past midnight in Almaty is the next day, though not in UTC.
    tap(activity, **here, gender="male", band="59+", day=NEXT, hour=0)
    tap(activity, gender="male", band="", material_id=brochure.pk)
    undone = tap(activity, **here, count=40)
    undo_on_counter(activity=activity, act=undone, undo=uuid.uuid4(), observed_at=datetime.now(ALMATY))
    first, second = handed_out_at(activity=activity)
    assert (first.total, first.left, first.by_point, first.by_day) == (
        11,
        -1,
        {market.pk: 9, None: 2},
        {DAY: 10, NEXT: 1},
    )
    assert (second.total, second.left, second.by_point) == (1, None, {None: 1})
    people = counted_at_points(activity=activity)
    assert (people.total, people.by_point, people.by_day) == (5, {market.pk: 4, None: 1}, {DAY: 4, NEXT: 1})
    assert people.by_gender_and_age == {
        ("female", "17-22"): 3,
        ("male", "59+"): 1,
        ("male", "not_stated"): 1,
    }
    with django_assert_num_queries(5):
        tables = tables_of(activity)
    assert (tables.copies, tables.people, tables.materials[0].over) == (12, 5, 1)
    assert [(line.copies, line.people) for line in (*tables.points, tables.elsewhere)] == [(9, 4), (3, 1)]
    assert tables.days == [("10.09.2025", 11, 4), ("11.09.2025", 1, 1)]
    assert sum(copies for _language, copies in tables.languages) == 12
    assert sum(total for _age, _numbers, total in tables.ages) == 5


def test_noting_twice_is_once_and_nothing_takes_a_number_away(activity, market, leaflet):
    for _ in range(2):
        note_copies(leaflet, day=DAY, at_points={market.pk: 7}, at_names={"Вокзал": 4}, by=None)
    assert list(MaterialCount.objects.values_list("point__name", "handed_out")) == [("Орталық базар", 7), ("Вокзал", 4)]
    note_copies(leaflet, day=DAY, at_points={market.pk: None}, at_names={}, by=None)
    assert MaterialCount.objects.get().handed_out == 4
    with pytest.raises(AppError, match="point_unknown"):
        note_copies(leaflet, day=DAY, at_points={999: 1, market.pk: 3}, at_names={}, by=None)
    assert MaterialCount.objects.get().handed_out == 4


def test_a_seen_band_outlives_recomputing_correcting_and_restoring(make, activity, market, leaflet):
    by = make.member(Role.ORGANISER).user
    act = tap(activity, band="outside", point_id=market.pk, material_id=leaflet.pk)
    row = Attendance.objects.get(group=act)
    recompute_categories(activity.project)
    row.refresh_from_db()
    assert (row.age_band, row.category, row.stated_band) == ("outside", "children", "outside")
    seen = Facts(gender="male", band=row.stated_band)
    corrected = correct_attendance(row, facts=seen, reason="бала ұл еді", by=by)
    same = "stated_band", "age_band", "category", "point", "material", "source", "group"
    told = {name: getattr(corrected, name) for name in same}
    assert told == {name: getattr(row, name) for name in same}
    void_group(organisation=activity.organisation, group=act, reason="қате", by=by)
    corrected.refresh_from_db()
    back = restore_attendance(corrected, reason="дұрыс еді", by=by)
    assert {name: getattr(back, name) for name in same} == told
    # An age that is told goes before what was seen.
    exact = correct_attendance(back, facts=Facts(age=15, band="outside"), reason="жасы белгілі", by=by)
    assert (exact.stated_band, exact.age_band) == ("", "13-16")


def test_the_correction_page_keeps_the_band_until_an_age_is_written(activity, organiser):
    act = tap(activity, band="23-27")
    row = Attendance.objects.get(group=act)
    path = f"/entries/{row.uuid}/correct/"
    page = organiser.get(path)
    assert page.status_code == 200
    form = page.context["form"]
    typed = {"form": str(form["form"].value()), "gender": "male", "reason": "ер адам"}
    answer = organiser.post(path, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    new = Attendance.objects.live().get()
    assert (new.gender, new.age, new.stated_band, new.age_band, new.source) == (
        "male",
        None,
        "23-27",
        "23-27",
        "counter",
    )


def page_of(client, activity, rest=""):
    return client.get(f"/activities/{activity.ref}/materials/{rest}")


def test_points_and_materials_are_added_changed_and_removed_only_unused(organiser, activity):
    path = f"/activities/{activity.ref}/materials/"
    position = {"latitude": "42.9000049", "longitude": "71.366667"}
    assert organiser.post(path, {"act": "point:add", "name": " Орталық  базар ", **position}).status_code == 302
    point = Point.objects.get()
    assert (point.name, str(point.latitude), str(point.longitude)) == ("Орталық базар", "42.90000", "71.36667")
    again = organiser.post(path, {"act": "point:add", "name": "Орталық базар"})
    assert (again.status_code, Point.objects.count()) == (422, 1)
    assert "Орталық базар" in again.content.decode()
    material = {"kind": "leaflet", "title": "Білім", "language": ["kk", "ru"], "printed": "620"}
    assert organiser.post(path, {"act": "material:add", **material}).status_code == 302
    assert organiser.post(path, {"act": "material:add", **material}).status_code == 422
    own = {"kind": "other", "own": "күнтізбе", "title": "", "printed": ""}
    assert organiser.post(path, {"act": "material:add", **own}).status_code == 302
    assert list(Material.objects.values_list("kind", "title", "language", "printed")) == [
        ("leaflet", "Білім", "kk+ru", 620),
        ("күнтізбе", "", "", None),
    ]
    wrong = organiser.post(path, {"act": "material:add", "kind": "leaflet", "title": "Жаңа", "printed": "-3"})
    assert wrong.status_code == 422
    assert 'value="-3"' in wrong.content.decode()
    tap(activity, point_id=point.pk)
    for thing in (point, Material.objects.get(kind="күнтізбе")):
        organiser.post(path, {"act": f"{type(thing).__name__.lower()}:remove", "pk": thing.pk})
    assert (Point.objects.count(), Material.objects.count()) == (1, 1)
    organiser.post(path, {"act": "point:change", "pk": point.pk, "name": "Көк базар"})
    point.refresh_from_db()
    assert (point.name, point.latitude) == ("Көк базар", None)
    assert AuditEntry.objects.filter(verb__startswith="point.").count() == 2


def test_two_thousand_brochures_by_place_are_one_form(organiser, activity, leaflet):
    path = f"/activities/{activity.ref}/materials/{leaflet.pk}/copies/"
    places = {
        "name0": "Вокзал",
        "count0": "700",
        "name1": " Көк  базар",
        "count1": "800",
        "name2": "Алаң",
        "count2": "500",
    }
    assert [organiser.post(path, {"day": "2025-09-10", **places}).status_code for _ in range(2)] == [302, 302]
    (given,) = handed_out_at(activity=activity)
    assert (given.total, given.by_day, given.left) == (2000, {DAY: 2000}, -1990)
    told = organiser.get(path, headers={"accept-language": "en"}).context["messages"]
    assert {one.level_tag for one in told} == {"ok", "warn"}
    shown = page_of(organiser, activity).content.decode()
    assert "1990" in shown.replace("\xa0", "").replace(" ", "")


def test_a_number_below_zero_is_refused_in_words_and_nothing_is_lost(organiser, activity, leaflet, market):
    path = f"/activities/{activity.ref}/materials/{leaflet.pk}/copies/"
    typed = {"day": "2025-09-10", f"p{market.pk}": "-5", "p0": "3", "count0": "9"}
    answer = organiser.post(path, typed)
    assert (answer.status_code, MaterialCount.objects.count()) == (422, 0)
    errors = answer.context["form"].errors
    assert errors.keys() == {f"p{market.pk}", "name0"}
    page = answer.content.decode()
    assert all(f'value="{number}"' in page for number in (-5, 3, 9))
    assert str(errors[f"p{market.pk}"][0]) in page.replace("&quot;", '"')


def test_somebody_elses_number_is_not_lost_when_two_fill_in_the_same_day(organiser, activity, leaflet, market):
    path = f"/activities/{activity.ref}/materials/{leaflet.pk}/copies/"
    note_copies(leaflet, day=DAY, at_points={market.pk: 5}, at_names={}, by=None)
    # The page was opened before that: its own field for the point is empty and was not touched.
    typed = {"day": "2025-09-10", f"p{market.pk}": "", f"initial-p{market.pk}": "", "p0": "2", "initial-p0": ""}
    assert organiser.post(path, typed).status_code == 302
    assert sorted(MaterialCount.objects.values_list("point", "handed_out"), key=str) == [(market.pk, 5), (None, 2)]


def test_one_tap_on_the_page_is_one_person_and_can_be_taken_back(make, activity, market, leaflet):
    staff = signed_in(make.member(Role.STAFF).user)
    path = f"/activities/{activity.ref}/counter/"
    assert staff.get(path).context["place"].point == market
    sent = {"form": str(uuid.uuid4()), "who": "female:17-22", "point": market.pk, "material": leaflet.pk}
    first, again = staff.post(path, sent), staff.post(path, sent)
    assert (first.status_code, again.status_code) == (302, 302)
    row = Attendance.objects.get()
    assert (row.source, row.stated_band, row.gender, row.point, row.material, row.device) == (
        "counter",
        "17-22",
        "female",
        market,
        leaflet,
        None,
    )
    # The next button of the same page is somebody else.
    staff.post(path, {**sent, "who": "male:"})
    assert counted_at_points(activity=activity).total == 2
    page = staff.get(first.url)
    act, _words = page.context["last"]
    other = signed_in(make.member(Role.STAFF).user)
    assert other.post(path, {"undo": str(act)}).status_code == 404
    assert [staff.post(path, {"undo": str(act)}).status_code for _ in range(2)] == [302, 302]
    assert list(Attendance.objects.live().values_list("gender", "age_band")) == [("male", "not_stated")]
    assert staff.get(first.url).context["last"] is None


@pytest.mark.parametrize("who", ["", "female", "robot:17-22", "female:18-20", "female:not_stated"])
def test_a_tap_of_nobody_counts_nobody(make, activity, who):
    staff = signed_in(make.member(Role.STAFF).user)
    answer = staff.post(f"/activities/{activity.ref}/counter/", {"form": str(uuid.uuid4()), "who": who})
    assert answer.status_code == (302 if who == "female" else 422)
    assert Attendance.objects.count() == (1 if who == "female" else 0)


def test_taps_stand_in_the_list_of_people_with_words(organiser, activity):
    tap(activity, band="outside")
    organiser.cookies["django_language"] = "en"
    page = organiser.get(f"/activities/{activity.ref}/people/").content.decode()
    assert "under 13" in page
    assert "counter on a volunteer" in page.lower()
