"""Issuing and verifying when things go otherwise: a role taken back, an old page, a damaged disk."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from grants import jobs
from grants.models import Job, JobState, Membership, Role
from reports import report_jobs
from reports.models import Acceptance, IssuedFile, IssuedReport
from reports.models.issued import NeverChangesError
from tests.conftest import signed_in
from tests.reports.test_issue import accept_all, issued, send


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


@pytest.fixture
def ready(mixed, owner):
    """A project whose findings are all accepted."""
    accept_all(mixed, owner)
    return mixed


@pytest.mark.parametrize("how", ["demoted", "removed", "switched_off"])
def test_who_is_no_owner_any_more_when_the_work_begins_issues_nothing(client, ready, owner, how):
    send(client)
    if how == "demoted":
        Membership.objects.filter(user=owner).update(role=Role.ORGANISER)
    elif how == "removed":
        Membership.objects.filter(user=owner).delete()
    else:
        owner.is_active = False
        owner.save()
    jobs.run(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.error_code) == (JobState.FAILED, "not_allowed")
    assert not IssuedReport.objects.exists()


def test_an_old_page_sent_again_with_another_wish_or_after_a_failure_is_work_of_its_own(client, ready, owner):
    act = uuid.uuid4()
    first = send(client, act=act)
    jobs.run(first.url.split("/")[-2])
    russian = send(client, act=act, language="ru")
    assert russian.url != first.url
    # Something came up between the press and the work; it is accepted, and the same page is sent once more.
    taken = Acceptance.objects.first()
    Acceptance.objects.filter(pk=taken.pk).delete()
    jobs.run(russian.url.split("/")[-2])
    assert Job.objects.get(pk=russian.url.split("/")[-2]).error_code == "findings_open"
    taken.save(force_insert=True)
    again = send(client, act=act, language="ru")
    assert again.url not in {first.url, russian.url}
    jobs.run(again.url.split("/")[-2])
    assert [(one.language, one.number) for one in IssuedReport.objects.order_by("pk")] == [("kk", 1), ("ru", 2)]
    assert send(client, act=act, language="ru").url == again.url
    assert send(client, act=act).url == first.url


def test_there_is_no_way_round_that_an_issued_report_never_changes(ready, owner):
    report = issued(ready, owner, "interim")
    file = report.files.first()
    before = file.file.read()
    columns = [one.attname for one in IssuedReport._meta.concrete_fields]
    values = {name: getattr(report, name) for name in columns}
    for change in (
        lambda: IssuedReport(**values | {"number": 7}).save(),
        lambda: IssuedReport.objects.bulk_create(
            [IssuedReport(**values | {"number": 7})],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["number"],
        ),
        file.file.delete,
        lambda: file.file.save("x.pdf", file.file),
    ):
        with pytest.raises(NeverChangesError), transaction.atomic():
            change()
    assert IssuedReport.objects.get().number == 1
    assert IssuedFile.objects.get(pk=file.pk).file.read() == before


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_file_that_the_disk_has_lost_or_changed_is_not_given_out_as_the_issued_one(client, ready, owner, damage):
    report = issued(ready, owner)
    file = report.files.get(format="pdf")
    path = Path(default_storage.path(file.file.name))
    default_storage.delete(file.file.name)
    if damage == "altered":
        path.write_bytes(b"x" * file.size)
    answer = client.get(f"/projects/M1/report/issued/{report.pk}/pdf/")
    assert answer.status_code == 410
    assert "not as it was issued any more" in answer.content.decode()
    assert client.get(f"/projects/M1/report/issued/{report.pk}/docx/").status_code == 200


def test_the_page_of_a_code_says_what_was_issued_whatever_is_renamed_later(client, ready, owner):
    report = issued(ready, owner)
    titles = ready.title, ready.grantee.name
    ready.title = "Жаңа атау"
    ready.ref = "N1"
    ready.save()
    ready.grantee.name = "Басқа ұйым"
    ready.grantee.save()
    html = client.get(f"/v/{report.verify_code}/").content.decode()
    assert all(title in html for title in titles)
    assert "Жаңа атау" not in html
    assert "Басқа ұйым" not in html


def test_the_work_leads_to_its_report_also_when_the_project_has_another_code_now(client, ready):
    page = send(client).url
    jobs.run(Job.objects.get().pk)
    ready.ref = "N1"
    ready.save()
    assert client.get(page).url == f"/projects/N1/report/issued/{IssuedReport.objects.get().pk}/"


def test_lists_and_statistics_are_forgotten_after_two_weeks_too(client, mixed):
    pages = [
        client.post("/activities/M1-01/list/", {"file": "pdf", "names": "on"}).url,
        client.post("/projects/M1/statistics/export/").url,
    ]
    for job in Job.objects.all():
        jobs.run(job.pk)
    Job.objects.update(finished_at=timezone.now() - timedelta(days=15))
    report_jobs.drop_old_files()
    assert not any(job.result_file for job in Job.objects.all())
    for page in pages:
        assert "The file is no longer kept" in client.get(page).content.decode()


@pytest.mark.parametrize(
    "path", ["reports/", "projects/M1/statistics/", "projects/M1/report/preview/final/", "reports/grantees/"]
)
def test_a_page_can_be_asked_for_its_head(client, mixed, path):
    assert client.head(f"/{path}").status_code == 200
