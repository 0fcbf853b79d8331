"""Leaflets and points on a phone: the counter's page without JavaScript, a point's position, copies by place."""

import pytest
from playwright.sync_api import expect

from events.models import Attendance, Material, MaterialCount, Point
from grants.models import Role
from tests.browser.house import sideways, sign_in, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def activity(make, transactional_db):
    return make.activity(kind="flyer_action")


def test_taps_count_without_javascript_and_the_last_is_taken_back(new_phone, make, activity):
    market = Point.objects.create(activity=activity, name="Орталық базар")
    Point.objects.create(activity=activity, name="Автовокзал")
    leaflet = Material.objects.create(activity=activity, kind="leaflet", language="kk", printed=50)
    page = new_phone(java_script_enabled=False)
    sign_in(page, make, Role.STAFF)
    page.goto(f"/activities/{activity.ref}/counter/")
    page.select_option("#id_point", str(market.pk))
    page.select_option("#id_material", str(leaflet.pk))
    here = page.locator(".page-head b")
    page.locator(".counter-choice button").click()
    expect(here).to_have_text("0")
    page.locator("button[value='female:17-22']").click()
    expect(here).to_have_text("1")
    page.locator("button[value='male:59+']").click()
    expect(here).to_have_text("2")
    page.locator("button[name=undo]").click()
    expect(here).to_have_text("1")
    page.wait_for_load_state()
    expect(page.locator("button[name=undo]")).to_have_count(0)
    told = Attendance.objects.order_by("pk").values_list("stated_band", "point", "material", "is_counted")
    assert list(told) == [("17-22", market.pk, leaflet.pk, True), ("59+", market.pk, leaflet.pk, False)]
    heights = [box.bounding_box()["height"] for box in page.locator(".tap").all()]
    assert (len(heights), min(heights) >= 48) == (18, True)


def test_a_point_takes_the_phones_position_and_brochures_are_noted_by_place(new_phone, make, activity):
    page = new_phone(geolocation={"latitude": 42.9012345, "longitude": 71.3712345}, permissions=["geolocation"])
    sign_in(page, make)
    path = f"/activities/{activity.ref}/materials/"
    page.goto(path)
    add = page.locator("form", has=page.locator("button[value='point:add']"))
    page.locator("details", has=add).locator("summary").click()
    add.locator("input[name=name]").fill("Орталық базар")
    add.locator("[data-position-take]").click()
    add.locator("[data-position-forget]").wait_for()
    add.locator("button[value='point:add']").click()
    expect(page.locator(".list__title", has_text="Орталық базар")).to_be_visible()
    page.wait_for_load_state()
    point = Point.objects.get()
    assert (point.name, str(point.latitude), str(point.longitude)) == ("Орталық базар", "42.90123", "71.37123")
    page.locator("button[value='material:add']").click()
    expect(page.locator(".row-action a")).to_be_visible()
    page.wait_for_load_state()
    assert violations(page) + sideways(page) == []
    page.locator(".row-action a").click()
    page.wait_for_url("**/copies/**")
    page.locator(f"#id_p{point.pk}").fill("1200")
    page.locator("#id_name0").fill("Автовокзал")
    page.locator("#id_count0").fill("800")
    assert violations(page) + sideways(page) == []
    page.locator(".actions--thumb button").click()
    page.wait_for_load_state()
    copies = MaterialCount.objects.order_by("pk").values_list("point__name", "handed_out", "day")
    assert sorted(copies) == [("Автовокзал", 800, activity.starts_on), ("Орталық базар", 1200, activity.starts_on)]
