"""A ZIP of documents: what is in it, what its index says, what becomes of it when things go wrong."""

import hashlib
import io
import os
import re
import time
import tracemalloc
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from events.actions.activities import update_activity
from events.actions.evidence import remove_evidence
from events.models import Evidence
from events.tasks import drop_old_zips
from grants import jobs
from grants.models import Job, JobState
from tests.events.papers import jpeg, kept, linked, text


@pytest.fixture
def activity(make):
    project = make.project(ref="Ж1")
    measure = make.measure(project, number="1.2", title="Семинарлар <b>мен</b> дәрістер")
    return make.activity(project, ref="Ж1-7", title="=Дәріс", measure=measure)


def asked(client, project, **fields) -> Job:
    answer = client.post(f"/projects/{project.ref}/documents/zip/", fields)
    assert re.fullmatch(r"/jobs/[0-9a-f-]+/", answer.url)
    return Job.objects.get(pk=answer.url.split("/")[2])


def done(client, project, **fields) -> zipfile.ZipFile:
    job = asked(client, project, **fields)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    content = b"".join(client.get(f"/jobs/{job.pk}/file/").streaming_content)
    return zipfile.ZipFile(io.BytesIO(content))


def rows_of(archive: zipfile.ZipFile) -> list[list]:
    sheet = load_workbook(io.BytesIO(archive.read("index.xlsx"))).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_everything_is_in_it_under_names_that_can_be_read(make, organiser, activity):
    organiser.cookies["django_language"] = "en"
    photo = kept(activity, jpeg("teal"), caption="Зал", taken_on=date(2025, 9, 10))
    gone = kept(activity, jpeg("red"))
    listed = kept(activity, text(), name="тізім.txt", type="attendance_list")
    linked(activity, "https://example.kz/v?a=1&b=2")
    letter = kept(None, text("Хат"), name="letter.txt", type="letter", project=activity.project)
    remove_evidence(gone, "қате файл", None)
    archive = done(organiser, activity.project)
    assert archive.testzip() is None
    assert archive.namelist() == [
        "1-appendix/1-appendix_01_photo.jpg",
        "1-appendix/1-appendix_03_attendance-list.txt",
        "2-appendix/2-appendix_01_letter.txt",
        "index.html",
        "index.xlsx",
    ]
    photo.refresh_from_db()
    copied = archive.read("1-appendix/1-appendix_01_photo.jpg")
    assert hashlib.sha256(copied).hexdigest() == photo.kept_sha256
    assert archive.read("2-appendix/2-appendix_01_letter.txt") == text("Хат")
    rows = rows_of(archive)
    assert [row[0] for row in rows] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    # A text that would start a formula is none.
    assert rows[0][1:8] == [
        "Photo",
        "Зал",
        "Ж1-7 · =Дәріс",
        rows[0][4],
        "1-appendix/1-appendix_01_photo.jpg",
        len(copied),
        photo.kept_sha256,
    ]
    assert rows[0][4].date() == date(2025, 9, 10)
    today = timezone.localdate()
    assert rows[1][5:] == [None, None, None, None, f"Removed on {today:%d.%m.%Y}: қате файл"]
    assert rows[2][7] == listed.kept_sha256
    assert rows[3][5:9] == [None, None, None, "https://example.kz/v?a=1&b=2"]
    assert (rows[4][3], rows[4][7]) == (None, letter.kept_sha256)


def test_the_index_page_needs_nothing_and_links_to_the_files(make, organiser, activity):
    kept(activity, jpeg(), caption="<script>alert(1)</script>")
    linked(activity)
    page = done(organiser, activity.project, appendix="1").read("index.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "Семинарлар &lt;b&gt;" in page
    assert "<style>" in page and "--brand" in page
    outside = set(re.findall(r'(?:href|src)="([^"]+)"', page))
    folder = next(name for name in outside if name.startswith("1-"))
    assert outside == {folder, "https://example.kz/v"}
    assert "http" not in page.replace("https://example.kz/v", "")


def test_one_appendix_alone_has_only_its_own(make, organiser, activity):
    kept(activity, jpeg())
    kept(None, text("Хат"), name="letter.txt", type="letter", project=activity.project)
    job = asked(organiser, activity.project, appendix="2")
    jobs.run(job.pk)
    job.refresh_from_db()
    with zipfile.ZipFile(job.result_file.open()) as archive:
        assert [row[0] for row in rows_of(archive)] == ["2.1"]
        assert len(archive.namelist()) == 3
    assert job.result_file.name.rsplit("/", 1)[1].startswith("zh1-")
    assert job.result_file.name.endswith("-2.zip")


def test_never_two_at_once_for_the_same_thing(make, organiser, activity):
    kept(activity, jpeg())
    first = asked(organiser, activity.project)
    assert asked(organiser, activity.project) == first
    assert asked(organiser, activity.project, appendix="1") != first
    jobs.run(first.pk)
    assert asked(organiser, activity.project) != first


def test_a_project_without_documents_is_told_so(make, organiser, activity):
    organiser.cookies["django_language"] = "en"
    answer = organiser.post(f"/projects/{activity.project.ref}/documents/zip/", {"appendix": "7"}, follow=True)
    assert "There are no documents yet, so there is nothing to pack." in answer.content.decode()
    assert not Job.objects.exists()


def test_a_file_that_is_gone_is_said_in_the_index(make, organiser, activity):
    organiser.cookies["django_language"] = "en"
    lost, changed = kept(activity, jpeg()), kept(activity, text(), name="a.txt", type="other")
    lost.file.storage.delete(lost.file.name)
    with Path(changed.file.path).open("ab") as file:
        file.write(b"!")
    rows = rows_of(done(organiser, activity.project))
    assert [row[9] for row in rows] == [
        "the file is missing on the server",
        "the file was changed on the server since it was added",
    ]
    assert [row[5] is None for row in rows] == [True, False]


def test_a_lost_lease_leaves_nothing_behind(make, organiser, activity, settings, monkeypatch):
    kept(activity, jpeg())
    job = asked(organiser, activity.project)

    def stolen(*args, **kwargs):
        Job.objects.filter(pk=job.pk).update(lease_key="6a0c8f2e-54a8-4c8e-9d52-000000000009")
        return "x.zip"

    monkeypatch.setattr("events.tasks.zip_name", stolen)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, bool(job.result_file)) == (JobState.RUNNING, False)
    assert list(settings.MEDIA_ROOT.rglob("*.zip")) == []
    monkeypatch.undo()
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert len(list(settings.MEDIA_ROOT.rglob("*.zip"))) == 1


def test_a_large_file_never_stands_in_memory_and_reports_on_the_way(make, organiser, activity, monkeypatch):
    one = kept(activity, text(), name="film.txt", type="other", caption="")
    Evidence.objects.filter(pk=one.pk).update(media_type="video/mp4")
    with Path(one.file.path).open("wb") as file:
        file.truncate(30_000_000)
    monkeypatch.setattr("events.evidence_zip._SECONDS_BETWEEN_REPORTS", 0)
    told = []
    update = jobs.Progress.__call__

    def telling(self, done, of):
        told.append((done, of))
        update(self, done, of)

    monkeypatch.setattr(jobs.Progress, "__call__", telling)
    job = asked(organiser, activity.project)
    tracemalloc.start()
    jobs.run(job.pk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    job.refresh_from_db()
    assert job.result_file.size > 30_000_000
    assert peak < 8_000_000
    assert len(told) > 100
    assert set(told) == {(0, 1)}


def test_what_is_taken_away_leaves_no_copy_in_a_zip(
    make, organiser, activity, settings, django_capture_on_commit_callbacks
):
    shown, elsewhere = kept(activity, jpeg()), make.activity()
    kept(elsewhere, jpeg("red"))
    jobs_of = [asked(organiser, project) for project in (activity.project, elsewhere.project)]
    for job in jobs_of:
        jobs.run(job.pk)
    update_activity(activity, by=None, project=make.project(), measure=None)
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(shown, "келісімін қайтарды", None)
    statuses = [organiser.get(f"/jobs/{job.pk}/file/").status_code for job in jobs_of]
    assert (statuses, len(list(settings.MEDIA_ROOT.rglob("*.zip")))) == ([404, 200], 1)


def test_zips_are_deleted_after_three_days(make, organiser, activity, settings):
    organiser.cookies["django_language"] = "en"
    kept(activity, jpeg())
    old, new = asked(organiser, activity.project), asked(organiser, activity.project, appendix="1")
    for job in (old, new):
        jobs.run(job.pk)
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=3, minutes=1))
    half = settings.MEDIA_ROOT / "tmp" / "half.zip"
    half.write_bytes(b"x")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(half, (two_days_ago, two_days_ago))
    drop_old_zips()
    assert [job.pk for job in Job.objects.exclude(result_file="")] == [new.pk]
    assert len(list(settings.MEDIA_ROOT.rglob("*.zip"))) == 1
    assert organiser.get(f"/jobs/{old.pk}/file/").status_code == 404
    page = organiser.get(f"/jobs/{old.pk}/").content.decode()
    assert "The file is no longer kept. Ask for it once more on the page of the documents." in page
    assert "Download" not in page
    assert "Download" in organiser.get(f"/jobs/{new.pk}/").content.decode()
