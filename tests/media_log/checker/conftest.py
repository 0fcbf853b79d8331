"""The small web of these tests."""

import pytest

from media_log.actions.looking import look_at_due_links
from tests.media_log.checker.local_web import LocalWeb


@pytest.fixture
def local():
    """A web of the test's own."""
    found = LocalWeb()
    yield found
    found.close()


@pytest.fixture
def switched_on(settings):
    """Links are looked at, without rests."""
    settings.LINK_CHECKS = True
    settings.LINK_CHECK_SECONDS_BETWEEN = 0


@pytest.fixture
def run(local, switched_on):
    """Look at what is due."""
    return lambda **options: look_at_due_links(web=local.web(), wait=lambda _seconds: None, **options)
