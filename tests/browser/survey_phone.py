"""A participant's phone with a survey of every type open on it."""

import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE
from tests.surveys.conftest import door

# The page's script has taken over; before that all questions stand below each other.
ONE_BY_ONE = "html.one-by-one"


def in_language(page: Page, language: str) -> None:
    """What this browser has chosen before."""
    page.goto("about:blank")
    page.context.add_cookies([{"name": "django_language", "value": language, "domain": "localhost", "path": "/"}])


def path_of(run, name: str = "only") -> str:
    return f"/s/{door(run, name).public_code}/"


def asked(page: Page) -> str:
    """The code of the question on the screen."""
    shown = page.locator(f"{ONE_BY_ONE} .ask-one:visible")
    expect(shown).to_have_count(1)
    return shown.get_attribute("data-question") or "your-name"


def on(page: Page, code: str):
    """The question on the screen, once it is this one."""
    shown = page.locator(f"{ONE_BY_ONE} .ask-one[data-question={code}]:visible")
    shown.wait_for()
    return shown


def forward(page: Page) -> None:
    page.locator("[data-on]").click()


def choose(page: Page, code: str, value: str) -> None:
    """Tap an answer; one that is chosen leads on by itself."""
    on(page, code).locator(f"input[value='{value}']").click()


def answer_up_to(page: Page, last: str) -> None:
    """Answer as tests/surveys/every_type.FORM does, until this question is on the screen."""
    steps = (
        ("gender", lambda: choose(page, "gender", "female")),
        ("age", lambda: (on(page, "age").locator("[name=q_age][type=text]").fill("19"), forward(page))),
        ("agree", lambda: choose(page, "agree", "5")),
        ("topics", lambda: (choose(page, "topics", "money"), choose(page, "topics", "law"), forward(page))),
        ("why_law", lambda: (on(page, "why_law").locator("textarea").fill("Құқығымды білдім"), forward(page))),
        ("recommend", lambda: choose(page, "recommend", "9")),
        ("order", lambda: (rank(page, "peace"), rank(page, "law"), forward(page))),
        ("since", lambda: (on(page, "since").locator("input").fill("2025-03-08"), forward(page))),
        ("comment", lambda: on(page, "comment").locator("textarea").fill("Рақмет!")),
    )
    for code, act in steps:
        if code == last:
            on(page, code)
            return
        act()


def rank(page: Page, code: str) -> None:
    on(page, "order").locator(f"button.rank[value={code}]").click()


def answer_all(page: Page) -> None:
    """Answer everything; the last screen is on, with its button."""
    answer_up_to(page, "")


def thanked(page: Page) -> None:
    page.wait_for_url("**/thanks/**")
    expect(page.locator("main h1")).to_be_visible()


def kept_on(page: Page) -> list[str]:
    """The keys of what lies on the phone."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('survey:'))")


def seen(page: Page, held: list) -> None:
    """Wait for the first request that a route holds back."""
    until(lambda: held or page.wait_for_timeout(20))


def until(done) -> None:
    """Wait for what no element shows."""
    end = time.monotonic() + PATIENCE / 1000
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)
