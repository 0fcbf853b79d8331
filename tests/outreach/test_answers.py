"""What answers carry on their way out: JSON's own policy, and compression where it is worth it."""

import gzip
import json

import pytest

from outreach.answers import ONE_PACKET


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/openapi.json", "/api/v1/nothing-here"])
def test_json_opened_as_a_page_may_do_nothing(client, db, path):
    answer = client.get(path, secure=True)
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    # Everything else that protects pages stays.
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_pages_of_the_api_have_the_pages_policy(organiser):
    assert "default-src 'self'" in organiser.get("/api/v1/docs").headers["Content-Security-Policy"]


def test_only_what_is_larger_than_a_packet_is_compressed(client, db):
    wish = {"Accept-Encoding": "gzip, br"}
    small = client.get("/api/v1/me", headers=wish)
    assert 0 < len(small.content) < ONE_PACKET
    assert "Content-Encoding" not in small.headers
    large = client.get("/api/v1/openapi.json", headers=wish)
    assert large.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in large.headers["Vary"]
    assert json.loads(gzip.decompress(large.content))["info"]["title"] == "Outreach"
    assert client.get("/sign-in/", headers=wish).headers["Content-Encoding"] == "gzip"
