"""The rescue page: a phone's file is taken once, whoever brings it, and says in figures what came of it."""

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
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.actions import batches
from events.actions.codes import issue_code, token_of
from events.models import Attendance, Scan
from events.rescue import rescue_key
from tests.conftest import signed_in
from tests.events.test_scanner_pages import phone_at

PAGE = reverse("events:rescue")


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def rescue_file(organisation, device, items, saved_at=None) -> bytes:
    """As the scanner writes it."""
    key = rescue_key(organisation)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)
    own, iv = ec.generate_private_key(ec.SECP256R1()), os.urandom(12)
    shared = own.exchange(ec.ECDH(), theirs)
    secret = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"outreach rescue v1").derive(shared)
    content = {"device": str(device.number), "saved_at": (saved_at or timezone.now()).isoformat(), "items": items}
    epk = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    data = AESGCM(secret).encrypt(iv, json.dumps(content).encode(), None)
    return json.dumps({"v": 1, "key": key.id, "epk": b64(epk), "iv": b64(iv), "data": b64(data)}).encode()


@pytest.fixture
def activity(make):
    return make.activity(starts_on=timezone.localdate())


def bring(client, content: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile("outreach-rescue.json", content)})


def item(activity, **fields):
    at = timezone.now() - timedelta(minutes=5)
    return {"scan_id": str(uuid.uuid4()), "activity": activity.public_code, "observed_at": at.isoformat(), **fields}


def test_every_item_is_told_in_figures_and_twice_is_once(make, activity):
    staff = signed_in(make.member("staff").user)
    staff.cookies["django_language"] = "en"
    phone = phone_at(make, activity)
    here, new = make.person(), make.person()
    make.attendance(activity, person=here)
    items = [
        item(activity, token=token_of(issue_code(new))),
        item(activity, token=token_of(issue_code(here))),
        item(activity, token="RUBBISH"),
        item(activity, group={"lines": [{"gender": "female", "age": 8, "count": 3}]}),
        {"scan_id": "x"},
    ]
    content = rescue_file(make.organisation, phone, items)
    for _again in range(2):
        answer = bring(staff, content)
        outcome = answer.context["outcome"]
        assert (outcome.items, outcome.people, outcome.already, outcome.kept) == (5, 4, 1, 1)
        assert outcome.refused == [("A part of what the phone sent could not be read.", 1)]
        assert outcome.device == phone
        assert (Attendance.objects.count(), Scan.objects.count()) == (5, 2)
    row = Attendance.objects.get(person=new)
    assert (row.device, row.door, row.collected_by) == (phone, "2-кіру", None)


@pytest.mark.parametrize("content", [b"", b"x", b"{}", b"[]", b"\xff\xfe", b"1" * 5000, b"[" * 5000])
def test_what_is_no_rescue_file_is_refused_in_words(organiser, content):
    answer = bring(organiser, content)
    assert answer.status_code == 422
    assert "field__errors" in answer.content.decode()


def test_a_file_of_another_organisation_is_refused(make, organiser, activity):
    other = make.other_organisation()
    theirs = other.activity()
    phone = phone_at(other, theirs)
    answer = bring(organiser, rescue_file(other.organisation, phone, [item(theirs, token="X")]))
    assert answer.status_code == 422
    assert (Attendance.objects.count(), Scan.objects.count()) == (0, 0)


def test_without_a_file_the_page_says_what_is_missing(make, organiser):
    organiser.cookies["django_language"] = "en"
    assert "Choose a file first." in organiser.post(PAGE).content.decode()
    assert signed_in(make.member("viewer").user).get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("contact", "ahead_s", "unsent"),
    [
        (-60, 0, 0),  # heard from before the file was saved
        (60, 0, 7),  # heard from since: it knows better
        (60, -120, 0),  # its clock is slow: the file was saved after the contact
        (-60, 86_400, 7),  # its clock is a day ahead: the file was saved before the contact
    ],
)
def test_what_the_file_brought_the_phone_holds_no_more(make, organiser, activity, contact, ahead_s, unsent):
    saved = timezone.now() - timedelta(minutes=10)
    fields = {"unsent": 7, "clock_ahead_s": ahead_s, "last_contact_at": saved + timedelta(seconds=contact)}
    phone = phone_at(make, activity, **fields)
    other = phone_at(make, activity, **fields)
    items = [item(activity, token=token_of(issue_code(make.person())))]
    bring(organiser, rescue_file(make.organisation, phone, items, saved_at=saved))
    phone.refresh_from_db()
    other.refresh_from_db()
    assert (phone.unsent, other.unsent) == (unsent, 7)
    assert phone.last_contact_at == fields["last_contact_at"]


def test_what_could_not_be_taken_the_phone_still_holds(make, organiser, activity, monkeypatch):
    phone = phone_at(make, activity, unsent=3)

    def fails(sent, *, asking):
        raise ValueError(sent)

    monkeypatch.setattr(batches, "take_scan", fails)
    organiser.cookies["django_language"] = "en"
    answer = bring(organiser, rescue_file(make.organisation, phone, [item(activity, token="X")] * 2))
    assert answer.context["outcome"].refused == [("This could not be done. Nothing was lost.", 2)]
    phone.refresh_from_db()
    assert phone.unsent == 2
