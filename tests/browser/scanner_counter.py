"""The counter's screen in tests: where a phone stands, and its buttons by their words."""

import re

from playwright.sync_api import Locator, Page

from tests.browser.scanner_app import press


def stand_at(page: Page, point: str = "Орталық базар", material: str = "Парақша · kk") -> None:
    """Choose point and material on their screen."""
    page.get_by_label(point).check()
    page.get_by_label(material).check()
    press(page, "Start counting")
    page.locator(".counter").wait_for()


def cell(page: Page, words: str) -> Locator:
    """A button of the grid: "Women, 17–22", "Men, Age?", "Not seen"."""
    return page.locator(".cell", has_text=re.compile(f"^{re.escape(words)}"))


def touch(page: Page, words: str, times: int = 1) -> None:
    """Touch it with a finger, so many times."""
    for _ in range(times):
        cell(page, words).tap()


def undo(page: Page) -> None:
    """Press the undo, later than a thumb trembles."""
    page.wait_for_timeout(450)
    page.locator(".counter__foot button").first.tap()


def mine(page: Page) -> Locator:
    """Where the number of this phone stands."""
    return page.locator(".sums__one b").first
