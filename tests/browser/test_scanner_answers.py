"""The answer on the scanning screen stays true: the total belongs to it, and what was saved becomes what the server
made of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.scanner_app import FakeApi, become_scanner, press, type_code
from tests.browser.scanner_door import Door

pytestmark = pytest.mark.browser

NOBODY = "ZZ-ZZ-99"


@pytest.fixture
def scanner(new_phone, transactional_db, live_server):
    """Opens a phone and makes it a scanner of a door."""

    def become(door: Door):
        return become_scanner(new_phone(service_workers="block"), live_server.url, code=door.code)

    return become


def without_looks(page) -> None:
    """From here on the numbers come with the answers to acts, or not at all: nobody else is asked for them."""
    page.route("**/here*", lambda route: route.abort())


def save_without_network(page, code: str) -> None:
    page.context.set_offline(True)
    type_code(page, code)
    page.locator(".answer--saved").wait_for()


def send(page) -> None:
    page.context.set_offline(False)
    expect(page.locator(".pending")).to_contain_text("Everything is sent")


def test_the_total_counts_the_person_of_this_answer(new_phone, transactional_db, live_server):
    api = FakeApi()
    page = new_phone(service_workers="block")
    api.route(page.context)
    become_scanner(page, live_server.url)
    expect(page.locator(".answer__total")).to_have_text("In total: 31")
    without_looks(page)
    for total, code in enumerate(("A7K392", "B8M410", "C9N521"), start=32):
        type_code(page, code)
        page.locator(".answer--new").wait_for()
        expect(page.locator(".answer__total")).to_have_text(f"In total: {total}")


def test_a_saved_person_turns_green_when_the_server_has_them(scanner, make):
    door = Door.of(make, people=1)
    page = scanner(door)
    without_looks(page)
    save_without_network(page, door.short_code(0))
    send(page)
    expect(page.locator(".answer__word")).to_have_text("Checked in")
    expect(page.locator(".answer")).not_to_contain_text("sent by itself")
    expect(page.locator(".answer__who")).to_contain_text("Айгерім0")
    expect(page.locator(".answer__total")).to_have_text("In total: 1")


def test_a_saved_person_whom_another_phone_counted_turns_amber(scanner, make):
    door = Door.of(make, people=1, door="Солтүстік есік")
    page, other = scanner(door), scanner(door)
    save_without_network(page, door.short_code(0))
    type_code(other, door.short_code(0))
    other.locator(".answer--new").wait_for()
    page.locator(".answer.is-old").wait_for()
    send(page)
    answer = page.locator(".answer--already")
    expect(answer).to_contain_text("Солтүстік есік")
    # The colour went a while ago and does not come back as if it were the next person's.
    expect(answer).to_have_class(re.compile(r"\bis-old\b"))


def test_a_code_nobody_knows_is_said_to_be_with_the_organiser(scanner, make):
    page = scanner(Door.of(make))
    save_without_network(page, NOBODY)
    expect(page.locator(".answer")).to_contain_text("not verified")
    send(page)
    expect(page.locator(".answer__word")).to_have_text("With the organiser, to be looked at")
    expect(page.locator(".answer__why")).to_contain_text("There is no such code")


def test_an_answer_that_another_window_sent_is_followed_too(scanner, make, live_server):
    door = Door.of(make, people=1)
    page = scanner(door)
    page.route("**/api/v1/check-ins*", lambda route: route.abort())  # this window cannot send, the other one can
    page.route("**/api/v1/check-ins/batch", lambda route: route.abort())
    type_code(page, door.short_code(0))
    page.locator(".answer--saved").wait_for()
    other = page.context.new_page()
    other.goto(f"{live_server.url}/scanner/")
    expect(other.locator(".pending")).to_contain_text("Everything is sent")
    expect(page.locator(".answer__word")).to_have_text("Checked in")


def test_the_answer_of_the_last_person_is_not_touched_by_an_earlier_one(scanner, make):
    door = Door.of(make, people=2)
    page = scanner(door)
    save_without_network(page, NOBODY)
    send(page)
    type_code(page, door.short_code(1))
    expect(page.locator(".answer--new .answer__who")).to_contain_text("Айгерім1")
    page.wait_for_timeout(500)
    expect(page.locator(".answer--new .answer__who")).to_contain_text("Айгерім1")


def test_without_a_camera_nobody_is_asked_to_show_a_code_to_it(scanner, make, new_phone, live_server):
    door = Door.of(make, people=1)
    page = new_phone(service_workers="block")
    page.add_init_script("""navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("no", "NotFoundError"));""")
    become_scanner(page, live_server.url, code=door.code)
    expect(page.locator(".camera")).to_contain_text("No camera was found")
    expect(page.locator(".answer__word")).to_have_text("Ready for the next person")
    type_code(page, door.short_code(0))
    page.locator(".answer--new").wait_for()
    press(page, "Try again")
    expect(page.locator(".answer__word")).to_have_text("Checked in")
