"""Thin Celery wrappers: ids in, one action inside."""

from celery import shared_task

from grants import jobs


@shared_task(name="grants.run_job")
def run_job(job_id: str) -> None:
    """Do one job, if it is due."""
    jobs.run(job_id)


@shared_task(name="grants.wake_due_jobs", expires=10)
def wake_due_jobs() -> None:
    """Do the jobs whose message was lost or whose worker died."""
    for job_id in jobs.due_jobs():
        jobs.run(job_id)
