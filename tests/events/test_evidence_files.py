"""A document's file goes out to members of its organisation, as a file and as nothing else."""

import io
import uuid
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from events.actions.evidence import EvidenceTold, keep_file, remove_evidence
from grants.models import Role
from outreach.environment import files_store, refuse_useless_limits
from tests.conftest import signed_in
from tests.events import evidence_files as files


def keep(activity, content, name, type="photo"):
    told = EvidenceTold(type)
    place = {"project": activity.project, "activity": activity}
    return keep_file(**place, file=io.BytesIO(content), name=name, told=told, by=None).evidence


def test_a_picture_is_shown_and_a_document_is_saved(make):
    activity = make.activity()
    viewer = signed_in(make.member(Role.VIEWER).user)
    picture = keep(activity, files.photo(), "Залда.heic")
    shown = viewer.get(f"/evidence/{picture.number}/file/", headers={"accept-encoding": "gzip"})
    assert shown.getvalue() == picture.file.read()
    assert dict(shown.headers) | {
        "Content-Type": "image/jpeg",
        "Content-Length": str(picture.size),
        "Content-Disposition": "inline; filename*=utf-8''%D0%97%D0%B0%D0%BB%D0%B4%D0%B0.jpg",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    } == dict(shown.headers)
    preview = viewer.get(f"/evidence/{picture.number}/preview/")
    assert (preview.getvalue(), preview.headers["Content-Type"]) == (picture.preview.read(), "image/jpeg")
    paper = keep(activity, files.pdf(), "a.pdf", "report")
    saved = viewer.get(f"/evidence/{paper.number}/file/")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert viewer.get(f"/evidence/{paper.number}/preview/").status_code == 404
    assert viewer.head(f"/evidence/{paper.number}/file/").status_code == 200


def test_others_find_nothing_whatever_they_try(make, client):
    evidence = keep(make.activity(), files.photo(), "a.jpg")
    foreign = signed_in(make.other_organisation().member(Role.OWNER).user)
    for path in (
        f"/evidence/{evidence.number}/file/",
        f"/evidence/{evidence.number}/preview/",
        f"/{evidence.file.name}",
        f"/files/{evidence.file.name}",
        f"/media/{evidence.file.name}",
        f"/static/../{evidence.file.name}",
        f"/evidence/{uuid.uuid4()}/file/",
    ):
        assert foreign.get(path).status_code == 404, path
        assert client.get(path).status_code in {302, 404}, path


def test_a_removed_document_and_a_lost_file_say_so(make):
    activity = make.activity()
    viewer = signed_in(make.member(Role.VIEWER).user)
    lost = keep(activity, files.photo(), "a.jpg")
    Path(lost.file.path).unlink()
    assert viewer.get(f"/evidence/{lost.number}/file/").status_code == 410
    remove_evidence(lost, "x", None)
    assert viewer.get(f"/evidence/{lost.number}/file/").status_code == 404


class Bucket:
    """A store's client: as much of S3 as keeping, fetching and deleting asks for."""

    def __init__(self):
        self.kept: dict[str, bytes] = {}

    def handle(self, method: str, about: dict):
        """One call."""
        key = about["Key"]
        if method == "PutObject":
            self.kept[key] = about["Body"].read()
        elif key not in self.kept:
            raise ClientError({"ResponseMetadata": {"HTTPStatusCode": 404}, "Error": {"Code": "404"}}, method)
        elif method == "GetObject":
            return {"Body": io.BytesIO(self.kept[key]), "ContentLength": len(self.kept[key])}
        elif method == "DeleteObject":
            del self.kept[key]
        return {"ContentLength": len(self.kept.get(key, b"")), "ETag": "x"}


WHOLE = {
    "bucket": "outreach",
    "endpoint": "https://s3.example.kz",
    "region": "",
    "key": "k",
    "secret": "s",
    "is_production": True,
}


@pytest.fixture
def bucket(settings, monkeypatch):
    """Files lie in a store."""
    settings.STORAGES = {**settings.STORAGES, "default": files_store(**WHOLE)}
    made = Bucket()

    def called(client, operation, about):
        assert about["Bucket"] == "outreach"
        return made.handle(operation, about)

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", called)
    return made


def test_files_in_a_store_are_kept_served_and_deleted_through_us(
    make, bucket, settings, django_capture_on_commit_callbacks
):
    assert type(storages["default"]).__name__ == "S3Storage"
    activity = make.activity()
    viewer = signed_in(make.member(Role.VIEWER).user)
    evidence = keep(activity, files.pdf(b"y" * 5000), "a.pdf", "report")
    assert list(bucket.kept.values()) == [files.pdf(b"y" * 5000)]
    answer = viewer.get(f"/evidence/{evidence.number}/file/")
    assert (answer.status_code, answer.getvalue()) == (200, files.pdf(b"y" * 5000))
    picture = keep(activity, files.photo(), "a.jpg")
    assert viewer.get(f"/evidence/{picture.number}/preview/").getvalue().startswith(b"\xff\xd8")
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence, "x", None)
        remove_evidence(picture, "x", None)
    assert bucket.kept == {}
    assert not Path(settings.MEDIA_ROOT).exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"bucket": ""}, "FILES_S3_BUCKET"),
        ({"endpoint": "s3.example.kz"}, "FILES_S3_ENDPOINT"),
        ({"endpoint": "http://s3.example.kz"}, "FILES_S3_ENDPOINT"),
        ({"endpoint": ""}, "FILES_S3_ENDPOINT"),
        ({"key": ""}, "FILES_S3_KEY"),
        ({"secret": ""}, "FILES_S3_SECRET"),
    ],
)
def test_half_a_store_does_not_start(change, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        files_store(**{**WHOLE, **change})


def test_no_store_is_a_folder_and_limits_must_take_something():
    nothing = dict.fromkeys(("bucket", "endpoint", "region", "key", "secret"), "")
    assert files_store(**nothing, is_production=True)["BACKEND"].endswith("FileSystemStorage")
    limits = {"picture": 30, "document": 50, "recording": 300, "unfinished": 2000, "form": 400}
    refuse_useless_limits(**limits)
    for change in ({"picture": 0}, {"unfinished": 200}, {"form": -1}):
        with pytest.raises(ImproperlyConfigured):
            refuse_useless_limits(**{**limits, **change})


def test_a_form_that_says_it_is_enormous_is_refused_unread(make, settings):
    settings.FORM_MAX_MB = 1
    client = signed_in(make.member(Role.OWNER).user)
    answer = client.post("/import/", {"file": io.BytesIO(bytes(2 * 1024 * 1024))})
    assert answer.status_code == 400
