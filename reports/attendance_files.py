"""Attendance lists as long work: what one is about, and how its file is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from django.utils import translation

from events.models import Activity, Session
from grants.jobs import JobResult, Progress, job
from grants.models import Job
from reports.queries.attendance_list import attendance_list
from reports.writers.attendance_list import AttendanceList
from reports.writers.list_xlsx import write_attendance_list_xlsx
from reports.writers.pdf import write_attendance_list_pdf

ATTENDANCE_LIST = "attendance_list"
Writer = Callable[[AttendanceList, BinaryIO, Callable[[int, int], None]], None]
WRITERS: dict[str, Writer] = {"pdf": write_attendance_list_pdf, "xlsx": write_attendance_list_xlsx}


def list_subject(activity: Activity, session: Session | None, *, ending: str, with_names: bool, language: str) -> str:
    """What a list's job is about: asking for the same list while it is being made returns that job."""
    return f"{activity.pk}:{session.pk if session else 0}:{ending}:{int(with_names)}:{language}"


@job(ATTENDANCE_LIST)
def make_attendance_list(job_row: Job, progress: Progress) -> JobResult:
    """The file of a list. Reads everything at once, then writes in parts."""
    activity_id, session_id, ending, with_names, language = job_row.subject.split(":")
    activities = Activity.objects.of(job_row.organisation).select_related("kind", "project__organisation")
    activity = activities.select_related("project__grantee").get(pk=activity_id)
    session = Session.objects.filter(activity=activity).get(pk=session_id) if session_id != "0" else None
    progress(0, 1)
    file = BytesIO()
    with translation.override(language):
        content = attendance_list(activity=activity, session=session, with_names=with_names == "1", language=language)
        WRITERS[ending](content, file, progress)
    return JobResult({"activity": activity.ref}, list_filename(activity, session, ending), file.getvalue())


def list_filename(activity: Activity, session: Session | None, ending: str) -> str:
    """Letters and digits that every system can store: attendance-P2-23.pdf."""
    ref = activity.ref if re.fullmatch(r"[A-Za-z0-9_-]+", activity.ref) else activity.public_code
    part = f"-{session.number}" if session else ""
    return f"attendance-{ref}{part}.{ending}"
