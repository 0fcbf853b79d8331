"""A real Chromium for tests. Never skipped: without one they fail with the line that installs it."""

import os

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

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
def new_context(chromium: Browser, live_server):
    """Open a fresh browser of nobody; all are closed at the end."""
    contexts = []

    def open_context(**options) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def new_phone(new_context):
    """Open a fresh phone: 360×640, touch, its own cookies. `new_phone(java_script_enabled=False)` and the like."""
    return lambda **options: new_context(viewport=PHONE, has_touch=True, is_mobile=True, **options).new_page()


@pytest.fixture
def new_desktop(new_context):
    """Open a fresh desktop browser window."""
    window = {"width": 1200, "height": 800}
    return lambda **options: new_context(viewport=window, accept_downloads=True, **options).new_page()
