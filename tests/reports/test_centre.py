"""The report centre: a draft at once, long work by a worker, what was chosen badly said beside it."""

from datetime import timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from django.utils import timezone

from grants import jobs
from grants.models import Job, JobState
from reports import report_jobs
from reports.forms.words import say
from reports.queries import centre as queries
from tests.conftest import signed_in

CHOSEN = {"form": "final", "edition": "2025", "language": "kk", "file_format": "docx"}


def draft(client, **changed):
    return client.post("/projects/M1/report/draft/", {**CHOSEN, **changed})


def test_a_marked_draft_comes_at_once_whatever_is_unresolved(organiser, mixed):
    answer = draft(organiser)
    assert answer["Content-Disposition"] == 'attachment; filename="final-M1-2025-kk.docx"'
    assert answer["Cache-Control"] == "private, no-store"
    word = docx.Document(BytesIO(answer.content))
    assert say("kk", "draft") in [one.text for one in word.sections[0].header.paragraphs]
    answer = draft(organiser, form="statistics", edition="2023", language="ru", file_format="xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="statistics-M1-2023-ru.xlsx"'
    written = [value for row in openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].values for value in row]
    assert say("ru", "draft") in written
    assert Job.objects.count() == 0


def test_what_cannot_be_is_said_beside_it_and_nothing_chosen_is_lost(organiser, mixed):
    organiser.cookies["django_language"] = "en"
    answer = draft(organiser, form="interim", language="ru", first="2025-09-01", last="2025-08-01")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "The last day is before the first." in html
    assert 'value="2025-09-01"' in html
    assert 'value="interim" required' not in html
    assert answer.context["form"]["form"].value() == "interim"
    assert answer.context["form"]["language"].value() == "ru"
    assert draft(organiser, form="summary").status_code == 422
    assert draft(organiser, file_format="exe").status_code == 422


@pytest.fixture
def long_work(monkeypatch):
    """Even the smallest project takes long."""
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 0)


def test_long_work_is_a_job_asked_for_once_and_gives_the_same_file(organiser, make, mixed, monkeypatch):
    at_once = draft(organiser).content
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 0)
    first, second = draft(organiser), draft(organiser)
    job = Job.objects.get()
    assert first.url == second.url == f"/jobs/{job.pk}/"
    assert (job.kind, job.subject) == ("report_file", f"{mixed.pk}:final:2025:kk:docx:::0")
    draft(organiser, first="2025-09-01")
    assert Job.objects.count() == 2
    assert jobs.run(job.pk)
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.percent) == (JobState.DONE, 100)
    assert done.result_file.read() == at_once
    html = organiser.get("/projects/M1/report/").content.decode()
    assert html.count("final-M1-2025-kk.docx") == 2


def test_a_file_is_forgotten_after_two_weeks_and_the_page_says_so(organiser, mixed, long_work):
    draft(organiser)
    job = Job.objects.get()
    jobs.run(job.pk)
    Job.objects.update(finished_at=timezone.now() - timedelta(days=13))
    report_jobs.drop_old_files()
    assert Job.objects.get().result_file
    Job.objects.update(finished_at=timezone.now() - timedelta(days=15))
    report_jobs.drop_old_files()
    assert not Job.objects.get().result_file
    organiser.cookies["django_language"] = "en"
    assert "no longer kept" in organiser.get("/projects/M1/report/").content.decode()
    assert "The file is no longer kept" in organiser.get(f"/jobs/{job.pk}/").content.decode()


def test_who_may_not_export_sees_the_page_and_no_form(make, mixed):
    viewer = signed_in(make.member("viewer").user)
    html = viewer.get("/projects/M1/report/").content.decode()
    assert "/report/preview/final/" in html
    assert "/report/draft/" not in html
    assert draft(viewer).status_code == 403
