"""What is written into the log."""

import io
import logging
import uuid

import pytest

from events.actions.feeds import make_feed
from grants.models import Role


@pytest.fixture
def log():
    """What the console gets."""
    [console] = [one for one in logging.getLogger().handlers if one.formatter and one.formatter._fmt.startswith("{asc")]
    before, written = console.stream, io.StringIO()
    console.setStream(written)
    yield written
    console.setStream(before)


def test_a_living_secret_is_not_in_it(make, client, log):
    secret = make_feed(make.member(Role.VIEWER), act=uuid.uuid4()).secret
    client.post(f"/calendar/{secret}.ics")
    assert "Method Not Allowed (POST): /calendar/…" in log.getvalue()
    assert secret not in log.getvalue()


@pytest.mark.parametrize(
    "path", ["/invitations/{}/", "/password/MQ/{}/", "/c/{}", "/s/QWERTY/p/{}/?kk=1", "/calendar/{}.ics"]
)
def test_nor_what_may_be_one(client, log, db, path):
    logging.getLogger("django.request").warning("%s: %s", "Not Found", path.format("a1-b2_c3"))
    assert log.getvalue().count("Not Found: /") == 1
    assert "a1-b2_c3" not in log.getvalue()


def test_other_addresses_are_written_in_full(log):
    logging.getLogger("django.request").warning("%s: %s", "Not Found", "/activities/calendar/2025/9/")
    assert "Not Found: /activities/calendar/2025/9/" in log.getvalue()
