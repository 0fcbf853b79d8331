"""A file in parts over a bad network: nothing twice, nothing torn, no more room than there is."""

import hashlib
import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from events.actions.activities import update_activity
from events.actions.evidence import remove_evidence
from events.actions.evidence_uploads import PART_AT_MOST, add_part, finish_upload, forget_old_uploads
from events.models import Evidence, EvidenceUpload
from events.tasks import forget_old_uploads as forgetting
from grants.models import Role
from tests.conftest import signed_in
from tests.events import evidence_files as files

PDF = files.pdf(b"\x25" * (2 * PART_AT_MOST + 500))


@pytest.fixture
def activity(make):
    return make.activity()


def begin(client, place, content=PDF, *, number=None, **fields):
    """The answer to an announcement."""
    about = {
        "number": str(number or uuid.uuid4()),
        "activity": place.ref,
        "name": "Хаттама.pdf",
        "size": len(content),
        "type": "protocol",
        "caption": "Хаттама",
        "people_shown": "nobody",
    }
    return client.post("/uploads/", {**about, **fields})


def put(client, number, offset, part):
    """The answer to one part."""
    return client.put(
        f"/uploads/{number}/", part, content_type="application/octet-stream", headers={"upload-offset": str(offset)}
    )


def send(client, place, content=PDF, **fields):
    """Everything in order; the last answer."""
    begun = begin(client, place, content, **fields).json()
    for offset in range(begun["received"], len(content), PART_AT_MOST):
        assert put(client, begun["number"], offset, content[offset : offset + PART_AT_MOST]).status_code == 200
    return client.post(f"/uploads/{begun['number']}/finish/")


def parts(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT, "uploads").rglob("*") if path.is_file()]


def test_a_file_in_three_parts_is_one_document_byte_by_byte(organiser, activity, settings):
    number = uuid.uuid4()
    begun = begin(organiser, activity, number=number)
    assert (begun.status_code, begun.json()["received"], begun.json()["part"]) == (201, 0, PART_AT_MOST)
    early = put(organiser, number, PART_AT_MOST, b"later part")
    assert (early.status_code, early.json()["received"]) == (409, 0)
    assert put(organiser, number, 0, PDF[:PART_AT_MOST]).json()["received"] == PART_AT_MOST
    # The answer was lost: the same part again is not there twice.
    again = put(organiser, number, 0, PDF[:PART_AT_MOST])
    assert (again.status_code, again.json()["received"], len(parts(settings))) == (200, PART_AT_MOST, 1)
    assert parts(settings)[0].stat().st_size == PART_AT_MOST
    assert organiser.post(f"/uploads/{number}/finish/").json()["code"] == "upload_incomplete"
    # The phone forgot everything but the number.
    assert begin(organiser, activity, number=number).json()["received"] == PART_AT_MOST
    assert organiser.get(f"/uploads/{number}/").json()["received"] == PART_AT_MOST
    done = send(organiser, activity, number=number)
    assert (done.status_code, done.json()["evidence"]["place"], done.json()["is_new"]) == (200, "1.1", True)
    evidence = Evidence.objects.get()
    assert evidence.kept_sha256 == evidence.sha256 == hashlib.sha256(PDF).hexdigest()
    assert hashlib.sha256(evidence.file.read()).hexdigest() == evidence.sha256
    told = (evidence.type, evidence.caption, evidence.people_shown, evidence.name)
    assert told == ("protocol", "Хаттама", "nobody", "Хаттама.pdf")
    assert parts(settings) == []
    twice = organiser.post(f"/uploads/{number}/finish/").json()
    assert twice["evidence"] == done.json()["evidence"]
    assert (begin(organiser, activity, number=number).json()["is_finished"], Evidence.objects.count()) == (True, 1)


def test_a_file_of_the_project_as_a_whole(organiser, activity):
    done = send(organiser, activity, activity="", project=activity.project.ref)
    assert (done.status_code, Evidence.objects.get().activity) == (200, None)
    assert begin(organiser, activity, project=activity.project.ref).json()["code"] == "upload_unclear"
    assert begin(organiser, activity, activity="").json()["code"] == "upload_unclear"
    assert begin(organiser, activity, activity="nothing").status_code == 404


def test_a_refused_file_is_refused_again_with_the_same_words(organiser, activity, settings):
    number = uuid.uuid4()
    refused = send(organiser, activity, b"MZ" + bytes(100), number=number, name="a.jpg")
    assert (refused.status_code, refused.json()["code"]) == (422, "evidence_program")
    again = organiser.post(f"/uploads/{number}/finish/")
    assert (again.status_code, again.json()) == (422, refused.json())
    assert (parts(settings), Evidence.objects.count()) == ([], 0)


def test_what_is_too_big_is_refused_before_it_is_sent(organiser, activity, settings):
    megabyte = 1024 * 1024
    refused = begin(organiser, activity, size=40 * megabyte, name="IMG.HEIC")
    assert (refused.status_code, refused.json()["code"]) == (413, "evidence_picture_too_big")
    assert "40" in refused.json()["detail"] and "30" in refused.json()["detail"]
    assert begin(organiser, activity, size=301 * megabyte).json()["code"] == "evidence_recording_too_big"
    assert begin(organiser, activity, size=0).json()["code"] == "evidence_empty"
    settings.EVIDENCE_UNFINISHED_MAX_MB = 50
    assert begin(organiser, activity, size=30 * megabyte).status_code == 201
    full = begin(organiser, activity, size=21 * megabyte)
    assert (full.status_code, full.json()["code"]) == (409, "uploads_full")
    assert begin(organiser, activity, size=20 * megabyte).status_code == 201


def test_a_file_that_is_here_is_not_sent_at_all(organiser, activity, make):
    assert send(organiser, activity).json()["is_new"]
    digest = hashlib.sha256(PDF).hexdigest()
    known = begin(organiser, activity, sha256=digest).json()
    assert known["is_finished"]
    finished = organiser.post(f"/uploads/{known['number']}/finish/").json()
    assert (finished["is_new"], finished["evidence"]["place"]) == (False, "1.1")
    assert finished["notice"]
    elsewhere = make.activity(activity.project)
    assert not begin(organiser, elsewhere, sha256=digest).json()["is_finished"]
    told = send(organiser, elsewhere).json()
    assert (told["is_new"], activity.ref in told["notice"]) == (True, True)
    remove_evidence(Evidence.objects.get(activity=activity), "x", None)
    assert not begin(organiser, activity, sha256=digest).json()["is_finished"]


@pytest.mark.parametrize(
    ("offset", "part"),
    [("", b"x"), ("-1", b"x"), ("x", b"x"), ("٣", b"x"), (0, b""), (0, bytes(PART_AT_MOST + 1)), ("9" * 40, b"x")],
)
def test_parts_that_are_none_change_nothing(organiser, activity, offset, part):
    number = begin(organiser, activity).json()["number"]
    assert put(organiser, number, offset, part).status_code in {409, 422}
    assert put(organiser, number, 0, PDF[:100]).json()["received"] == 100


def test_more_than_was_announced_is_refused(organiser, activity):
    number = begin(organiser, activity, b"x" * 10).json()["number"]
    assert put(organiser, number, 0, b"x" * 11).status_code == 422


def test_another_file_under_the_same_number_is_refused(organiser, activity, make):
    number = begin(organiser, activity).json()["number"]
    assert begin(organiser, activity, number=number, size=7).json()["code"] == "upload_of_another_file"
    elsewhere = begin(organiser, make.activity(), number=number)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "upload_of_another_file")


def test_an_activity_that_goes_to_another_project_meanwhile_takes_its_file_along(organiser, activity, make):
    number = begin(organiser, activity).json()["number"]
    put(organiser, number, 0, PDF[:PART_AT_MOST])
    moved = update_activity(activity, by=None, project=make.project(), measure=None)
    done = send(organiser, activity, number=number)
    assert (done.status_code, done.json()["is_new"]) == (200, True)
    evidence = Evidence.objects.get()
    assert evidence.project == evidence.appendix.project == moved.project


def test_who_finishes_a_moment_after_somebody_else_gets_the_same_document(organiser, activity, monkeypatch):
    number = begin(organiser, activity).json()["number"]
    for offset in range(0, len(PDF), PART_AT_MOST):
        put(organiser, number, offset, PDF[offset : offset + PART_AT_MOST])
    late = EvidenceUpload.objects.get(number=number)
    first = organiser.post(f"/uploads/{number}/finish/").json()["evidence"]
    # Its file was there a moment ago.
    monkeypatch.setattr(Path, "exists", lambda self: True)
    kept = finish_upload(late, by=None)
    assert (str(kept.evidence.number), kept.is_new) == (first["number"], False)


def test_a_folder_that_was_cleared_makes_the_phone_begin_anew(organiser, activity, settings):
    number = begin(organiser, activity).json()["number"]
    put(organiser, number, 0, PDF[:PART_AT_MOST])
    parts(settings)[0].unlink()
    lost = put(organiser, number, PART_AT_MOST, PDF[PART_AT_MOST : 2 * PART_AT_MOST])
    assert (lost.status_code, lost.json()["received"]) == (409, 0)
    assert send(organiser, activity, number=number).status_code == 200


def test_another_organisation_finds_nothing_of_it(organiser, activity, make):
    number = begin(organiser, activity).json()["number"]
    foreign = signed_in(make.other_organisation().member(Role.OWNER).user)
    assert put(foreign, number, 0, b"x").status_code == 404
    assert foreign.get(f"/uploads/{number}/").status_code == 404
    assert foreign.delete(f"/uploads/{number}/").status_code == 404
    assert foreign.post(f"/uploads/{number}/finish/").status_code == 404
    assert begin(foreign, activity).status_code == 404
    assert EvidenceUpload.objects.get().received == 0


def test_what_was_broken_off_is_forgotten_after_three_days(organiser, activity, settings):
    old, young = (begin(organiser, activity).json()["number"] for _each in range(2))
    for number in (old, young):
        put(organiser, number, 0, PDF[:100])
    kept = send(organiser, activity).json()["evidence"]["number"]
    long_ago = timezone.now() - timedelta(days=3, minutes=1)
    EvidenceUpload.objects.exclude(number=young).update(started_at=long_ago)
    assert forget_old_uploads() == 2
    assert [str(upload.number) for upload in EvidenceUpload.objects.all()] == [young]
    assert (len(parts(settings)), Evidence.objects.filter(number=kept).exists()) == (1, True)
    forgetting()
    # A phone that comes back later begins anew and is done.
    assert organiser.get(f"/uploads/{old}/").status_code == 404
    assert send(organiser, activity, number=old).json()["is_new"] is False


def test_the_clock_knows_the_cleaning(settings):
    assert "events.forget_old_uploads" in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_giving_up_frees_the_room(organiser, activity, settings):
    number = begin(organiser, activity).json()["number"]
    put(organiser, number, 0, PDF[:100])
    assert organiser.delete(f"/uploads/{number}/").status_code == 200
    assert (EvidenceUpload.objects.count(), parts(settings)) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_the_same_file_at_once_make_one(organiser, activity):
    number = begin(organiser, activity).json()["number"]
    errors = []

    def tab():
        try:
            upload = EvidenceUpload.objects.get(number=number)
            while upload.received < upload.size:
                at = upload.received
                upload = add_part(upload, offset=at, part=PDF[at : at + 300_000])
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab) for _each in range(4)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert errors == []
    assert EvidenceUpload.objects.get().parts == -(-len(PDF) // 300_000)
    assert organiser.post(f"/uploads/{number}/finish/").json()["is_new"]
    assert Evidence.objects.get().sha256 == hashlib.sha256(PDF).hexdigest()
