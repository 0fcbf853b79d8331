"""The first screens of the scanner in one's own language: it is changed there, and nothing that was done is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.scanner_app import ACTIVITY, FakeApi, become_scanner, open_app, type_code
from tests.browser.test_scanner_screens import TWO_PARTS
from tests.browser.test_thumbs_and_eyes import THUMB, TOO_LOW

pytestmark = pytest.mark.browser

CODE = "Q1W2E3R4T5"


def switch(page, name: str, code: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", code)
    page.locator("h1").wait_for()
    expect(page.locator(".languages [aria-current=true]")).to_have_text(name)


def test_both_first_screens_change_their_language_and_keep_what_was_filled_in(new_phone, transactional_db, live_server):
    second = {**ACTIVITY, "code": "X2", "title": "Семинар", "sessions": TWO_PARTS}
    api = FakeApi(activities=[dict(ACTIVITY), second], door="")
    page = new_phone(service_workers="block")
    api.route(page.context)
    open_app(page, live_server.url, code=CODE, language="kk")
    expect(page.locator("h1")).to_have_text("Бұл телефон сканер болады")
    page.fill("#label", "Ару & Ко")
    switch(page, "Рус", "ru")
    expect(page.locator("h1")).to_have_text("Этот телефон станет сканером")
    expect(page.locator("#label")).to_have_value("Ару & Ко")
    expect(page).to_have_url(f"{live_server.url}/scanner/")
    assert page.evaluate(TOO_LOW, THUMB) == []
    page.locator("form button.button--main").click()

    page.locator("#door").wait_for()
    page.locator("input[value=X2]").check()
    page.select_option("#session", "2")
    page.fill("#door", "Северный вход")
    switch(page, "Eng", "en")
    expect(page.locator("h1")).to_have_text("Where do you check people in?")
    expect(page).to_have_url(f"{live_server.url}/scanner/")
    assert page.evaluate(TOO_LOW, THUMB) == []
    page.locator("form button.button--main").click()

    page.locator(".scan").wait_for()
    type_code(page, "A7K392")
    page.locator(".answer--new").wait_for()
    assert [(claim["code"], claim["label"]) for claim in api.claims] == [(CODE, "Ару & Ко")]
    assert [api.items[0][key] for key in ("activity", "session", "door")] == ["X2", 2, "Северный вход"]


def test_one_activity_is_still_asked_for_its_door_in_the_other_language(new_phone, transactional_db, live_server):
    api = FakeApi(door="")
    page = new_phone(service_workers="block")
    api.route(page.context)
    open_app(page, live_server.url, code=CODE, language="kk")
    page.locator("form button.button--main").click()
    page.locator("#door").wait_for()
    switch(page, "Рус", "ru")
    page.locator("#door").wait_for()
    page.locator("form button.button--main").click()
    page.locator(".scan").wait_for()


def test_the_menus_way_to_the_same_screen_has_its_back_button_and_no_languages(
    new_phone, transactional_db, live_server
):
    api = FakeApi()
    page = new_phone(service_workers="block")
    api.route(page.context)
    become_scanner(page, live_server.url)
    page.locator(".bar button").last.click()
    page.get_by_role("button", name="Activity and door").click()
    page.locator("#door").wait_for()
    expect(page.locator(".languages")).to_have_count(0)


def test_without_a_network_the_first_screen_changes_its_language_too(new_phone, transactional_db, live_server):
    api = FakeApi()
    page = new_phone()
    api.route(page.context)
    open_app(page, live_server.url, language="kk")
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.ready).active)")
    page.reload()  # from here on the service worker gives the page
    open_app(page, live_server.url, code=CODE, language="kk")
    page.context.set_offline(True)
    switch(page, "Рус", "ru")
    expect(page.locator("h1")).to_have_text("Этот телефон станет сканером")
    page.context.set_offline(False)
    page.locator("form button.button--main").click()
    page.locator(".scan, #door").first.wait_for()
    assert [claim["code"] for claim in api.claims] == [CODE]
