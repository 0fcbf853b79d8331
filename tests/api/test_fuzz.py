"""Whatever is sent, the API refuses in its own words and never breaks."""

import json
import random

import pytest

WRITES = [
    ("POST", "/activities"),
    ("PATCH", "/activities/A"),
    ("POST", "/attendances"),
    ("POST", "/attendances/3f2504e0-4f89-41d3-9a0c-0305e82c3301/void"),
    ("POST", "/publications"),
    ("POST", "/check-ins"),
    ("POST", "/check-ins/batch"),
    ("POST", "/rescue"),
    ("POST", "/devices/claim"),
]
BODIES = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"1",
    b"NaN",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"1" * 10_000,
    b'{"uuid": NaN, "activity": Infinity}',
    b'{"title": "\\ud800", "links": "\\u0000"}',
]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_bodies_that_are_no_json_objects_are_refused(program, make, method, path):
    make.activity(ref="A")
    for body in BODIES:
        answer = program.send(method, path, body)
        assert answer.status_code in {400, 404, 422}, (body[:40], answer.status_code)
        assert answer.json()["code"] in {"malformed", "invalid", "not_found"}


def test_malformed_json_is_400(program, make):
    make.activity(ref="A")
    answer = program.post("/publications", b"{")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


VALUES = [
    None, True, -1, 0, 2**31, 2**63, 10**400, 1.5, -1e308, "", " ", "\x00", "\ud800", "A", "я" * 3000, "2025-02-30",
    "0000-00-00", "9999-12-31T23:59:59-14:00", "24:61", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "https://a.kz/\x00",
    "http://[::1", [], {}, [[]], [{}], ["kk", "kk"], ["youth"], {"a": {"b": []}},
]  # fmt: skip
NAMES = {
    "/activities": (
        "project kind title measure ref format languages count_unit topic starts_on ends_on starts_at venue town goal "
        "expected_number"
    ),
    "/activities/A": "title topic starts_on ends_on starts_at venue address town goal outcome guests expected_number",
    "/attendances": (
        "uuid activity session observed_at consent guardian_consent photo_consent gender age birth_year statuses name "
        "phone"
    ),
    "/publications": "activity project links",
    "/check-ins": (
        "scan_id activity session token short_code participant walk_in group observed_at sent_at source door offline "
        "signature"
    ),
    "/check-ins/batch": "sent_at unsent items",
    "/rescue": "file",
    "/devices/claim": "code device label",
}
GOOD = {
    "/activities": {"project": "P", "kind": "lecture", "title": "Дәріс"},
    "/activities/A": {},
    "/attendances": {"uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "activity": "A", "consent": True},
    "/publications": {"activity": "A", "links": "https://a.kz/1"},
    "/check-ins": {"scan_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "activity": "A"},
    "/check-ins/batch": {"items": [{"scan_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "walk_in": {}}]},
    "/rescue": {},
    "/devices/claim": {"code": "x", "device": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"},
}


@pytest.mark.parametrize("path", NAMES)
def test_no_value_in_any_field_breaks_it(program, make, path):
    make.activity(make.project(ref="P"), ref="A")
    chance = random.Random(path)
    method = "PATCH" if path == "/activities/A" else "POST"
    names = NAMES[path].split()
    bodies = [{**GOOD[path], name: value} for name in names for value in VALUES]
    bodies += [{name: chance.choice(VALUES) for name in names} for _ in range(100)]
    for body in bodies:
        answer = program.send(method, path, json.dumps(body))
        assert answer.status_code < 500, body
        if answer.status_code >= 400:
            assert {"code", "detail"} <= answer.json().keys(), body


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/activities/A/here", "since"),
        ("/projects", "limit offset"),
        ("/activities", "limit offset project from_day to_day"),
        ("/attendances", "limit offset activity updated_since"),
        ("/publications", "limit offset project activity"),
    ],
)
def test_no_query_breaks_it(program, make, path, names):
    make.activity(make.project(ref="P"), ref="A")
    texts = [value for value in VALUES if isinstance(value, str) and "\ud800" not in value]
    for name in names.split():
        for value in [*texts, "-1", "9" * 50, "%", "' OR 1=1"]:
            answer = program.get(path, **{"activity": "A", name: value} if path == "/attendances" else {name: value})
            assert answer.status_code in {200, 404, 422}, (name, value)


def test_no_item_of_a_batch_breaks_it(program, make):
    make.activity(ref="A")
    good = {"scan_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "activity": "A", "offline": True}
    parts = ["walk_in", "group"]
    inner = ["consent", "gender", "age", "birth_year", "statuses", "name", "phone", "lines", "count"]
    items = [{**good, name: value} for name in NAMES["/check-ins"].split() for value in VALUES]
    items += [{**good, part: {"consent": True, name: value}} for part in parts for name in inner for value in VALUES]
    items += [{**good, "group": {"lines": [{"count": 1, name: value}]}} for name in inner for value in VALUES]
    for first in range(0, len(items), 500):
        part = [*items[first : first + 490], *VALUES[:10]]
        answer = program.post("/check-ins/batch", json.dumps({"items": part}))
        assert answer.status_code == 200
        assert {item["status"] for item in answer.json()["items"]} <= {201, 200, 202, 404, 409, 422}
