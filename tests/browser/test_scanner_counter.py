"""The counter's screen: every touch counts and no two are taken for one, an undo takes back what it says, and the phone
remembers where it stands."""

import pytest
from playwright.sync_api import expect

from tests.browser.scanner_app import COUNTED, FakeApi, open_app, press
from tests.browser.scanner_counter import cell, mine, stand_at, touch, undo

pytestmark = pytest.mark.browser


@pytest.fixture
def api():
    return FakeApi(activities=[dict(COUNTED)])


@pytest.fixture
def phone(new_phone, transactional_db, live_server, api):
    """A phone at the central market that hands out leaflets in Kazakh; it talks to the fake API."""
    page = new_phone(service_workers="block")
    api.route(page.context)
    open_app(page, live_server.url, code="Q1W2E3R4T5")
    page.locator("form button.button--main").click()
    stand_at(page)
    return page


def sent(page, api, number: int) -> list[dict]:
    """The acts that reached the server, when everything that was touched has."""
    api.wait(page, number)
    expect(page.locator(".sums .pending")).to_have_text("Everything is sent")
    assert len(api.items) == number
    return api.items


def test_where_is_asked_first_and_kept(phone, api, live_server):
    expect(phone.locator("h1")).to_have_text("Орталық базарПарақша · kk")
    touch(phone, "Men, 33–45")
    expect(mine(phone)).to_have_text("1")
    phone.reload()
    expect(mine(phone)).to_have_text("1")
    expect(phone.locator("h1")).to_have_text("Орталық базарПарақша · kk")
    phone.locator("h1 button").click()
    phone.get_by_label("Nothing, only people").check()
    press(phone, "Start counting")
    touch(phone, "Women, 59+")
    leaflet, nothing = sent(phone, api, 2)
    line = {"gender": "male", "band": "33-45", "count": 1}
    assert (leaflet["group"], leaflet["source"]) == ({"lines": [line], "point": 1, "material": 7}, "counter")
    assert (nothing["group"]["point"], nothing["group"]["material"]) == (1, None)
    # A point that is gone never turns into another one.
    api.activities[0]["points"] = [*COUNTED["points"][1:], {"id": 3, "name": "Саябақ"}]
    phone.locator("h1 button").click()
    phone.get_by_label("Саябақ").wait_for()
    press(phone, "Start counting")
    expect(phone.locator(".fault")).to_have_text("Choose the point where you stand.")
    expect(phone.get_by_label("Nothing, only people")).to_be_checked()


def test_forty_quick_touches_are_forty_people(phone, api):
    phone.evaluate("""() => {
        const cell = [...document.querySelectorAll(".cell")].find((one) => one.textContent.includes("17–22"));
        for (let n = 0; n < 20; n += 1) cell.click();
    }""")
    touch(phone, "Women, 17–22", times=18)
    # Two thumbs at once: a browser makes no click of the second finger.
    phone.evaluate("""() => {
        const cells = [...document.querySelectorAll(".cell")].slice(4, 6);
        const at = (cell, type, id) => {
            const { left, top } = cell.getBoundingClientRect();
            const where = { clientX: left + 5, clientY: top + 5, pointerId: id, pointerType: "touch", bubbles: true };
            cell.dispatchEvent(new PointerEvent(type, where));
        };
        cells.forEach((cell, n) => at(cell, "pointerdown", n + 7));
        cells.forEach((cell, n) => at(cell, "pointerup", n + 7));
    }""")
    expect(mine(phone)).to_have_text("40")
    expect(phone.locator(".counter__heads")).to_have_text("Women 39Men 1")
    assert {item["group"]["lines"][0]["band"] for item in sent(phone, api, 40)} == {"17-22"}


# Two touches within a moment; the phone is busy and comes to the second one later.
TREMBLE = """async (button) => {
    const [first, second] = [new MouseEvent("click"), new MouseEvent("click")];
    const said = document.querySelector(".sums__said");
    button.dispatchEvent(first);
    for (let n = 0; n < 1000 && !said.textContent; n += 1) await new Promise(requestAnimationFrame);
    const words = said.textContent;
    await new Promise((done) => setTimeout(done, 500));
    button.dispatchEvent(second);
    return words;
}"""


def test_undo_says_what_it_takes_back_and_a_trembling_thumb_takes_one(phone, api):
    back = phone.locator(".counter__foot button").first
    expect(back).to_be_disabled()
    touch(phone, "Women, 13–16")
    touch(phone, "Men, 59+", times=2)
    touch(phone, "Not seen")
    expect(back).to_have_text("UndoNot seen")
    assert back.evaluate(TREMBLE) == "Undone: Not seen"
    expect(mine(phone)).to_have_text("3")
    undo(phone)
    undo(phone)
    expect(back).to_have_text("UndoWomen, 13–16")
    expect(cell(phone, "Men, 59+").locator("b")).to_have_text("")
    acts = sent(phone, api, 7)
    undone = [item["undo"] for item in acts if "undo" in item]
    assert undone == [item["scan_id"] for item in acts if "group" in item][:0:-1]
    phone.locator(".bar .button--icon").last.click()
    press(phone, "Last scans")
    expect(phone.locator(".recent")).to_have_count(4)
    expect(phone.locator(".recent", has_text="Undone")).to_have_count(3)


# A thumb taps a button twice; the second tap comes when the counter stands there already.
TWICE = """async (button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    const where = { clientX: left + width / 4, clientY: top + height / 2, bubbles: true, pointerType: "touch" };
    const tap = () => [new PointerEvent("pointerdown", where), new PointerEvent("pointerup", where),
        new MouseEvent("click", { ...where, detail: 1, cancelable: true })];
    const taps = [tap(), tap()];
    for (const events of taps) {
        const under = document.elementFromPoint(where.clientX, where.clientY);
        for (const event of events) under.dispatchEvent(event);
        const isThere = () => document.querySelector(".counter");
        for (let n = 0; n < 1000 && !isThere(); n += 1) await new Promise(requestAnimationFrame);
    }
    return document.elementFromPoint(where.clientX, where.clientY).closest("button").textContent;
}"""


def test_a_button_tapped_twice_counts_nobody_on_the_screen_that_comes(phone, api):
    touch(phone, "Women, 59+")
    expect(mine(phone)).to_have_text("1")
    phone.locator("h1 button").click()
    start = phone.get_by_role("button", name="Start counting")
    assert start.evaluate(TWICE) == "UndoWomen, 59+"
    press(phone, "Several")
    assert phone.get_by_role("button", name="12", exact=True).evaluate(TWICE) == "Men, 17–22 "
    touch(phone, "Men, 17–22")
    touch(phone, "Men, 17–22")
    expect(mine(phone)).to_have_text("14")
    assert [item["group"]["lines"][0]["count"] for item in sent(phone, api, 3)] == [1, 12, 1]


def test_several_alike_are_two_touches_more(phone, api):
    press(phone, "Several")
    phone.get_by_role("button", name="5", exact=True).click()
    expect(phone.locator(".sums__said")).to_have_text("The next press counts: 5")
    touch(phone, "Men, Under 13")
    touch(phone, "Men, Under 13")
    expect(cell(phone, "Men, Under 13").locator("b")).to_have_text("6")
    press(phone, "Several")
    phone.fill("#number", "201")
    press(phone, "Take this number")
    expect(phone.locator(".notice--bad")).to_contain_text("from 1 to 200")
    phone.fill("#number", "37")
    press(phone, "Take this number")
    touch(phone, "Women, Age?")
    expect(mine(phone)).to_have_text("43")
    undo(phone)
    expect(mine(phone)).to_have_text("6")
    lines = [item["group"]["lines"][0] for item in sent(phone, api, 4) if "group" in item]
    assert [(line["gender"], line["band"], line["count"]) for line in lines] == [
        ("male", "outside", 5),
        ("male", "outside", 1),
        ("female", None, 37),
    ]


def test_codes_stay_within_reach_and_a_closed_activity_says_so(phone, api):
    press(phone, "Scan codes")
    phone.locator(".scan").wait_for()
    press(phone, "Counter")
    phone.locator(".counter").wait_for()
    phone.keyboard.type("A7K-392\n")  # a scanner on a cable
    phone.locator(".answer--new").wait_for()
    press(phone, "Counter")
    api.activities[0]["is_closed"] = True
    phone.locator("h1 button").click()
    phone.locator("h1", has_text="What do you hand out").wait_for()
    press(phone, "Start counting")
    expect(phone.locator(".bar__line.is-bad")).to_be_visible()
    touch(phone, "Women, 17–22")
    expect(phone.locator(".sums__said")).to_contain_text("closed")
    expect(mine(phone)).to_have_text("0")
