"""Thin Celery wrappers: ids in, one action inside."""

from celery import shared_task

from grants import jobs
from grants.actions.passwords import send_password_link


@shared_task(name="grants.run_job")
def run_job(job_id: str) -> None:
    """Do one job, if it is due."""
    jobs.run(job_id)


@shared_task(name="grants.wake_due_jobs", expires=10)
def wake_due_jobs() -> None:
    """Do the jobs whose message was lost or whose worker died."""
    for job_id in jobs.due_jobs():
        jobs.run(job_id)


@shared_task(
    name="grants.mail_password_link",
    expires=3600,
    autoretry_for=(OSError,),
    retry_backoff=True,
    max_retries=5,
)
def mail_password_link(user_id: int, origin: str, language: str) -> None:
    """Mail the link for a new password; user 0 does not exist."""
    send_password_link(user_id, origin=origin, language=language)
