"""The hall's screen, the finger signature, a family in one act: as phones and projectors see them."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Attendance, Signature
from events.presence_codes import hall_code
from grants.models import Role
from tests.browser.house import sideways, sign_in, violations, weights

pytestmark = pytest.mark.browser

HEAVIEST = 60_000
# Signs with three strokes of a finger.
SIGN = """(canvas) => {
    const area = canvas.getBoundingClientRect();
    const at = (x, y) => ({ clientX: area.left + area.width * x, clientY: area.top + area.height * y,
        pointerId: 7, bubbles: true, cancelable: true });
    canvas.setPointerCapture = () => {};
    for (const row of [0.2, 0.5, 0.8]) {
        canvas.dispatchEvent(new PointerEvent("pointerdown", at(0.1, row)));
        for (let x = 0.1; x <= 0.9; x += 0.1) canvas.dispatchEvent(new PointerEvent("pointermove", at(x, row)));
        canvas.dispatchEvent(new PointerEvent("pointerup", at(0.9, row)));
    }
}"""


@pytest.fixture
def activity(transactional_db, make):
    return make.activity(
        starts_on=timezone.localdate(), ask_name="optional", ask_signature="required", wants_presence_code=True
    )


def wrong_with(page, what: str) -> list[str]:
    return [f"{what}: {line}" for line in violations(page) + sideways(page)]


def in_hall(activity) -> str:
    return f"/a/{activity.public_code}/?p={hall_code(activity, timezone.now()).token}"


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_from_the_screen_to_counted_with_a_signature(new_phone, live_server, activity, language, scheme):
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page.goto(f"/a/{activity.public_code}/")
    wrong = wrong_with(page, "the poster's link")
    page.fill("[name=presence_code]", hall_code(activity, timezone.now()).digits)
    page.locator("button[value=presence]").click()
    page.wait_for_url(re.compile(r"\?p="))
    wrong += wrong_with(page, "the form")
    page.locator("button[value=count]").click()
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator("[name=pad]")).to_have_value("1")
    wrong += wrong_with(page, "the form with its faults")
    page.locator("canvas").evaluate(SIGN)
    strokes = page.locator("[name=signature]").input_value()
    assert strokes.count(";") == 2
    assert strokes.startswith("100,80 ")
    page.check("[name=consent]")
    page.locator("button[value=count]").click()
    page.wait_for_url("**/counted/")
    assert Signature.objects.get().strokes == "100,80 900,80;100,200 900,200;100,320 900,320"
    page.go_back()  # no "send the form again?", which would stop here
    page.wait_for_url("**/counted/")
    assert (Attendance.objects.count(), wrong) == (1, [])


def test_what_was_signed_can_be_cleared_and_survives_a_fault(new_phone, activity):
    page = new_phone()
    page.goto(in_hall(activity))
    page.locator("canvas").evaluate(SIGN)
    page.locator("button[value=count]").click()  # consent is missing
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator(".is-signed")).to_have_count(1)
    page.locator("[data-sign-clear]").click()
    expect(page.locator("[name=signature]")).to_have_value("")
    expect(page.locator(".is-signed")).to_have_count(0)
    page.check("[name=consent]")
    page.check("[name=on_paper]")
    page.locator("button[value=count]").click()
    page.wait_for_url("**/counted/")
    assert (Attendance.objects.count(), Signature.objects.count()) == (1, 0)


def test_without_scripts_nobody_is_lost(new_phone, activity):
    page = new_phone(java_script_enabled=False)
    page.goto(f"/a/{activity.public_code}/")
    page.fill("[name=presence_code]", hall_code(activity, timezone.now()).digits)
    page.locator("button[value=presence]").click()
    page.check("[name=consent]")
    expect(page.locator("canvas")).to_be_hidden()
    page.locator("button[value=count]").click()
    page.wait_for_url("**/counted/")
    assert Attendance.objects.counted().count() == 1


def test_the_participants_page_stays_light(new_phone, activity):
    got = weights(new_phone(), in_hall(activity))
    assert any("signature.js" in url for url in got)
    assert 0 < sum(got.values()) <= HEAVIEST, got


def test_the_screen_in_the_hall_stays_fresh_and_says_when_it_cannot(new_desktop, transactional_db, make):
    activity = make.activity(starts_on=timezone.localdate(), wants_presence_code=True)
    page = new_desktop()
    sign_in(page, make, Role.STAFF)
    page.clock.install()
    page.goto(f"/activities/{activity.ref}/hall/")
    wrong = wrong_with(page, "the screen")
    expect(page.locator(".hall__count b")).to_have_text("0")
    make.attendance(activity)
    with page.expect_response("**/hall/now/"):
        page.clock.run_for(11_000)
    expect(page.locator(".hall__count b")).to_have_text("1")
    page.route("**/hall/now/", lambda route: route.abort())
    page.clock.run_for(11_000)
    page.wait_for_selector("[data-hall-lost]:not([hidden])")
    assert page.locator(".hall.is-stale").count() == 0
    wrong += wrong_with(page, "the screen without a network")
    for _minute in range(40):
        page.clock.run_for(3_000)
        page.wait_for_timeout(20)
    page.wait_for_selector(".hall.is-stale")
    page.unroute("**/hall/now/")
    page.clock.run_for(4_000)
    page.wait_for_selector("[data-hall-lost]", state="hidden")
    expect(page.locator(".hall.is-stale")).to_have_count(0)
    assert wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_class_in_one_act(new_phone, transactional_db, make, scripts):
    activity = make.activity(starts_on=timezone.localdate())
    page = new_phone(java_script_enabled=scripts)
    sign_in(page, make, Role.STAFF)
    page.goto(f"/activities/{activity.ref}/group/")
    page.fill("[name=lines-0-count]", "12")
    page.fill("[name=lines-0-age]", "14")
    if scripts:
        page.locator("[data-add-row]").click()
        page.fill("[name=lines-3-count]", "3")
        expect(page.locator("[data-group-sum]")).to_have_text("15")
        wrong = wrong_with(page, "the group")
    else:
        page.locator("button[value=more]").click()
        page.fill("[name=lines-3-count]", "3")
        expect(page.locator("[name=lines-0-count]")).to_have_value("12")
        wrong = []
    page.locator("button[value=count]").click()
    page.wait_for_url("**/group/?counted=*")
    assert Attendance.objects.filter(source="group", age=14).count() == 12
    assert Attendance.objects.counted().count() == 15
    page.goto(f"/activities/{activity.ref}/people/")
    page.locator("a[href*='/groups/']").click()
    page.wait_for_url("**/groups/**")
    if scripts:
        wrong += wrong_with(page, "undoing the group")
    page.locator("[value=twice]").check()
    page.locator("button.button--bad").click()
    page.wait_for_url("**/people/")
    assert Attendance.objects.counted().count() == 0
    assert wrong == []
