"""A cheap phone in a hurry: large text, a thumb, a bad signal."""

import pytest
from playwright.sync_api import expect

from events.models import Attendance
from grants.models import Role
from surveys.actions.runs import open_satisfaction_run
from tests.browser.house import sideways, sign_in, taraz
from tests.browser.test_every_page import STAFF_PAGES

pytestmark = pytest.mark.browser

THUMB = 48
# What can be tapped and is lower than a thumb wants it. Links within a sentence are as tall as its line.
TOO_LOW = """(thumb) => {
    const shown = (box) => box.width > 0 && box.height > 0;
    const tapped = document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary");
    return [...tapped]
        .map((element) => (/checkbox|radio/.test(element.type) && element.closest("label")) || element)
        .filter((element) => shown(element.getBoundingClientRect()))
        .filter((element) => !element.closest("p.small, .post__note > span, .notice li, .skip"))
        .filter((element) => !element.classList.contains("skip"))
        .filter((element) => element.getBoundingClientRect().height < thumb - 0.5)
        .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 30)} ` +
            element.getBoundingClientRect().height);
}"""


def enlarge(page) -> None:
    """The text twice as large, as a person sets it in the phone."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def look(page, path: str) -> list[str]:
    """What is wrong with a page for a thumb, and at twice the text size."""
    page.goto(path)
    wrong = [f"{path}: too low: {line}" for line in page.evaluate(TOO_LOW, THUMB)]
    enlarge(page)
    return wrong + [f"{path}: too wide at 200 %: {line}" for line in sideways(page)]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_staff_pages_fit_thumbs_and_large_text(new_phone, transactional_db, live_server, language):
    make = taraz()
    page = new_phone()
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    assert [line for path in STAFF_PAGES for line in look(page, path)] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_participant_pages_fit_thumbs_and_large_text(new_phone, transactional_db, live_server, make, language):
    activity = make.activity(ask_phone="optional")
    survey = f"/s/{open_satisfaction_run(activity, None).waves.get().public_code}/"
    page = new_phone()
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    here = f"/a/{activity.public_code}/"
    wrong = [line for path in (here, survey, "/c/AAAA/", "/sign-in/", "/a/22222222/") for line in look(page, path)]
    page.goto(here)
    page.locator("[name=consent]").check()
    page.locator("button[value=count]").click()
    page.wait_for_url("**/counted/")
    wrong += look(page, f"{here}counted/") + look(page, f"{here}delete-my-data/")
    assert wrong == []


def test_a_button_works_again_when_its_first_tap_got_lost_on_the_way(new_phone, transactional_db, make):
    activity = make.activity()
    page = new_phone()
    page.clock.install()
    page.goto(f"/a/{activity.public_code}/")
    page.locator("[name=consent]").check()
    # Stands for the way to the server: the first taps are heard and go nowhere.
    page.evaluate("""() => {
        window.heard = 0;
        document.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.heard += 1;
            if (window.lost !== false) event.preventDefault();
        });
    }""")
    tap = "document.querySelector('button[value=count]').click()"
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 5)  # it goes on by `run_for` alone
    page.evaluate(tap)
    page.clock.run_for(1_000)
    page.evaluate(tap)
    assert page.evaluate("window.heard") == 1
    expect(page.locator("form[aria-busy=true]")).to_have_count(1)
    page.clock.run_for(8_000)
    expect(page.locator("form[aria-busy=true]")).to_have_count(0)
    page.evaluate("window.lost = false")
    page.evaluate(tap)
    page.wait_for_url("**/counted/")
    assert Attendance.objects.counted().count() == 1
