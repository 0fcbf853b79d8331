"""A real Chromium for tests. Never skipped: without one they fail with the line that installs it."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools.chromium import QUIET, NoChromiumError, chromium_path

# Playwright keeps an event loop in this thread; the database is used from it all the same, one thing at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 360, "height": 640}

# How long a test waits for what must come, in ms: costs nothing on a quiet machine, and a busy one is no fault of ours.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the session; every test opens its own contexts in it."""
    try:
        path = chromium_path()
    except NoChromiumError as line:
        pytest.fail(f"Browser tests need Chrome or Chromium. Install it with:  {line}", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def new_phone(chromium: Browser, live_server):
    """Open a fresh phone: 360×640, touch, its own cookies. `new_phone(java_script_enabled=False)` and the like."""
    contexts = []

    def open_phone(**options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=PHONE, has_touch=True, is_mobile=True, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_phone
    for context in contexts:
        context.close()


@pytest.fixture
def new_desktop(chromium: Browser, live_server):
    """Open a fresh desktop browser window."""
    contexts = []

    def open_window(**options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": 1200, "height": 800},
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
