"""Reports survive the death of who makes them: twenty times SIGKILL at a random moment of the work."""

import hashlib
import os
import random
import signal
import time
import uuid
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from grants.models import Job, JobState, Role
from reports.actions.issue import Wish, ask_to_issue
from reports.export import export
from reports.models import IssuedReport
from reports.queries.issued import REPORT_ISSUE
from reports.report_jobs import ask_for_file
from rules.plan_progress import Period
from tests.reports.test_issue import accept_all
from tests.reports.test_worker import wait_until

KILLS = 20
# A job is given up when it has killed its worker five times: that is another promise.
MOST_OF_ONE = 4
FILES = [("final", "docx"), ("final", "pdf"), ("interim", "xlsx"), ("interim", "docx"), ("statistics", "pdf")]


class Reports:
    """One small project whose reports are asked for again and again."""

    def __init__(self, make) -> None:
        self.owner = make.member(Role.OWNER).user
        self.project = make.project(ref="K1")
        for _ in range(3):
            make.attendance(make.activity(self.project))
        accept_all(self.project, self.owner)
        self._expected: dict[str, bytes] = {}

    def ask(self) -> None:
        """For every file that nobody is making, and for two reports to be issued."""
        for form, file_format in FILES:
            wished = {"form": form, "edition": "2025", "language": "ru", "file_format": file_format}
            ask_for_file(self.project, **wished, period=Period(), by=self.owner)
        for form in ("final", "interim"):
            wish = Wish(form, "2025", "kk", Period(), "https://outreach.example.kz")
            ask_to_issue(self.project, wish, act=uuid.uuid4(), by=self.owner)

    def expected(self, params) -> bytes:
        """The file made without any worker."""
        name = params["filename"]
        if name not in self._expected:
            file = BytesIO()
            wished = {name: params[name] for name in ("form", "edition", "language", "file_format")}
            export(project=self.project, **wished, file=file)
            self._expected[name] = file.getvalue()
        return self._expected[name]


def hands(worker) -> list[int]:
    """The processes of a worker that do its work. Those that take the place of killed ones are begun by a thread of its
    own."""
    found = [path.read_text().split() for path in Path(f"/proc/{worker.pid}/task").glob("*/children")]
    return [int(number) for numbers in found for number in numbers]


def kill_who_works(worker) -> bool:
    """Kill the processes that do the work just now. Not in the last try of a job: another may have begun meanwhile."""
    found = hands(worker)
    for process in found:
        os.kill(process, signal.SIGSTOP)
    is_last_try = Job.objects.filter(state=JobState.RUNNING, attempts__gt=MOST_OF_ONE).exists()
    for process in found:
        os.kill(process, signal.SIGCONT if is_last_try else signal.SIGKILL)
    return bool(found) and not is_last_try


def killed_at_random(workers, worker, reports) -> list[uuid.UUID]:
    """Which jobs were in hand when their process was killed."""
    seen, killed = set(), []
    # One message ahead: the next process finds it at once.
    workers.send("grants.wake_due_jobs")
    chance = random.Random(7)

    def just_begun():
        running = Job.objects.filter(state=JobState.RUNNING, attempts__lte=MOST_OF_ONE).exclude(lease_key__in=seen)
        return running.first()

    ends_at = time.monotonic() + 600
    while len(killed) < KILLS:
        assert time.monotonic() < ends_at, "the worker does no work"
        if not Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING], attempts__lt=MOST_OF_ONE).exists():
            reports.ask()
        workers.send("grants.wake_due_jobs")
        until = time.monotonic() + 5
        while not (job := just_begun()) and time.monotonic() < until:
            time.sleep(0.02)
        if job is None:
            continue
        seen.add(job.lease_key)
        time.sleep(chance.uniform(0, 0.3))
        if kill_who_works(worker):
            killed.append(job.pk)
    return killed


@pytest.mark.django_db(transaction=True)
def test_killed_twenty_times_each_report_is_finished_once_and_right(workers, make):
    workers.environment["JOB_LEASE_SECONDS"] = "1"
    reports = Reports(make)
    reports.ask()
    worker = workers.start("--pool=prefork", "--concurrency=1")
    killed = killed_at_random(workers, worker, reports)
    assert len(killed) == KILLS

    def all_done() -> bool:
        workers.send("grants.wake_due_jobs")
        time.sleep(0.3)
        return not Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists()

    wait_until(all_done)
    assert {job.error_code for job in Job.objects.all()} == {""}
    assert max(Job.objects.values_list("attempts", flat=True)) > 1
    for job in Job.objects.exclude(kind=REPORT_ISSUE):
        assert job.result_file.read() == reports.expected(job.params), job.subject
    issues = Job.objects.filter(kind=REPORT_ISSUE)
    issued = IssuedReport.objects.order_by("form", "number")
    assert {one.verify_code for one in issued} == {job.pk.hex for job in issues}
    for form in ("final", "interim"):
        numbers = [one.number for one in issued if one.form == form]
        assert numbers == list(range(1, len(numbers) + 1))
    for report in issued:
        folder = f"issued/{report.organisation_id}/{report.verify_code}"
        files = {one.file.name.removeprefix(f"{folder}/"): one for one in report.files.all()}
        assert sorted(default_storage.listdir(folder)[1]) == sorted(files)
        assert len(files) == 3
        for one in files.values():
            assert hashlib.sha256(one.file.read()).hexdigest() == one.sha256
