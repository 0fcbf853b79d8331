"""The operator's summary on the web: drafts, its texts, issued once of issued reports, verifiable by anybody."""

import re
import uuid
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from grants import jobs
from grants.models import AuditEntry, Job, JobState, Role
from reports.actions.issue_summary import SummaryWish, issue_summary
from reports.dataset.canonical import dataset_sha256
from reports.forms.words import say
from reports.models import IssuedReport, OperatorText
from reports.queries.summary import passed_by
from rules.errors import AppError
from tests.conftest import signed_in
from tests.issued_rows import issued_rows
from tests.reports.test_issue import words_of
from tests.reports.test_summary import issue

TEXT = "/reports/summary/texts/conclusions/kk/"


@pytest.fixture
def owner(make):
    """The operator's owner."""
    return make.member(Role.OWNER).user


@pytest.fixture
def client(owner):
    """The owner's browser, in English."""
    browser = signed_in(owner)
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def two(make, owner):
    """Two grantees' projects with an issued final report each, at one place on one day."""
    found = []
    for number, amount in enumerate((5_500_000, Decimal("1200.50")), 1):
        grantee = make.grantee(name=f"«{number}» қоры")
        project = make.project(ref=f"G{number}", amount=amount, grantee=grantee, priority_direction="Отбасы")
        lecture = make.activity(project, ref=f"G{number}-1", starts_on="2025-08-28", venue="Тараз, Достық үйі")
        for _ in range(number):
            make.attendance(lecture)
        issue(project, owner)
        found.append(project)
    return found


def chosen(projects, **more) -> dict[str, object]:
    """What the page's forms send."""
    return {"projects": [one.pk for one in projects], "edition": "2025", "language": "kk", **more}


def earlier(owner, organisation) -> None:
    """A summary that was issued before: numbers follow each other in the organisation."""
    issued_rows(organisation, by=owner, content=b"earlier", form="summary", language="ru")


def test_issued_once_of_issued_reports_and_every_file_verifies(client, two, owner):
    page = client.get("/reports/summary/issue/").content.decode()
    assert "2 projects, each with an issued final report" in page
    assert "Same day and place" in page
    earlier(owner, two[0].organisation)
    sent = chosen(two, act=uuid.uuid4())
    first, second = (client.post("/reports/summary/issue/", sent) for _press in range(2))
    job = Job.objects.get()
    assert first.url == second.url == f"/jobs/{job.pk}/"
    assert jobs.run(job.pk)
    assert Job.objects.get().state == JobState.DONE
    # Once more when all is done: by the same form, and by the same worker after its death.
    assert client.post("/reports/summary/issue/", sent).url == first.url
    wish = SummaryWish("2025", "kk", "http://testserver")
    numbers = [one.pk for one in two]
    again = issue_summary(two[0].organisation, numbers, wish, code=job.pk.hex, by=owner, progress=print)
    report = IssuedReport.objects.get(form="summary", number=2)
    assert again == report
    assert (report.project, report.number, report.verify_code) == (None, 2, job.pk.hex)
    # What it was made of, and that its totals are those of the parts.
    parts = report.dataset["parts"]
    finals = {one.project.ref: one for one in IssuedReport.objects.filter(form="final")}
    assert {part["ref"]: (part["source"]["verify_code"], part["source"]["dataset_sha256"]) for part in parts} == {
        ref: (one.verify_code, one.dataset_sha256) for ref, one in finals.items()
    }
    assert report.dataset["amount"] == str(sum(Decimal(part["amount"]) for part in parts)) == "5501200.50"
    assert report.dataset["participants"] == sum(part["participants"] for part in parts) == 3
    assert report.dataset["grants"] == sum(line["grants"] for line in report.dataset["directions"]) == 2
    assert [part["participants"] for part in parts] == [
        finals[part["ref"]].dataset["statistics"]["total"] for part in parts
    ]
    assert report.dataset_sha256 == dataset_sha256(report.dataset)
    assert [side["ref"] for side in report.findings[0]["sides"]] == ["G1-1", "G2-1"]
    # Each file says how to verify it, can be had, and is found genuine.
    stranger = Client()
    stranger.cookies["django_language"] = "en"
    assert "This report was issued and never changed." in stranger.get(f"/v/{report.verify_code}/").content.decode()
    for file in report.files.all():
        words = words_of(file).replace("\n", "")
        assert f"http://testserver/v/{report.verify_code}/" in words, file.format
        assert say("kk", "draft") not in words
        got = client.get(f"/reports/summary/issued/{report.pk}/{file.format}/").getvalue()
        told = stranger.post("/verify/", {"file": SimpleUploadedFile("x", got)}).content.decode()
        assert "The file is genuine" in told
        assert "Operator&#x27;s summary № 2" in told
    assert client.get(first.url).url == f"/reports/summary/issued/{report.pk}/"
    shown = client.get(f"/reports/summary/issued/{report.pk}/").content.decode()
    assert all(one.verify_code in shown for one in finals.values())
    assert "Same day and place" in shown
    assert f"/reports/summary/issued/{report.pk}/" in client.get("/reports/summary/").content.decode()
    assert AuditEntry.objects.filter(verb="report.issue").count() == 1


def test_a_project_without_a_report_is_named_and_nothing_is_issued(client, make, two, owner):
    late = make.project(ref="G3")
    answer = client.post("/reports/summary/issue/", chosen([*two, late], act=uuid.uuid4()))
    assert answer.status_code == 422
    assert "these projects have no issued final report: G3." in answer.content.decode()
    page = client.get("/reports/summary/").content.decode()
    assert "1 project has no issued final report" in page
    assert "These have none:" in client.get("/reports/summary/issue/").content.decode()
    # Refused by the worker, too: permission or report may be gone by then.
    wish = SummaryWish("2025", "kk", "http://testserver")
    for numbers, code in (([late.pk], "summary_lacks_reports"), ([late.pk + 999], "summary_projects_gone")):
        with pytest.raises(AppError, match=code):
            issue_summary(make.organisation, numbers, wish, code="a" * 32, by=owner, progress=print)
    assert not IssuedReport.objects.filter(form="summary").exists()
    assert not Job.objects.exists()


def test_a_draft_at_once_and_of_many_in_the_background(client, make, two):
    late = make.project(ref="G3")
    got = client.post("/reports/summary/draft/", chosen([two[0], late], file_format="docx"))
    assert got["Content-Disposition"] == 'attachment; filename="summary-2025-kk.docx"'
    word = docx.Document(BytesIO(got.content))
    assert any("G3" in one.text for one in word.paragraphs)
    assert any(say("kk", "draft") in one.text for part in word.sections for one in part.header.paragraphs)
    assert client.post("/reports/summary/draft/", chosen([], file_format="docx")).status_code == 422
    four = [*two, late, make.project(ref="G4")]
    asked = client.post("/reports/summary/draft/", chosen(four, file_format="xlsx"))
    job = Job.objects.get()
    assert asked.url == f"/jobs/{job.pk}/"
    assert jobs.run(job.pk)
    assert client.get(f"{asked.url}file/").getvalue()[:2] == b"PK"
    assert "/reports/summary/" in client.get(asked.url).content.decode()
    assert "summary-2025-kk.xlsx" in client.get("/reports/summary/").content.decode()
    wished = client.post("/reports/summary/draft/", chosen(two[:1], issue="1"))
    assert "1 project, with an issued final report" in client.get(wished.url).content.decode()


def test_nobody_writes_over_a_text_that_they_have_not_seen(client, make, two):
    def save(text, seen):
        return client.post(TEXT, {"text": text, "seen": str(seen)})

    assert save("Ұсынымдар {осылай}", 0).status_code == 302
    theirs = save("Басқаша", 0)
    assert theirs.status_code == 409
    html = theirs.content.decode()
    assert "Ұсынымдар {осылай}" in html
    assert "Басқаша" in html
    assert save("Ұсынымдар {осылай}", 0).status_code == 302
    long = save("ә" * 200_001, 1)
    assert long.status_code == 422
    assert "ә" * 200_001 in long.content.decode()
    row = OperatorText.objects.get()
    assert (row.text, row.revision) == ("Ұсынымдар {осылай}", 1)
    assert save("ә" * 200_000, 1).status_code == 302
    assert OperatorText.objects.get().revision == 2
    assert AuditEntry.objects.filter(verb="summary_text.save").count() == 2
    assert re.findall(r"versions/(\d)/", client.get(f"{TEXT}versions/").content.decode()) == ["2", "1"]
    taken_back = client.get(f"{TEXT}versions/1/")
    assert "Ұсынымдар {осылай}" in taken_back.content.decode()
    assert client.post(f"{TEXT}versions/1/", {"seen": "1"}).status_code == 409
    assert client.post(f"{TEXT}versions/1/", {"seen": "2"}).url == TEXT
    row = OperatorText.objects.get()
    assert (row.text, row.revision, row.versions.count()) == ("Ұсынымдар {осылай}", 3, 3)
    viewer = signed_in(make.member(Role.VIEWER).user)
    assert viewer.post(f"{TEXT}versions/1/", {"seen": "3"}).status_code == 403
    assert viewer.post(TEXT, {"text": "x", "seen": "2"}).status_code == 403
    assert client.get("/reports/summary/texts/nothing/kk/").status_code == 404


def test_a_newer_report_in_the_other_language_is_not_passed_by_in_silence(client, two, owner):
    """A summary in Kazakh takes the last Kazakh report; that a Russian one is newer is said before it is issued."""
    for address in ("/reports/summary/", "/reports/summary/issue/"):
        assert "A newer report is passed by" not in client.get(address).content.decode()
    issue(two[0], owner, language="ru", number=2)
    today = timezone.localdate().strftime("%d.%m.%Y")
    words = f"Қазақша: G1 · № 1 of {today} is taken, № 2 of {today} is not"
    drafts = client.get("/reports/summary/").content.decode()
    assert words in drafts
    assert f"№ 2 · {today} · Русский" in drafts
    assert words in client.get("/reports/summary/issue/").content.decode()
    assert [one.project for one in passed_by(two)] == two[:1]
