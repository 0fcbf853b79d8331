"""Every screen of the scanner app on a cheap phone: axe finds nothing, nothing runs off the side, thumbs hit, also at
twice the text size; and what the buttons do."""

import pytest

from tests.browser.house import sideways, violations
from tests.browser.scanner_app import ACTIVITY, COUNTED, FakeApi, become_scanner, open_app, press, shoot, type_code
from tests.browser.scanner_counter import stand_at, touch, undo
from tests.browser.test_thumbs_and_eyes import THUMB, TOO_LOW, enlarge

pytestmark = pytest.mark.browser

PERSON = {"name": "Айгерім С.", "code": "A7-K3-92"}
DOOR = {"since": "2025-05-22T10:02:00+05:00", "door": "Негізгі есік"}
TWO_PARTS = [
    {"number": 1, "title": "", "held_on": "2025-05-22", "starts_at": "10:00:00"},
    {"number": 2, "title": "", "held_on": "2025-05-23", "starts_at": "10:00:00"},
]


@pytest.fixture
def api():
    """Answers a new code, a second scan and a refusal."""
    fake = FakeApi()
    fake.answers = {
        "A7K392": (201, {"outcome": "checked_in", "person": PERSON}),
        "B8M410": (200, {"outcome": "already_checked_in", "person": PERSON, **DOOR}),
        "C9N521": (410, {"code": "code_revoked", "detail": "…"}),
    }
    return fake


@pytest.fixture
def phone(new_phone, transactional_db, api):
    """Opens a phone that talks to the fake API."""

    def open_phone(**options):
        page = new_phone(service_workers="block", **options)
        api.route(page.context)
        return page

    return open_phone


def states(page, server, api):
    """Walk through every screen; yields the name of each."""
    open_app(page, server)
    yield "welcome"
    open_app(page, server, code="abc")
    yield "claim"
    api.claim_refused = "scanner_link_expired"
    press(page, "Continue")
    page.locator(".notice--bad").wait_for()
    yield "claim refused"
    api.claim_refused = ""
    yield from choosing(page, server, api)
    yield from answering(page, api)
    yield from menus(page)
    yield from without_code(page)
    yield from counting(page, server, api)
    yield from troubles(page, server, api)


def choosing(page, server, api):
    api.activities = [
        dict(ACTIVITY),
        {**ACTIVITY, "code": "X2", "title": "Семинар", "sessions": TWO_PARTS, "is_closed": True},
    ]
    open_app(page, server, code="abc")
    press(page, "Continue")
    page.locator("input[value=X2]").check()
    yield "choose"
    api.activities = [dict(ACTIVITY)]
    become_scanner(page, server)
    page.locator(".camera__without button").first.wait_for()
    yield "scan"


def answering(page, api):
    for code, kind in (("A7K392", "new"), ("B8M410", "already"), ("C9N521", "refused")):
        type_code(page, code)
        page.locator(f".answer--{kind}").wait_for()
        yield kind
    api.is_down = True
    type_code(page, "D9N521")
    page.locator(".answer--saved").wait_for()
    yield "saved"
    page.locator(".answer.is-old").wait_for()
    yield "saved a while ago"
    page.locator(".bar button").last.click()
    press(page, "Last scans")
    page.locator(".recent").first.wait_for()
    yield "recent"
    press(page, "Back")
    api.is_down = False


def menus(page):
    yield "menu"
    for name in ("Activity and door", "Camera", "Language", "Rescue file", "About this phone", "Stop being a scanner"):
        press(page, name)
        page.locator("h1:focus, input:focus").first.wait_for()
        yield name
        press(page, "Back")
    press(page, "Back")


def without_code(page):
    press(page, "Type the code")
    yield "typed"
    press(page, "Back", "Without a code")
    yield "without"
    press(page, "Find by name")
    page.fill("#name", "Ай")
    page.locator(".rows .row").first.wait_for()
    yield "search"
    page.fill("#name", "Жоқ")
    page.get_by_role("button", name="Fill in the form").wait_for()
    yield "search nothing"
    press(page, "Back", "Fill in the form")
    press(page, "Count")
    page.locator(".fault").first.wait_for()
    yield "form"
    press(page, "Back", "Family or class", "One more group")
    yield "group"
    press(page, "Back", "Back")


def counting(page, server, api):
    api.activities = [dict(COUNTED)]
    open_app(page, server, code="abcd")
    press(page, "Continue")
    page.locator("input[name=point]").first.wait_for()
    press(page, "Start counting")
    page.locator(".fault").first.wait_for()
    yield "counter where"
    stand_at(page)
    api.is_down = True
    touch(page, "Women, 17–22", times=3)
    touch(page, "Not seen")
    page.locator(".sums .pending", has_text="No network").wait_for()
    yield "counter offline"
    undo(page)
    page.locator(".sums__said[data-kind=undone]").wait_for()
    yield "counter undone"
    press(page, "Several")
    yield "counter several"
    page.get_by_role("button", name="5", exact=True).click()
    yield "counter next counts five"
    page.locator(".bar .button--icon").last.click()
    press(page, "Last scans")
    page.locator(".recent").first.wait_for()
    yield "counter last"
    api.is_down = False


def troubles(page, server, api):
    api.ahead = 7200
    api.activities = [{**ACTIVITY, "ask_signature": "optional", "is_closed": True}]
    become_scanner(page, server)
    page.locator(".strip").click()
    yield "notices"
    press(page, "Back")
    press(page, "Type the code")
    page.fill("#code", "A7K392")
    press(page, "Count")
    page.locator("canvas").wait_for()
    yield "signature"
    api.dead = "device_revoked"
    press(page, "Without a signature")
    page.get_by_text("no longer a scanner").wait_for()
    yield "ended"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen(phone, live_server, api, scheme):
    page = phone(color_scheme=scheme)
    wrong, seen = [], []
    for name in states(page, live_server.url, api):
        seen.append(name)
        page.wait_for_timeout(200)  # colours do not fade into axe's measurement
        shoot(page, f"{len(seen):02} {name} {scheme}")
        wrong += [f"{name}: {line}" for line in violations(page)]
        wrong += [f"{name}: too low: {line}" for line in page.evaluate(TOO_LOW, THUMB)]
        wrong += [f"{name}: too wide: {line}" for line in sideways(page)]
        enlarge(page)
        wrong += [f"{name}: too wide at 200 %: {line}" for line in sideways(page)]
        if scheme == "light":
            shoot(page, f"{len(seen):02} {name} large")
        page.evaluate("document.documentElement.style.fontSize = ''")
        if page.locator("h1").count() != 1:
            wrong.append(f"{name}: {page.locator('h1').count()} h1")
    assert wrong == []
    assert len(seen) == 33
