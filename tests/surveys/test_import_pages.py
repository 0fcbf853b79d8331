"""The upload page, what it asks, and the import by its button."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants import jobs
from grants.models import Job, JobState
from rules.survey_files.mapping import value_key
from surveys.actions.runs import close_run, open_run
from surveys.importing.uploads import forget_old
from surveys.models import Response
from tests.surveys.questionnaires import GENDER, KNOWS, question, version
from tests.surveys.tables import csv_bytes

TEXT = question("text", "short_text")


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


@pytest.fixture
def opinion(make):
    return open_run(version=version(make, GENDER, TEXT), project=make.project(), by=None)


def send(client, run, content, name="answers.csv", **more):
    return client.post(f"/surveys/{run.pk}/import/", {"file": SimpleUploadedFile(name, content), **more})


def worked(answer) -> Job:
    """The job that the answer leads to, done."""
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(pk=re.search(r"/jobs/([0-9a-f-]{36})/", answer.url).group(1))
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def page(client, job):
    answer = client.get(f"/jobs/{job.pk}/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client, run, job, **fields):
    return client.post(f"/surveys/{run.pk}/import/{job.pk}/", {"act": "check", **fields})


def test_a_clear_file_is_previewed_brought_in_and_deleted(organiser, opinion):
    content = csv_bytes(["Timestamp", "Question gender", "text"], ["10:01", "Woman", "а"], ["10:02", "Man", ""])
    job = worked(send(organiser, opinion, content, name="сауалнама.csv"))
    said = page(organiser, job)
    assert "What would come in" in said
    assert re.search(r'big-number">2<', said)
    assert "сауалнама.csv" in said
    assert not Response.objects.exists()
    done = worked(organiser.post(f"/surveys/{opinion.pk}/import/{job.pk}/", {"act": "bring_in"}))
    assert done.result == {"added": 2, "already": 0, "repeated": 0}
    assert "The answers are in" in page(organiser, done)
    assert Response.objects.count() == 2
    job.refresh_from_db()
    assert not job.input_file
    assert "was brought in already" in page(organiser, job)
    again = organiser.post(f"/surveys/{opinion.pk}/import/{job.pk}/", {"act": "bring_in"})
    assert str(done.pk) in again.url
    assert jobs.run(done.pk) is False
    assert Response.objects.count() == 2


def test_what_is_not_clear_is_asked_and_decided_step_by_step(organiser, opinion):
    content = csv_bytes(["gender", "Else", "text"], ["Woman", "x", "ж" * 400], ["Robot", "y", "б"])
    job = worked(send(organiser, opinion, content))
    said = page(organiser, job)
    assert "The file asks you something" in said
    assert "None of the answers reads so." in said
    assert "it has 400 now" in said
    assert organiser.post(f"/surveys/{opinion.pk}/import/{job.pk}/", {"act": "bring_in"}).status_code == 409
    robot, long = (value_key(value).removeprefix("sha256:") for value in ("Robot", "ж" * 400))
    columns = {"question-A": "gender", "question-B": "-", "question-C": "text"}
    half = worked(decide(organiser, opinion, job, **columns, **{f"value-A-{robot}": "male"}))
    assert "Robot" not in [one["value"] for one in half.result["columns"][0]["unmatched"]]
    assert not half.result["ready"]
    said = page(organiser, half)
    assert re.search(r'<option value="-" selected>', said)
    ready = worked(decide(organiser, opinion, half, **columns, **{f"value-C-{long}": "қысқа"}))
    assert ready.result["ready"]
    worked(organiser.post(f"/surveys/{opinion.pk}/import/{ready.pk}/", {"act": "bring_in"}))
    assert sorted(Response.objects.values_list("answers__gender", "answers__text")) == [
        ("female", "қысқа"),
        ("male", "б"),
    ]
    assert not Job.objects.exclude(input_file="").exists()


def test_values_can_be_no_answer_one_by_one_or_all_at_once(organiser, opinion):
    content = csv_bytes(["gender", "text"], ["Robot", "ж" * 400], ["Alien", "б"])
    job = worked(send(organiser, opinion, content))
    long = value_key("ж" * 400).removeprefix("sha256:")
    columns = {"question-A": "gender", "question-B": "text", "skip-A": "on", f"value-B-{long}-none": "on"}
    ready = worked(decide(organiser, opinion, job, **columns))
    worked(organiser.post(f"/surveys/{opinion.pk}/import/{ready.pk}/", {"act": "bring_in"}))
    assert set(Response.objects.values_list("answers__gender", flat=True)) == {None}


def test_headings_can_be_pointed_at(organiser, opinion):
    content = csv_bytes(["x", "y"], ["Жынысы", "Пікір"], ["Woman", "а"])
    job = worked(send(organiser, opinion, content))
    columns = {"question-A": "gender", "question-B": "text", "header_row": "2", "first_row": "3", "language": "ru"}
    ready = worked(decide(organiser, opinion, job, **columns))
    worked(organiser.post(f"/surveys/{opinion.pk}/import/{ready.pk}/", {"act": "bring_in"}))
    assert Response.objects.get().language == "ru"


def test_of_a_test_the_door_is_chosen_and_people_are_told_apart(make, organiser):
    run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    content = csv_bytes(["Phone", "knows"], ["A", "right"], ["A", "wrong"])
    refused = send(organiser, run, content)
    assert refused.status_code == 422
    job = worked(send(organiser, run, content, door="post"))
    assert "Tells people apart" in page(organiser, job)
    ready = worked(decide(organiser, run, job, **{"question-A": "*", "question-B": "knows"}))
    assert "1 person has a sheet here already" in page(organiser, ready)
    worked(organiser.post(f"/surveys/{run.pk}/import/{ready.pk}/", {"act": "bring_in"}))
    assert [(one.wave, bool(one.pair)) for one in Response.objects.all()] == [("post", True)]


def test_anonymous_runs_are_not_offered_to_tell_people_apart(organiser, opinion):
    job = worked(send(organiser, opinion, csv_bytes(["gender", "Phone"], ["Woman", "A"])))
    assert "Tells people apart" not in page(organiser, job)


def test_the_same_people_in_another_format_are_warned_of(organiser, opinion):
    first = worked(send(organiser, opinion, csv_bytes(["Timestamp", "gender"], ["22.05.2025", "Woman"])))
    worked(organiser.post(f"/surveys/{opinion.pk}/import/{first.pk}/", {"act": "bring_in"}))
    again = worked(send(organiser, opinion, csv_bytes(["Timestamp", "gender"], ["2025-05-22", "Woman"])))
    assert "they would be counted twice" in page(organiser, again)


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04 torn"])
def test_what_is_no_table_is_refused_at_once(organiser, opinion, content):
    answer = send(organiser, opinion, content, name="x.xlsx")
    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_files_are_forgotten_after_two_days_and_at_the_latest_with_the_key(
    organiser, opinion, django_capture_on_commit_callbacks
):
    from datetime import timedelta

    from django.utils import timezone

    job = worked(send(organiser, opinion, csv_bytes(["gender"], ["Robot"])))
    with django_capture_on_commit_callbacks(execute=True):
        close_run(opinion, by=None)
    job.refresh_from_db()
    assert (bool(job.input_file), job.result) == (False, {})
    assert organiser.get(f"/surveys/{opinion.pk}/import/{job.pk}/").url == f"/surveys/{opinion.pk}/"
    assert organiser.get(f"/surveys/{opinion.pk}/import/").status_code == 302
    other = open_run(version=opinion.version, project=opinion.project, by=None)
    kept = worked(send(organiser, other, csv_bytes(["gender"], ["Robot"])))
    Job.objects.filter(pk=kept.pk).update(created_at=timezone.now() - timedelta(days=3))
    forget_old(other.organisation)
    kept.refresh_from_db()
    assert not kept.input_file
    gone = decide(organiser, other, kept, **{"question-A": "-"})
    assert gone.status_code == 410


def test_a_run_that_closes_before_the_worker_comes_takes_nothing(organiser, opinion):
    job = worked(send(organiser, opinion, csv_bytes(["gender"], ["Woman"])))
    answer = organiser.post(f"/surveys/{opinion.pk}/import/{job.pk}/", {"act": "bring_in"})
    close_run(opinion, by=None)
    done = worked(answer)
    assert (done.state, done.error_code) == (JobState.FAILED, "survey_closed")
    assert "takes no more answers" in page(organiser, done)
    assert not Response.objects.exists()


def test_a_form_that_somebody_has_changed_breaks_nothing(organiser, opinion):
    content = csv_bytes(["gender", "text"], ["Woman", "ж" * 400], ["Man", "б"])
    job = worked(send(organiser, opinion, content))
    long = value_key("ж" * 400).removeprefix("sha256:")
    good = {"question-A": "gender", "question-B": "text"}
    told = worked(decide(organiser, opinion, job, **good, **{"numbers-A": "no\x00ne", f"value-B-{long}": "қыс\x00қа"}))
    assert (told.state, told.result["ready"]) == (JobState.DONE, True)
    assert page(organiser, told)
    for changed in ({"numbers-A": "else"}, {"language": "k\x00k"}, {"header_row": "1\x00"}, {"first_row": "\x00"}):
        assert worked(decide(organiser, opinion, job, **good, **changed)).state == JobState.DONE
    for changed in ({"question-A": "nobody"}, {"question-A": "gen\x00der"}, {"language": "x" * 400}):
        other = worked(decide(organiser, opinion, job, **{**good, **changed}))
        assert page(organiser, other)
    # The first look at the file is still there to be decided.
    assert page(organiser, job)
    worked(organiser.post(f"/surveys/{opinion.pk}/import/{told.pk}/", {"act": "bring_in"}))
    assert Response.objects.count() == 2
