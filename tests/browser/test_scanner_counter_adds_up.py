"""The counter loses nobody and counts nobody twice: two phones offline, reloads, restarts, lost answers, two tabs."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from events.models import Attendance, CounterUndo, Material, Point
from events.queries.materials import handed_out_at
from tests.browser.conftest import PHONE
from tests.browser.scanner_app import open_app
from tests.browser.scanner_counter import mine, stand_at, touch, undo
from tests.browser.scanner_door import Door
from tests.browser.scanner_phone import API, ScannerPhone
from tests.browser.test_scanner_chaos import BadNetwork
from tests.browser.test_scanner_engine import new_scanner  # noqa: F401  (a fixture)
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

READY = "async () => (await navigator.serviceWorker.ready).active.state === 'activated'"
NO_NETWORK = "--host-resolver-rules=MAP localhost 127.0.0.77"


@pytest.fixture
def action(make):
    """A leaflet action with two points and two leaflets, and the code that makes phones its counters."""
    door = Door.of(make, people=0, kind="flyer_action")
    for name in ("Орталық базар", "Саябақ"):
        Point.objects.create(activity=door.activity, name=name)
    for language in ("kk", "ru"):
        Material.objects.create(activity=door.activity, kind="leaflet", title=f"Парақша {language}", language=language)
    return door


def live(door) -> Counter:
    """gender, band, point, leaflet → how many live rows of the ledger."""
    rows = Attendance.objects.live().filter(activity=door.activity).select_related("point", "material")
    return Counter((row.gender, row.age_band, row.point.name, row.material and row.material.language) for row in rows)


def begin(page, server, code) -> None:
    """From the organiser's QR to the choice of the point."""
    open_app(page, server, code=code)
    page.locator("form button.button--main").click()
    page.locator("input[name=point]").first.wait_for()


def test_two_phones_at_one_point_offline_with_a_reload_and_a_restart_add_up(
    chromium, new_phone, live_server, action, tmp_path
):
    def start(*extra):
        browser = chromium.browser_type
        options = {"executable_path": chromium_path(), "viewport": PHONE, "has_touch": True}
        context = browser.launch_persistent_context(str(tmp_path / "second"), args=[*QUIET, *extra], **options)
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(f"{live_server.url}/scanner/")
        return page

    first = new_phone()
    begin(first, live_server.url, action.code)
    stand_at(first, material="Парақша kk")
    first.wait_for_function(READY)
    first.context.set_offline(True)
    touch(first, "Women, 17–22", times=6)
    touch(first, "Men, 17–22", times=5)
    undo(first)
    touch(first, "Women, Age?", times=2)
    expect(mine(first)).to_have_text("12")
    first.reload()
    expect(mine(first)).to_have_text("12")
    expect(first.locator("h1")).to_contain_text("Орталық базар")
    undo(first)  # one from before the reload
    touch(first, "Women, 59+", times=2)

    second = start()
    begin(second, live_server.url, action.code)
    stand_at(second, material="Парақша kk")
    touch(second, "Men, Under 13", times=3)
    expect(mine(second)).to_have_text("3")
    expect(second.locator(".sums .pending")).to_have_text("Everything is sent")
    second.wait_for_function(READY)
    second.wait_for_timeout(1_000)  # the browser writes its files a little later
    second.context.close()
    second = start(NO_NETWORK)
    expect(mine(second)).to_have_text("3")
    undo(second)  # one that the server has already
    touch(second, "Women, 17–22", times=4)
    undo(second)
    second.locator("h1 button").click()
    second.get_by_label("Саябақ").check()
    second.get_by_label("Парақша ru").check()
    second.locator("form button.button--main").click()
    touch(second, "Men, 33–45", times=5)
    touch(second, "Not seen", times=3)
    expect(mine(second)).to_have_text("13")
    second.context.close()

    first.context.set_offline(False)
    second = start()
    for page, own in ((first, "13"), (second, "13")):
        expect(page.locator(".sums .pending")).to_have_text("Everything is sent")
        expect(mine(page)).to_have_text(own)
    assert live(action) == {
        ("female", "17-22", "Орталық базар", "kk"): 6 + 3,
        ("male", "17-22", "Орталық базар", "kk"): 4,
        ("female", "not_stated", "Орталық базар", "kk"): 1,
        ("female", "59+", "Орталық базар", "kk"): 2,
        ("male", "outside", "Орталық базар", "kk"): 2,
        ("male", "33-45", "Саябақ", "ru"): 5,
        ("not_stated", "not_stated", "Саябақ", "ru"): 3,
    }
    copies = {
        (one.material.language, point.name): number
        for one in handed_out_at(activity=action.activity)
        for point in action.activity.points.all()
        if (number := one.by_point.get(point.pk))
    }
    assert copies == {("kk", "Орталық базар"): 18, ("ru", "Саябақ"): 8}
    assert Attendance.objects.filter(activity=action.activity).count() == 30
    assert CounterUndo.objects.filter(activity=action.activity).count() == 4
    expect(second.locator(".sums__one b").last).to_have_text("26", timeout=60_000)
    second.context.close()


COUNT = """async ([band, times]) => {
    for (let n = 0; n < times; n += 1) await engine.tap({ gender: "female", band });
    return engine.state.counter.mine;
}"""


def at_the_market(phone, action) -> ScannerPhone:
    point, leaflet = Point.objects.get(name="Орталық базар"), Material.objects.get(language="kk")
    phone.run("(place) => engine.choose(place)", {"point": point.pk, "material": leaflet.pk})
    return phone


@pytest.mark.parametrize("seed", [3, 4])
def test_lost_and_wrong_answers_change_no_sum(new_scanner, action, seed):  # noqa: F811
    phone = at_the_market(new_scanner(action.code), action)
    network = BadNetwork(seed)
    phone.context.route(API, network)
    for round_ in range(8):
        assert phone.run(COUNT, ["17-22", 4]) == round_ * 3 + 4
        phone.page.wait_for_timeout(150)
        assert phone.run("() => engine.undoTap().then(({ kind, band }) => [kind, band])") == ["undone", "17-22"]
        if round_ == 4:
            phone.open()
    network.is_calm = True
    phone.wait("state.unsent === 0 && state.isOnline && state.counted === 24", timeout=60_000)
    assert live(action) == {("female", "17-22", "Орталық базар", "kk"): 24}
    assert (phone.state["counter"]["mine"], phone.state["refusedByServer"], phone.state["kept"]) == (24, 0, 0)


def test_two_tabs_undo_the_same_touch_once_and_a_rescue_file_carries_both(new_scanner, action):  # noqa: F811
    phone = at_the_market(new_scanner(action.code), action)
    phone.offline()
    phone.run(COUNT, ["17-22", 3])
    tab = ScannerPhone(phone.context, phone.server).open()
    tab.wait("state.counter.mine === 3")
    # Both before either has heard of the other: the first touch gives the word for the second one.
    tab.run("() => { window.word = new BroadcastChannel('word'); word.onmessage = () => engine.undoTap(); }")
    phone.run("() => { new BroadcastChannel('word').postMessage('now'); return engine.undoTap(); }")
    for one in (phone, tab):
        one.wait("state.counter.mine === 2 && state.unsent === 4")
    file = phone.run("() => engine.rescueFile().then((file) => file.text())")
    other = new_scanner(action.code)
    assert [item["status"] // 100 for item in other.run("(text) => engine.sendRescue(text)", file)["items"]] == [2] * 4
    assert live(action) == {("female", "17-22", "Орталық базар", "kk"): 2}
    phone.offline(is_offline=False)
    for one in (phone, tab):
        one.wait("state.unsent === 0 && state.counter.mine === 2")
    assert live(action) == {("female", "17-22", "Орталық базар", "kk"): 2}
    assert CounterUndo.objects.count() == 1
