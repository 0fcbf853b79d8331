"""Long work that survives its worker. The job row is the truth; Celery only wakes a worker.

An app registers a function for a kind of job with `@job("kind")`. `ask` makes the row (or returns the living one for
the same subject) and wakes a worker after commit. A worker claims the row with a lease, renews it at every progress
report, and a lease that ran out (the worker died) is claimed again. A function may therefore run more than once: it
gives its result by returning it, or is safe to repeat.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from grants.models import Job, JobState, Organisation, User
from rules.errors import AppError

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
# Bytes a second.
_SLOW_STORE = 1_000_000


class LeaseLostError(Exception):
    """Another worker has taken the job over; this one must stop without writing."""


@dataclass
class JobResult:
    """What a job leaves: figures for its page, and a file to download: its content, or, where it may be large, a file
    on the disk, which is moved away from there."""

    data: dict[str, Any] = field(default_factory=dict)
    filename: str = ""
    content: bytes = b""
    path: Path | None = None


class Progress:
    """Handed to a job's function: reports progress and keeps the lease alive. Raises LeaseLostError when it is gone."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, done: int, of: int) -> None:
        """`done` steps of `of` are finished."""
        renewed = _held(self._job).update(done_steps=done, all_steps=of, lease_until=_lease_end())
        if not renewed:
            raise LeaseLostError


Handler = Callable[[Job, Progress], JobResult]
_handlers: dict[str, Handler] = {}


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def ask(
    *,
    organisation: Organisation,
    kind: str,
    subject: str,
    by: User | None,
    params: dict[str, Any] | None = None,
    input_file: File | None = None,
) -> Job:
    """Ask for long work. While a job of this kind and subject is alive, asking again returns that one."""
    alive = Job.objects.of(organisation).filter(
        kind=kind, subject=subject, state__in=[JobState.WAITING, JobState.RUNNING]
    )
    found = alive.first()
    if found is None:
        try:
            with transaction.atomic():
                found = Job(
                    organisation=organisation,
                    kind=kind,
                    subject=subject,
                    params=params or {},
                    created_by=by,
                    language=(translation.get_language() or "kk")[:2],
                )
                if input_file:
                    found.input_file.save(input_file.name or "input", input_file, save=False)
                found.save(force_insert=True)
        except IntegrityError:
            found = alive.get()
    from grants.tasks import run_job

    wake_after_commit(run_job, str(found.pk))
    return found


def wake_after_commit(task: Any, *ids: str) -> None:
    """Wake a worker for a Celery `task` once what was written is there. A broker that is down costs seconds: the clock
    finds the work."""

    def wake() -> None:
        try:
            task.delay(*ids)
        except Exception:
            logger.exception("could not wake a worker for %s %s", task.name, " ".join(ids))

    transaction.on_commit(wake)


def due_jobs() -> list[uuid.UUID]:
    """Jobs that wait, or whose worker died, oldest first."""
    due = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=timezone.now())
    return list(Job.objects.filter(due).order_by("created_at").values_list("pk", flat=True)[:100])


def drop_files(*, kind: str, finished_before: datetime, **of: Any) -> int:
    """Delete the files that old work of a kind left, `of`: only of jobs with these columns; returns how many. The rows
    stay."""
    old = Job.objects.filter(kind=kind, state=JobState.DONE, finished_at__lt=finished_before, **of)
    found = list(old.exclude(result_file=""))
    for job_row in found:
        job_row.result_file.delete(save=False)
        Job.objects.filter(pk=job_row.pk).update(result_file="")
    return len(found)


def run(job_id: uuid.UUID | str) -> bool:
    """Claim a job and do it. Returns False when it is not due (another worker has it, or it is finished)."""
    job_row = _claim(job_id)
    if job_row is None:
        return False
    try:
        with translation.override(job_row.language):
            result = _handlers[job_row.kind](job_row, Progress(job_row))
        try:
            _finish(job_row, result)
        finally:
            if result.path:
                result.path.unlink(missing_ok=True)
    except LeaseLostError:
        logger.warning("job %s was taken over by another worker", job_id)
    except AppError as refused:
        _fail(job_row, refused.code, {"params": {key: str(value) for key, value in refused.params.items()}})
    except Exception:
        logger.exception("job %s failed", job_id)
        _fail(job_row, "job_failed", {})
    return True


def _lease_end() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _held(job_row: Job) -> Any:
    return Job.objects.filter(pk=job_row.pk, state=JobState.RUNNING, lease_key=job_row.lease_key)


def _claim(job_id: uuid.UUID | str) -> Job | None:
    """One UPDATE decides who has it; a job that has killed its worker too often is given up."""
    due = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=timezone.now())
    lease_key = uuid.uuid4()
    claimed = Job.objects.filter(due, pk=job_id).update(
        state=JobState.RUNNING,
        lease_key=lease_key,
        lease_until=_lease_end(),
        attempts=F("attempts") + 1,
        started_at=timezone.now(),
    )
    if not claimed:
        return None
    job_row = Job.objects.select_related("organisation", "created_by").get(pk=job_id)
    if job_row.attempts > MAX_ATTEMPTS or job_row.kind not in _handlers:
        _fail(job_row, "job_failed", {})
        return None
    return job_row


def _finish(job_row: Job, result: JobResult) -> None:
    stored = _store(job_row, result)
    try:
        with transaction.atomic():
            if not _held(job_row).select_for_update().exists():
                raise LeaseLostError
            job_row.state, job_row.lease_key, job_row.lease_until = JobState.DONE, None, None
            job_row.result, job_row.finished_at = result.data, timezone.now()
            job_row.done_steps = job_row.all_steps = max(job_row.all_steps, 1)
            job_row.save()
    except BaseException:
        if stored:
            job_row.result_file.delete(save=False)
        raise


def _store(job_row: Job, result: JobResult) -> bool:
    """Before the transaction: nobody waits for the database while a large file is on its way. The lease lasts until a
    slow store has it."""
    if not result.content and not result.path:
        return False
    size = result.path.stat().st_size if result.path else len(result.content)
    lease_until = _lease_end() + timedelta(seconds=size // _SLOW_STORE)
    if not _held(job_row).update(lease_until=lease_until):
        raise LeaseLostError
    with _OnDisk(result.path) if result.path else ContentFile(result.content) as content:
        job_row.result_file.save(result.filename, content, save=False)
    return True


class _OnDisk(File):
    """Told by its path, a file is renamed into place where the store is the same disk, and read in parts elsewhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self._path = path

    def temporary_file_path(self) -> str:
        """What Django's own store looks for."""
        return str(self._path)


def _fail(job_row: Job, code: str, data: dict[str, Any]) -> None:
    _held(job_row).update(
        state=JobState.FAILED,
        lease_key=None,
        lease_until=None,
        error_code=code,
        result=data,
        finished_at=timezone.now(),
    )
