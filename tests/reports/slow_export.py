"""For the worker that will be killed: the statistics file takes very long after its first step.

Loaded into a real worker with `celery worker --include tests.reports.slow_export`.
"""

import time

import reports.tasks  # noqa: F401  (its function is replaced below)
from grants.jobs import JobResult, Progress, job
from grants.models import Job


@job("statistics_xlsx")
def never_finishes(job_row: Job, progress: Progress) -> JobResult:
    """Report the first of four steps, then hang."""
    progress(1, 4)
    time.sleep(600)
    raise AssertionError("the worker should have been killed")
