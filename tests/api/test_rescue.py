"""Rescue files: written by a phone, carried by hand, taken once."""

import base64
import json
import os
import uuid
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from events.actions.devices import revoke_device
from events.models import Attendance
from events.rescue import rescue_key
from grants.models import Role
from tests.api.conftest import refused
from tests.api.scanner import Phone


def text_of(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def sealed(content, *, public, key):
    """What the phone's WebCrypto does."""
    own = ec.generate_private_key(ec.SECP256R1())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public))
    secret = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"", info=b"outreach rescue v1").derive(shared)
    iv = os.urandom(12)
    plain = content if isinstance(content, bytes) else json.dumps(content, default=str).encode()
    data = AESGCM(secret).encrypt(iv, plain, None)
    epk = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return json.dumps({"v": 1, "key": key, "epk": text_of(epk), "iv": text_of(iv), "data": text_of(data)})


@pytest.fixture
def activity(make):
    return make.activity()


@pytest.fixture
def phone(make, activity):
    return Phone(make, activity=activity, door="А")


@pytest.fixture
def write(phone):
    """The rescue file of some items, as the phone writes it."""

    def write(items, **more):
        key = phone.get("/devices/me").json()["rescue_key"]
        content = {"device": phone.device.number, "saved_at": timezone.now().isoformat(), "items": items, **more}
        return sealed(content, public=base64.urlsafe_b64decode(key["public"] + "="), key=key["id"])

    return write


def items_of(make, phone, number):
    seen = (timezone.now() - timedelta(hours=3)).isoformat()
    return [phone.item(person=make.person(), observed_at=seen) for _ in range(number)]


def test_a_file_is_taken_once_however_often_it_is_brought(make, phone, activity, program_of, write):
    items = items_of(make, phone, 3)
    file = write([*items, "rubbish"])
    activity.closed_at = timezone.now()
    activity.save()
    revoke_device(phone.device, by=phone.by)
    staff = program_of(Role.STAFF)
    for sender in (staff, staff, phone):
        answer = sender.post("/rescue", {"file": file})
        assert answer.status_code == 200
        assert [item["status"] for item in answer.json()["items"]] == [201, 201, 201, 422]
        assert answer.json()["device"] == str(phone.device.number)
        assert answer.json()["counted"] == {activity.public_code: 3}
    rows = Attendance.objects.all()
    assert {(row.device, row.door, row.collected_by) for row in rows} == {(phone.device, "А", None)}
    assert {str(row.uuid) for row in rows} == {item["scan_id"] for item in items}


def test_another_phone_may_bring_the_file(make, phone, activity, write):
    other = Phone(make, activity=activity, door="Б")
    answer = other.post("/rescue", {"file": write(items_of(make, phone, 1))})
    assert answer.status_code == 200
    assert Attendance.objects.get().device == phone.device


def test_a_phones_file_that_nobody_knows_here_is_taken_by_the_one_who_brings_it(make, phone, program_of, write):
    staff = program_of(Role.STAFF)
    answer = staff.post("/rescue", {"file": write(items_of(make, phone, 1), device=str(uuid.uuid4()))})
    assert [item["status"] for item in answer.json()["items"]] == [201]
    row = Attendance.objects.get()
    assert (row.device, row.collected_by) == (None, staff.membership.user)


def test_what_no_phone_of_ours_wrote_is_refused(make, phone, program_of, write):
    file = write(items_of(make, phone, 1))
    envelope = json.loads(file)
    ours = rescue_key(make.organisation)
    wrong = [
        "",
        " ",
        "{",
        "[]",
        "[" * 100_000,
        json.dumps({**envelope, "v": 2}),
        json.dumps({**envelope, "data": envelope["data"][:-4]}),
        json.dumps({**envelope, "data": "я"}),
        json.dumps({**envelope, "data": None}),
        json.dumps({**envelope, "epk": "AAAA"}),
        json.dumps({**envelope, "iv": ""}),
        json.dumps({**envelope, "iv": "a"}),
        sealed(b"\xff", public=ours.public, key=ours.id),
        sealed(b"[]", public=ours.public, key=ours.id),
        sealed({"device": "x", "items": []}, public=ours.public, key=ours.id),
        sealed({"device": str(uuid.uuid4()), "items": {}}, public=ours.public, key=ours.id),
    ]
    for text in wrong:
        answer = phone.post("/rescue", {"file": text})
        assert answer.status_code == 422, text[:80]
        assert answer.json()["code"] in {"rescue_unreadable", "invalid"}, text[:80]
    theirs = rescue_key(make.other_organisation().organisation)
    content = {"device": str(phone.device.number), "items": items_of(make, phone, 1)}
    for key in (theirs.id, "00000000", None, [], 5):
        text = sealed(content, public=theirs.public, key=key)
        refused(phone.post("/rescue", {"file": text}), 422, "rescue_of_another_organisation")
    assert Attendance.objects.count() == 0


def test_a_file_outlives_a_change_of_the_secret_key(make, phone, settings, write):
    file = write(items_of(make, phone, 1))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-key-of-forty-characters-or-more"
    assert phone.post("/rescue", {"file": file}).status_code == 200
    assert Attendance.objects.count() == 1


def test_roles(make, phone, program_of, write):
    refused(program_of(Role.VIEWER).post("/rescue", {"file": write([])}), 403, "not_allowed")
    refused(phone.client.post("/api/v1/rescue", "{}", content_type="application/json"), 401, "not_signed_in")


def test_a_file_may_be_larger_than_other_bodies(make, phone, write):
    items = [phone.item(walk_in={"consent": False}, signature="1,1 " * 4_999 + "9,9") for _ in range(150)]
    file = write(items)
    assert len(file) > 3_000_000
    answer = phone.post("/rescue", {"file": file})
    assert {item["status"] for item in answer.json()["items"]} == {201}
    refused(phone.post("/rescue", {"file": "x" * 17_000_000}), 400, "malformed")
