"""An issued report as rows with one file, for tests that do not issue: the real way takes its time."""

import hashlib

from django.core.files.base import ContentFile

from grants.models import Organisation, Project, User
from reports.models import IssuedFile, IssuedReport


def issued_rows(
    organisation: Organisation,
    *,
    by: User,
    content: bytes,
    form: str = "final",
    file_format: str = "docx",
    project: Project | None = None,
    **values: object,
) -> IssuedReport:
    """The first report of its form, of a project or of the organisation, with `content` as its only file."""
    report = IssuedReport.objects.create(
        organisation=organisation,
        issuer=organisation.name,
        project=project,
        form=form,
        edition="2025",
        number=1,
        dataset_sha256="0" * 64,
        issued_by=by,
        **{"dataset": {}, "language": "kk", **values},
    )
    IssuedFile.objects.create(
        report=report,
        format=file_format,
        file=ContentFile(content, f"{form}.{file_format}"),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    return report
