"""What the report centre of a project says of its files."""

from __future__ import annotations

from events.models import Attendance
from grants.models import Job, Project
from media_log.queries import mentions_for

REPORT_FILE = "report_file"
# More than this is not made while somebody waits: activities and links of a form, rows of a register.
MOST_AT_ONCE = 400
MOST_ROWS_AT_ONCE = 2000
_RECENT = 5


def is_long_work(*, project: Project, form: str) -> bool:
    """Whether a form takes longer than a person waits for a page, so that a worker makes it. At most two queries."""
    if form == "attendance":
        return Attendance.objects.live().filter(activity__project=project).count() > MOST_ROWS_AT_ONCE
    return project.activities.count() + mentions_for(project=project).count() > MOST_AT_ONCE


def recent_files(*, project: Project) -> list[Job]:
    """The latest files of a project that a worker makes or has made. One query."""
    made = Job.objects.of(project.organisation).filter(kind=REPORT_FILE, subject__startswith=f"{project.pk}:")
    return list(made[:_RECENT])
