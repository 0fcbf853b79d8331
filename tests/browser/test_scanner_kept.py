"""The scanner as the phone keeps it: a new version takes over without losing what waits; languages need no network."""

import re

import pytest
from playwright.sync_api import expect

from events import scanner_files
from tests.browser.conftest import PHONE
from tests.browser.scanner_app import FakeApi, become_scanner, press, type_code
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

READY = "async () => Boolean((await navigator.serviceWorker.ready).active)"
REMEMBERED = """async (language) => {
    const kept = await caches.match("/scanner/language", { cacheName: "scanner-settings" });
    return Boolean(kept) && (await kept.text()) === language;
}"""


def menu(page) -> None:
    page.locator(".bar button").last.click()


def test_a_new_version_takes_over_and_the_queue_stays(new_phone, transactional_db, live_server, monkeypatch):
    api = FakeApi()
    page = new_phone()
    api.route(page.context)
    become_scanner(page, live_server.url)
    page.wait_for_function(READY)
    page.reload()  # from here on the service worker gives the page
    page.locator(".scan").wait_for()
    api.is_down = True
    type_code(page, "A7K392")
    page.locator(".answer--saved").wait_for()
    # Once the page follows its service worker: a version that waits before that takes over by itself.
    menu(page)
    press(page, "About this phone")
    page.locator("code", has_text=re.compile("[0-9a-f]{12}")).wait_for()
    press(page, "Back")

    monkeypatch.setattr(scanner_files, "version", lambda *_pages: "thenextone12")
    page.evaluate("navigator.serviceWorker.getRegistration().then((kept) => kept.update())")
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
    press(page, "Restart now")
    page.locator(".pending", has_text="Waiting: 1").wait_for()
    page.wait_for_function("async () => (await caches.keys()).includes('scanner-thenextone12')")
    page.wait_for_function("async () => (await caches.keys()).length === 2")
    menu(page)
    press(page, "About this phone")
    page.get_by_text("thenextone12").wait_for()
    page.reload()
    page.locator(".pending", has_text="Waiting: 1").wait_for()


LATE = """const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
navigator.serviceWorker.register = (...given) =>
    new Promise((resolve) => { window.goOn = resolve; }).then(() => register(...given));"""


def test_what_is_known_only_later_comes_onto_the_open_screen(new_phone, transactional_db, live_server):
    page = new_phone()
    page.add_init_script(LATE)
    FakeApi().route(page.context)
    become_scanner(page, live_server.url)
    menu(page)
    press(page, "About this phone")
    expect(page.locator("code")).to_have_text("–")
    page.evaluate("window.goOn()")
    expect(page.locator("code")).to_have_text(re.compile("^[0-9a-f]{12}$"))


def test_a_waiting_version_takes_over_at_the_next_start(new_phone, transactional_db, live_server, monkeypatch):
    page = new_phone()
    page.goto(f"{live_server.url}/scanner/")
    page.wait_for_function(READY)
    page.reload()
    page.locator("h1").wait_for()
    monkeypatch.setattr(scanner_files, "version", lambda *_pages: "thenextone12")
    page.evaluate("navigator.serviceWorker.getRegistration().then((kept) => kept.update())")
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
    page.goto("about:blank")
    # The page may load itself anew before it has come whole: that is what taking over means.
    page.goto(f"{live_server.url}/scanner/", wait_until="commit")
    page.locator("h1").wait_for()
    page.wait_for_function(
        "async () => (await caches.keys()).sort().join() === 'scanner-settings,scanner-thenextone12'"
    )
    page.locator("h1").wait_for()


def test_the_language_is_remembered_and_changed_without_a_network(chromium, live_server, transactional_db, tmp_path):
    def start(*extra):
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path / "phone"), executable_path=chromium_path(), args=[*QUIET, *extra], viewport=PHONE
        )
        return context.pages[0] if context.pages else context.new_page()

    api = FakeApi()
    page = start()
    api.route(page.context)
    become_scanner(page, live_server.url, language="ru")
    page.wait_for_function(REMEMBERED, arg="ru")
    page.wait_for_function("async () => (await navigator.serviceWorker.ready).active.state === 'activated'")
    page.wait_for_timeout(1_000)  # the browser writes it down a little later
    page.context.close()

    page = start("--host-resolver-rules=MAP localhost 127.0.0.77")
    page.goto(f"{live_server.url}/scanner/")
    page.locator(".scan").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    menu(page)
    page.locator(".row").nth(5).click()
    page.get_by_label("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".scan").wait_for()
    page.wait_for_function(REMEMBERED, arg="en")
    page.goto(f"{live_server.url}/scanner/")
    page.locator(".scan").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.close()
