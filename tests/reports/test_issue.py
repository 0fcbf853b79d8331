"""Issuing: nothing open, everything stored once and for good, verifiable by anybody."""

import hashlib
import uuid
from io import BytesIO

import docx
import openpyxl
import pytest
from django.contrib import admin
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from pypdf import PdfReader

from grants import jobs
from grants.models import AuditEntry, Job, JobState, Organisation, Role
from grants.throttle import Limit
from reports import verify_views
from reports.actions import freezing
from reports.actions import issue as issuing
from reports.contradictions import contradictions
from reports.dataset.canonical import dataset_sha256
from reports.forms.words import say
from reports.models import Acceptance, IssuedFile, IssuedReport
from reports.models.issued import NeverChangesError
from reports.queries.changes import changes_between, changes_of
from reports.queries.drafts import draft_data
from rules.errors import AppError
from rules.plan_progress import Period
from tests.conftest import signed_in

ORIGIN = "https://outreach.example.kz"


@pytest.fixture
def owner(make):
    """The organisation's owner."""
    return make.member(Role.OWNER).user


@pytest.fixture
def client(owner):
    """The owner's browser, in English."""
    browser = signed_in(owner)
    browser.cookies["django_language"] = "en"
    return browser


def accept_all(project, by) -> None:
    """Every finding of now, with a reason."""
    for one in contradictions(project=project):
        Acceptance.objects.create(
            organisation=project.organisation,
            project=project,
            code=one.code,
            key=one.key(),
            message=str(one.message),
            reason="Келісілді",
            accepted_by=by,
        )


def wish(form="final", language="kk") -> issuing.Wish:
    return issuing.Wish(form, "2025", language, Period(), ORIGIN)


def issued(project, by, form="final", **options) -> IssuedReport:
    """Issued at once, as the job does it."""
    code = options.pop("code", uuid.uuid4().hex)
    return issuing.issue(project, wish(form, **options), code=code, by=by, progress=lambda done, of: None)


def send(client, **changed):
    told = {"act": uuid.uuid4(), "form": "final", "language": "kk", "edition": "2025", **changed}
    return client.post("/projects/M1/report/issue/", told)


def words_of(file: IssuedFile) -> str:
    with file.file.open("rb") as opened:
        content = BytesIO(opened.read())
    if file.format == "docx":
        word = docx.Document(content)
        heads = [one.text for section in word.sections for one in section.header.paragraphs]
        return "\n".join([*heads, *(one.text for one in word.paragraphs)])
    if file.format == "xlsx":
        rows = [row for sheet in openpyxl.load_workbook(content) for row in sheet.values]
        return "\n".join(str(value) for row in rows for value in row if value is not None)
    return "\n".join(page.extract_text() for page in PdfReader(content).pages)


def test_what_is_open_stands_in_the_way_and_is_told(client, mixed, owner):
    left = contradictions(project=mixed)
    answer = send(client)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"{len(left)} findings are neither mended nor accepted." in html
    assert Job.objects.count() == 0
    with pytest.raises(AppError, match="findings_open"):
        issued(mixed, owner)
    # What has changed since it was accepted is open again.
    accept_all(mixed, owner)
    Acceptance.objects.filter(code=left[0].code).first().delete()
    assert "1 finding is neither mended nor accepted." in send(client).content.decode()


def test_only_an_owner_issues(make, mixed):
    organiser = signed_in(make.member(Role.ORGANISER).user)
    assert send(organiser).status_code == 403
    assert "/report/issue/" not in organiser.get("/projects/M1/report/").content.decode()


def test_everything_is_stored_once_and_every_file_says_how_to_verify_it(client, mixed, owner):
    accept_all(mixed, owner)
    act = uuid.uuid4()
    first, second = send(client, act=act), send(client, act=act)
    job = Job.objects.get()
    assert first.url == second.url == f"/jobs/{job.pk}/"
    assert jobs.run(job.pk)
    assert Job.objects.get().state == JobState.DONE
    # The same form sent once more, when all is done, is still the same act.
    assert send(client, act=act).url == first.url
    report = IssuedReport.objects.get()
    assert client.get(first.url).url == f"/projects/M1/report/issued/{report.pk}/"
    assert (report.number, report.verify_code, report.issued_by) == (1, job.pk.hex, owner)
    assert report.dataset["statistics"]["total"] == 12
    assert report.dataset_sha256 == dataset_sha256(report.dataset)
    assert report.texts == report.dataset["texts"]
    assert report.rules["forms"] == mixed.edition.forms
    assert {one["reason"] for one in report.findings} == {"Келісілді"}
    files = list(report.files.all())
    assert [one.format for one in files] == ["docx", "pdf", "xlsx"]
    address = f"http://testserver/v/{report.verify_code}/"
    for one in files:
        words = words_of(one)
        assert say("kk", "draft") not in words, one.format
        assert say("kk", "issued_heading") in words, one.format
        assert mixed.organisation.name in words
        assert address in words.replace("\n", ""), one.format
        assert report.dataset_sha256 in words.replace("\n", ""), one.format
        got = client.get(f"/projects/M1/report/issued/{report.pk}/{one.format}/").getvalue()
        assert (hashlib.sha256(got).hexdigest(), len(got)) == (one.sha256, one.size)
    assert AuditEntry.objects.filter(verb="report.issue").get().details["sha256"] == report.dataset_sha256
    page = client.get(f"/projects/M1/report/issued/{report.pk}/").content.decode()
    assert "Келісілді" in page
    assert f"/projects/M1/report/issued/{report.pk}/" in client.get("/projects/M1/report/").content.decode()


def test_later_changes_do_not_reach_it_and_nothing_can_change_it(make, mixed, owner):
    accept_all(mixed, owner)
    report = issued(mixed, owner, "interim")
    file = report.files.first()
    before = file.file.read()
    make.attendance(mixed.activities.get(ref="M1-01"), gender="male")
    report.number = 7
    assert not admin.site.is_registered(IssuedReport)
    assert not admin.site.is_registered(IssuedFile)
    for change in (
        report.save,
        report.delete,
        file.save,
        file.delete,
        IssuedReport.objects.all().delete,
        IssuedFile.objects.all().delete,
        lambda: IssuedReport.objects.update(number=7),
        lambda: IssuedFile.objects.filter(pk=file.pk).update(sha256=""),
        lambda: IssuedReport.objects.bulk_update([report], ["number"]),
    ):
        with pytest.raises(NeverChangesError), transaction.atomic():
            change()
    for of_it in (mixed, mixed.organisation, owner):
        with pytest.raises(ProtectedError), transaction.atomic():
            of_it.delete()
    now = IssuedReport.objects.get()
    assert (now.number, now.dataset["statistics"]["total"]) == (1, 12)
    assert now.files.get(pk=file.pk).file.read() == before


def test_a_code_is_issued_once_and_numbers_follow_each_other(mixed, owner):
    accept_all(mixed, owner)
    first = issued(mixed, owner, code="a" * 32)
    assert issued(mixed, owner, code="a" * 32).pk == first.pk
    assert issued(mixed, owner, language="ru").number == 2
    assert issued(mixed, owner, "interim").number == 1
    assert IssuedReport.objects.count() == 3


def test_who_is_slower_takes_the_next_number_and_leaves_no_file_behind(mixed, owner, monkeypatch):
    accept_all(mixed, owner)
    written, was_faster = freezing._written, []

    def faster_one(report, *rest):
        if not was_faster:
            was_faster.append(True)
            issued(mixed, owner)
        return written(report, *rest)

    monkeypatch.setattr(freezing, "_written", faster_one)
    slower = issued(mixed, owner)
    assert slower.number == 2
    assert "№ 2" in words_of(slower.files.get(format="docx"))
    folder = f"issued/{mixed.organisation_id}/{slower.verify_code}"
    assert len(default_storage.listdir(folder)[1]) == 3


def test_the_final_report_says_what_changed_since_the_interim(make, mixed, owner):
    accept_all(mixed, owner)
    interim = issued(mixed, owner, "interim")
    make.attendance(mixed.activities.get(ref="M1-01"), person=None, gender="male", age=19, statuses=("youth",))
    accept_all_again = [one for one in contradictions(project=mixed) if one.key() not in _keys(mixed)]
    for one in accept_all_again:
        Acceptance.objects.create(
            organisation=mixed.organisation,
            project=mixed,
            code=one.code,
            key=one.key(),
            message="x",
            reason="Келісілді",
        )
    data = draft_data(project=mixed, language="kk", form="final")
    found = {(one.what.ru, one.record): (one.before, one.now) for one in data.changes}
    assert found[("Посещения", "")] == (12, 13)
    assert ("Дәріс", "M1-01") not in found
    activity = next(value for (_what, record), value in found.items() if record == "M1-01")
    assert activity == (4, 5)
    assert draft_data(project=mixed, language="kk", form="interim").changes == []
    final = issued(mixed, owner)
    assert final.since == interim
    assert say("kk", "changes_heading") in words_of(final.files.get(format="docx"))


def test_nothing_changed_is_no_change(mixed):
    data = draft_data(project=mixed, language="kk")
    assert changes_between(data, data) == []
    assert changes_of(project=mixed, now=data) == []


def _keys(project) -> set[str]:
    return set(Acceptance.objects.filter(project=project).values_list("key", flat=True))


def test_anybody_can_verify_a_report_and_a_file(mixed, owner):
    accept_all(mixed, owner)
    report = issued(mixed, owner)
    other = issued(mixed, owner, "interim")
    content = report.files.get(format="pdf").file.read()
    stranger = Client()
    stranger.cookies["django_language"] = "en"

    def verified(path, content) -> str:
        answer = stranger.post(path, {"file": SimpleUploadedFile("report.pdf", content)})
        assert answer.status_code == 200
        return answer.content.decode()

    # The page names the organisation as every paper of the report does, whatever it is called by now.
    called = mixed.organisation.name
    Organisation.objects.filter(pk=mixed.organisation_id).update(name="Басқа атау")
    page = stranger.get(f"/v/{report.verify_code}/")
    html = page.content.decode()
    assert "This report was issued and never changed." in html
    assert (called in html, "Басқа атау" in html) == (True, False)
    assert all(one.sha256 in html for one in report.files.all())
    assert owner.email not in html
    assert len(page.content) < 60 * 1024
    for path in (f"/v/{report.verify_code}/", "/verify/"):
        assert "The file is genuine: not a letter of it was changed." in verified(path, content)
        assert "This file is not one of the issued ones." in verified(path, content + b" ")
        assert "This file is not one of the issued ones." in verified(path, b"")
    assert "of another report" in verified(f"/v/{other.verify_code}/", content)
    assert stranger.get(f"/v/{'0' * 32}/").status_code == 404
    assert "No report was issued under this address." in stranger.get("/v/x/").content.decode()
    assert stranger.post("/verify/", {}).status_code == 422


def test_too_many_comparisons_from_one_place_wait(mixed, monkeypatch):
    monkeypatch.setattr(verify_views, "TRIES", Limit("verify-in-a-test", 2, 600))
    answers = [Client().post("/verify/", {}, REMOTE_ADDR="203.0.113.9").status_code for _ in range(3)]
    assert answers == [422, 422, 429]
    assert Client().post("/verify/", {}, REMOTE_ADDR="203.0.113.10").status_code == 422
