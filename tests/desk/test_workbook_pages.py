"""The upload page, the preview and the import by its button."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from events.models import Activity, Attendance
from grants import jobs
from grants.models import AuditEntry, Job, JobState, Project, Role
from outreach.desk.workbook.messages import FAULTS
from outreach.desk.workbook.uploads import forget_old_workbooks
from outreach.errors import message_for
from tests.conftest import signed_in
from tests.desk.books import ACTIVITIES, bring, check, small_book

UPLOAD = "desk:workbook_upload"


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


def sent(name="book.xlsx", content=None, **changes):
    return SimpleUploadedFile(name, content if content is not None else small_book(**changes).getvalue())


def in_english_words(code: str) -> str:
    with translation.override("en"):
        return message_for(code)


def previewed(client, **changes) -> Job:
    """Send a workbook and let the worker look at it."""
    response = client.post(reverse(UPLOAD), {"file": sent(**changes)})
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.filter(kind="workbook_preview").first()
    assert response["Location"] == reverse("desk:job", args=[job.pk])
    assert jobs.run(job.pk)
    job.refresh_from_db()
    return job


def page(client, job) -> str:
    response = client.get(reverse("desk:job", args=[job.pk]))
    assert response.status_code == 200
    return response.content.decode()


def bring_in(client, preview) -> Job:
    response = client.post(reverse("desk:workbook_bring_in", args=[preview.pk]))
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.filter(kind="workbook_import").first()
    assert response["Location"] == reverse("desk:job", args=[job.pk])
    return job


def test_a_workbook_is_sent_previewed_and_brought_in(make, organiser):
    assert "Download the blank template" in organiser.get(reverse(UPLOAD)).content.decode()
    preview = previewed(organiser)
    assert preview.state == JobState.DONE
    assert not Project.objects.exists()
    text = page(organiser, preview)
    assert "No faults. Nothing is saved yet." in text
    assert "Bring it in" in text
    assert "book.xlsx" in text
    job = bring_in(organiser, preview)
    assert jobs.run(job.pk)
    text = page(organiser, job)
    assert "The workbook is in" in text
    assert "7 rows were added, 0 changed." in text
    assert Attendance.objects.counted().count() == 3
    assert Attendance.objects.first().collected_by == job.created_by
    assert "This file was brought in already." in page(organiser, preview)


def test_faults_are_shown_with_sheet_row_column_and_advice_and_no_button(make, organiser):
    activities = [*ACTIVITIES, ["B1-03", "B1", "1.1", "karaoke", "<b>3</b>", "ертең", None, None]]
    preview = previewed(organiser, activities=activities)
    text = page(organiser, preview)
    assert "2 faults keep the workbook out" in text
    assert "sheet activities, row 4, column F (date)" in text
    assert "“ертең” is not a date we can read. Write it as 22.05.2025 or 2025-05-22." in text
    assert "Bring it in" not in text
    refused = organiser.post(reverse("desk:workbook_bring_in", args=[preview.pk]))
    assert refused.status_code == 409
    assert in_english_words("workbook_has_faults") in refused.content.decode()
    assert not Job.objects.filter(kind="workbook_import").exists()


def test_the_preview_shows_old_and_new_and_a_second_time_nothing_to_do(make, organiser):
    bring(make, small_book())
    activities = [ACTIVITIES[0], [*ACTIVITIES[1][:4], "Бірінші семинар", *ACTIVITIES[1][5:]], ACTIVITIES[2]]
    text = page(organiser, previewed(organiser, activities=activities))
    assert "<del>1-семинар</del> → <ins>Бірінші семинар</ins>" in text
    text = page(organiser, previewed(organiser))
    assert "Everything in this workbook is in already." in text
    assert "Bring it in" not in text


def test_the_preview_speaks_the_language_of_its_reader_and_a_fault_of_the_asker_is_not_kept_in_words(make, organiser):
    preview = previewed(organiser, measures=None)
    assert "is missing" in page(organiser, preview)
    assert "is missing" not in json.dumps(preview.result)


def test_what_changed_since_the_preview_is_compared_anew(make, organiser):
    bring(make, small_book(attendance=None))
    preview = previewed(organiser, projects=None, measures=None, activities=None)
    assert preview.result["faults"] == []
    Activity.objects.filter(ref="B1-01").update(ref="B1-77")
    job = bring_in(organiser, preview)
    jobs.run(job.pk)
    text = page(organiser, job)
    assert "The workbook was not brought in" in text
    assert "B1-01" in text
    assert not Attendance.objects.exists()


def test_pressing_twice_is_one_import(make, organiser):
    preview = previewed(organiser)
    first = bring_in(organiser, preview)
    assert bring_in(organiser, preview) == first
    jobs.run(first.pk)
    assert bring_in(organiser, preview) == first
    assert Job.objects.filter(kind="workbook_import").count() == 1


def test_an_import_whose_worker_died_after_the_work_tells_what_it_did(make, organiser):
    preview = previewed(organiser)
    job = bring_in(organiser, preview)
    jobs.run(job.pk)
    job.refresh_from_db()
    before = job.result["sheets"]
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, result={}, finished_at=None)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result == {"applied": True, "sheets": before}
    assert "7 rows were added" in page(organiser, job)
    assert AuditEntry.objects.filter(verb="workbook.import").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("book.xlsx", b"ref,title\n", "file_csv"),
        ("book.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "file_old_xls"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "file_not_xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_at_once(make, organiser, name, content, code):
    response = organiser.post(reverse(UPLOAD), {"file": sent(name, content)})
    assert response.status_code == 422
    with translation.override("en"):
        assert str(FAULTS[code]) in response.content.decode()
    assert not Job.objects.exists()


def test_nothing_chosen_and_an_empty_file_are_told(make, organiser):
    assert "Choose a file first." in organiser.post(reverse(UPLOAD)).content.decode()
    response = organiser.post(reverse(UPLOAD), {"file": "not a file"})
    assert (response.status_code, "Choose a file first." in response.content.decode()) == (422, True)
    response = organiser.post(reverse(UPLOAD), {"file": sent(content=b"")})
    assert "The file is empty." in response.content.decode()


def test_fifty_megabytes_are_refused_without_being_kept(make, organiser, tmp_path, settings):
    big = SimpleUploadedFile("big.xlsx", b"PK\x03\x04" + bytes(50 * 1024 * 1024))
    response = organiser.post(reverse(UPLOAD), {"file": big})
    assert response.status_code == 422
    assert "larger than 10 MB" in response.content.decode()
    assert not Job.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.xlsx"))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_only_organisers_may_import(make, organiser, role):
    preview = previewed(organiser)
    other = signed_in(make.member(role).user)
    assert other.get(reverse(UPLOAD)).status_code == 403
    assert other.post(reverse(UPLOAD), {"file": sent()}).status_code == 403
    assert other.get(reverse("desk:workbook_template")).status_code == 403
    assert other.get(reverse("desk:job", args=[preview.pk])).status_code == 403
    assert other.post(reverse("desk:workbook_bring_in", args=[preview.pk])).status_code == 403


def test_another_organisations_preview_is_not_there(make, organiser):
    preview = previewed(organiser)
    stranger = signed_in(make.other_organisation().member(Role.OWNER).user)
    assert stranger.get(reverse("desk:job", args=[preview.pk])).status_code == 404
    assert stranger.post(reverse("desk:workbook_bring_in", args=[preview.pk])).status_code == 404


def test_old_files_are_forgotten_and_the_page_still_says_what_was_found(make, organiser):
    preview = previewed(organiser)
    path = preview.input_file.path
    Job.objects.filter(pk=preview.pk).update(created_at=timezone.now() - timezone.timedelta(days=8))
    forget_old_workbooks(make.organisation)
    assert not Path(path).exists()
    text = page(organiser, preview)
    assert "Bring it in" not in text
    refused = organiser.post(reverse("desk:workbook_bring_in", args=[preview.pk]))
    assert refused.status_code == 410


def test_the_result_of_a_job_holds_no_names_or_phones(make, organiser):
    rows = [
        ["activity_ref", "participant_key", "full_name", "phone"],
        ["B1-01", "K1", "Айгүл Бекова", "+7 700 000 00 01"],
        ["B1-02", "K1", "Гүлнар", None],
    ]
    bring(make, small_book(attendance=rows))
    rows[1][2], rows[1][3] = "Айгүл Әлиева", "+7 700 000 00 02"
    result = json.dumps(previewed(organiser, attendance=rows).result, ensure_ascii=False)
    assert "name_differs" in result
    assert not any(word in result for word in ("Айгүл", "Әлиева", "Гүлнар", "7000000"))
    assert check(make, small_book(attendance=rows)).tally.sheets()["attendance"]["changed"] == 1
