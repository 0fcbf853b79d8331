"""Long work survives its worker: a real Celery worker is killed in the middle, another one finishes the file."""

import signal
import time

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from grants import jobs
from grants.models import Job, JobState


def wait_until(condition, seconds: float = 90) -> None:
    """Look again and again until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.1)


def now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing(workers, make):
    project = make.project(ref="W1")
    activity = make.activity(project)
    for n in range(7):
        make.attendance(activity, gender="male" if n < 3 else "female")
    job = Job.objects.create(
        organisation=make.organisation, kind="statistics_xlsx", subject=f"{project.pk}:kk", language="kk"
    )
    slow = workers.start("--include", "tests.reports.slow_export")
    workers.send("grants.run_job", str(job.pk))
    wait_until(lambda: now(job).done_steps == 1)
    held = now(job)
    assert (held.state, held.attempts, held.percent) == (JobState.RUNNING, 1, 25)

    slow.send_signal(signal.SIGKILL)
    slow.wait(10)
    workers.start()
    # While its lease stands nobody may take the job over.
    wait_until(lambda: timezone.now() > held.lease_until)
    workers.send("grants.wake_due_jobs")
    wait_until(lambda: not now(job).is_alive)

    done = now(job)
    assert (done.state, done.attempts, done.error_code) == (JobState.DONE, 2, "")
    assert done.percent == 100
    assert jobs.run(job.pk) is False  # a message that arrives late finds nothing to do
    files = [path.name for path in workers.folder.joinpath("files").rglob("*.xlsx")]
    assert files == ["statistics-W1-2025.xlsx"]
    sheet = load_workbook(done.result_file.path).worksheets[0]
    rows = [[cell.value for cell in row][:3] for row in sheet.iter_rows()]
    assert [7, 3, 4] in rows
