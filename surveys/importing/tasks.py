"""Long work of the surveys app: a file of answers, looked at and brought in."""

from __future__ import annotations

import io

from grants.jobs import JobResult, Progress, job
from grants.models import AuditEntry, Job
from grants.spreadsheets import FileRefusedError
from rules.errors import AppError
from rules.survey_files.mapping import MappingError, mapping_from
from rules.survey_files.reading import Reading
from surveys.actions.imports import bring_in, look_at
from surveys.importing.kept_files import SURVEY_IMPORT, SURVEY_PREVIEW, content_of, forget_earlier
from surveys.importing.steps import understood
from surveys.importing.summary import summary_of
from surveys.models import Wave


@job(SURVEY_PREVIEW)
def preview_answers(job_row: Job, progress: Progress) -> JobResult:
    """What a file says and what bringing it in would do. Writes nothing."""
    wave, reading = _read(job_row)
    progress(1, 2)
    return JobResult(summary_of(reading, look_at(wave, reading) if reading.is_ready else None))


@job(SURVEY_IMPORT)
def bring_in_answers(job_row: Job, progress: Progress) -> JobResult:
    """Bring in the file of a preview, then delete it. Everything is read anew: the run may have changed since."""
    before = AuditEntry.objects.of(job_row.organisation).filter(verb="survey.import", details__act=str(job_row.pk))
    entry = before.first()
    if entry:
        # An earlier worker died between the import and the end of its job.
        return JobResult({name: entry.details[name] for name in ("added", "already", "repeated")})
    preview = Job.objects.of(job_row.organisation).filter(kind=SURVEY_PREVIEW, pk=job_row.subject).first()
    if preview is None:
        raise AppError("import_gone", 410)
    wave, reading = _read(preview)
    progress(1, 2)
    brought = bring_in(wave, reading, by=job_row.created_by, subject=str(job_row.pk))
    forget_earlier(preview)
    return JobResult({"added": brought.added, "already": brought.already, "repeated": len(brought.repeated)})


def _read(preview: Job) -> tuple[Wave, Reading]:
    """The preview's door and its file. Raises AppError import_gone where either is no more."""
    waves = Wave.objects.of(preview.organisation).select_related("run__organisation", "run__version")
    wave = waves.filter(pk=preview.params["wave"]).first()
    if wave is None:
        raise AppError("import_gone", 410)
    content = content_of(preview)
    try:
        return wave, understood(wave, io.BytesIO(content), len(content), mapping_from(preview.params["mapping"]))
    except FileRefusedError as refused:
        raise AppError(f"answers_{refused.code}", 422, **refused.params) from refused
    except MappingError as outdated:
        # The run asks a newer version since, without a question that was chosen.
        raise AppError("import_not_ready", 409) from outdated
