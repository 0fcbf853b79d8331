"""Long work of the surveys app."""

from grants.jobs import JobResult, Progress, job
from grants.models import Job
from surveys.export_files import export_file
from surveys.models import Run

SURVEY_EXPORT = "survey_export"


def export_subject(run: Run, *, ending: str, with_names: bool) -> str:
    """What an export's job is about: asking for the same file while it is being made returns that job."""
    return f"{run.pk}:{ending}:{int(with_names)}"


@job(SURVEY_EXPORT)
def make_survey_export(job_row: Job, progress: Progress) -> JobResult:
    """A file of a run's results, in the language of whoever asked for it."""
    run_id, ending, with_names = job_row.subject.split(":")
    related = ("organisation", "project", "activity", "series", "version__questionnaire")
    run = Run.objects.of(job_row.organisation).select_related(*related).get(pk=run_id)
    progress(0, 1)
    file = export_file(run=run, ending=ending, with_names=with_names == "1", progress=progress)
    return JobResult({"survey": run.pk}, file.name, file.content)
