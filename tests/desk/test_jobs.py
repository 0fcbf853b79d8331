"""The page of long work, for every kind of it."""

import pytest
from django.urls import reverse

from grants import jobs
from grants.jobs import JobResult
from grants.models import Job, JobState, Role
from rules.errors import AppError
from tests.conftest import signed_in


@pytest.fixture(autouse=True)
def handlers(monkeypatch, organiser):
    """Kinds of work that only tests know."""

    def makes_file(job, progress):
        progress(1, 4)
        return JobResult({"x": 1}, "есеп 2025.xlsx", b"PK content")

    def refuses(job, progress):
        raise AppError("head_count_parts", 422, sum=12, total=10)

    def breaks(job, progress):
        raise RuntimeError("boom")

    monkeypatch.setattr(jobs, "_handlers", {**jobs._handlers, "file": makes_file, "refuse": refuses, "break": breaks})
    organiser.cookies["django_language"] = "en"


def asked(make, kind) -> Job:
    return jobs.ask(organisation=make.organisation, kind=kind, subject="x", by=None)


def get(client, job, name="desk:job", **headers):
    return client.get(reverse(name, args=[job.pk]), headers=headers)


def test_living_work_shows_how_far_it_is_and_asks_again_by_itself(make, organiser):
    job = asked(make, "file")
    text = get(organiser, job).content.decode()
    assert "Waiting" in text
    assert 'hx-trigger="every 1s"' in text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text
    assert "You can leave this page" in text
    Job.objects.filter(pk=job.pk).update(done_steps=1, all_steps=4)
    fragment = get(organiser, job, **{"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "HX-Refresh" not in fragment


def test_finished_work_gives_its_file_and_polls_no_more(make, organiser):
    job = asked(make, "file")
    assert get(organiser, job, "desk:job_file").status_code == 404
    jobs.run(job.pk)
    text = get(organiser, job).content.decode()
    assert "Download" in text
    assert "hx-trigger" not in text
    assert "http-equiv" not in text
    assert get(organiser, job, **{"HX-Request": "true"})["HX-Refresh"] == "true"
    response = get(organiser, job, "desk:job_file")
    assert b"".join(response.streaming_content) == b"PK content"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "private"


def test_refused_and_broken_work_say_so_in_words(make, organiser):
    refused = asked(make, "refuse")
    jobs.run(refused.pk)
    assert "The parts add up to 12, more than the total of 10." in get(organiser, refused).content.decode()
    broken = asked(make, "break")
    jobs.run(broken.pk)
    assert "This could not be finished. Nothing was changed." in get(organiser, broken).content.decode()


def test_a_file_that_is_gone_is_404(make, organiser):
    job = asked(make, "file")
    jobs.run(job.pk)
    job.refresh_from_db()
    job.result_file.storage.delete(job.result_file.name)
    assert get(organiser, job, "desk:job_file").status_code == 404


def test_strangers_viewers_and_other_organisations_are_kept_out(make, organiser, client):
    job = asked(make, "file")
    jobs.run(job.pk)
    stranger = signed_in(make.other_organisation().member(Role.OWNER).user)
    viewer = signed_in(make.member(Role.VIEWER).user)
    for name in ("desk:job", "desk:job_file"):
        assert get(stranger, job, name).status_code == 404
        assert get(viewer, job, name).status_code == 403
        assert get(client, job, name).status_code == 302


def test_the_list_holds_the_organisations_latest_work(make, organiser):
    asked(make, "file")
    other = make.other_organisation()
    hidden = asked(other, "refuse")
    text = organiser.get(reverse("desk:jobs")).content.decode()
    assert "Waiting" in text
    assert str(hidden.pk) not in text
    assert Job.objects.get(pk=hidden.pk).state == JobState.WAITING
