"""The small web of these tests."""

import pytest

from tests.media_log.checker.local_web import LocalWeb


@pytest.fixture
def local():
    """A web of the test's own."""
    found = LocalWeb()
    yield found
    found.close()
