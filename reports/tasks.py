"""Long work of the reports app."""

import re
from io import BytesIO

from django.utils import translation

from grants.jobs import JobResult, Progress, job
from grants.models import Job, Project
from reports.queries.statistics_file import statistics_file
from reports.writers.xlsx import write_statistics

STATISTICS_XLSX = "statistics_xlsx"


def statistics_subject(project: Project, language: str) -> str:
    """What a statistics job is about: a project's file in a language of the forms."""
    return f"{project.pk}:{language}"


@job(STATISTICS_XLSX)
def make_statistics_file(job_row: Job, progress: Progress) -> JobResult:
    """The Excel file of a project's statistics. Reads everything at once, then writes in parts."""
    project_id, language = job_row.subject.split(":")
    project = (
        Project.objects.of(job_row.organisation).select_related("organisation", "grantee", "edition").get(pk=project_id)
    )
    progress(0, 1)
    file = BytesIO()
    with translation.override(language):
        content = statistics_file(project=project, language=language)
        write_statistics(content, file, progress)
    return JobResult(data={"project": project.ref}, filename=statistics_filename(project), content=file.getvalue())


def statistics_filename(project: Project) -> str:
    """Letters and digits that every system can store: statistics-P2-2025.xlsx."""
    ref = re.sub(r"[^A-Za-z0-9._-]", "", project.ref).strip(".") or str(project.pk)
    return f"statistics-{ref}-{project.edition_id}.xlsx"
