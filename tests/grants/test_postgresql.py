"""A kept connection to PostgreSQL: believed while it was used just now, never when its end lies there to be read."""

import http.client
import select

import pytest
from django.db import connection

from grants.postgresql import base
from tests.server import Server

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="about connections to PostgreSQL")


@pytest.fixture
def kept(db):
    """A connection of its own, kept between requests as a server's thread keeps it; counts Django's questions."""
    made = connection.copy()
    made.asked = 0
    ask = made.is_usable

    def counted():
        made.asked += 1
        return ask()

    made.is_usable = counted
    request(made)
    yield made
    made.close()


def request(kept):
    """What a request does: the look at its beginning, two statements, the look at its end. The server's process."""
    kept.close_if_unusable_or_obsolete()
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
    kept.close_if_unusable_or_obsolete()
    return pid


def end(kept, pid):
    """End a connection by its server, and wait until that has arrived."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert cursor.fetchone() == (True,)
    until_told(kept)


def until_told(kept):
    """Wait until something has come that nobody asked for."""
    came, _, _ = select.select([kept.connection.fileno()], [], [], 4)
    assert came


def test_a_connection_that_was_used_just_now_is_not_asked(kept):
    assert connection.settings_dict["ENGINE"] == "grants.postgresql"
    first = request(kept)
    assert [request(kept) for _ in range(5)] == [first] * 5
    assert kept.asked == 0


def test_after_a_pause_it_is_asked_once_a_request(kept, monkeypatch):
    first = request(kept)
    monkeypatch.setattr(base, "BELIEVED_SECONDS", 0.0)
    assert [request(kept), request(kept)] == [first] * 2
    # Asked by the first statement of a request, not by every one.
    assert kept.asked == 2


def test_one_that_the_server_ended_is_opened_anew_without_a_fault(kept):
    first = request(kept)
    end(kept, first)
    second = request(kept)
    assert second != first
    assert kept.asked == 1
    assert request(kept) == second


def test_a_mere_message_makes_it_asked_and_kept(kept):
    first = request(kept)
    with kept.cursor() as cursor:
        cursor.execute("LISTEN something")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("NOTIFY something")
    other.close()
    until_told(kept)
    assert (request(kept), kept.asked) == (first, 1)
    assert (request(kept), kept.asked) == (first, 1)


def test_no_request_fails_after_all_connections_were_ended(transactional_db, make, tmp_path):
    """Between two requests over HTTP, as when the database is restarted while a hall is full."""
    server = Server(tmp_path)
    token = "scanner_nobody"  # refused, but only after the database was asked
    try:
        server.start()
        for _round in range(3):
            assert [asked(server.port, token) for _ in range(12)] == [401] * 12
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                assert cursor.fetchone()[0] > 0
    finally:
        server.end()


def asked(port, token):
    """The status of a scan that asks the database."""
    phone = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    phone.request("POST", "/api/v1/check-ins", "{}", {"Authorization": f"Bearer {token}"})
    status = phone.getresponse().status
    phone.close()
    return status
