"""What stands behind the addresses of reading several grantees' projects."""

import hashlib

from django.core.files.base import ContentFile

from grants.models import Organisation, Project, User
from reports.actions.operator_texts import save_operator_text
from reports.actions.readers import allow_reading, reading_request
from reports.models import IssuedFile, IssuedReport


def operator_of(project: Project, *, owner: User, mark: str) -> dict[str, object]:
    """A reader of the project, an issued report with a file, a request of its own."""
    reader = Organisation.objects.create(name=f"{mark} оператор {project.organisation_id}")
    [grant] = allow_reading(reader, [project], by=owner)
    report = IssuedReport.objects.create(
        organisation=project.organisation,
        project=project,
        form="final",
        edition="2025",
        language="kk",
        number=1,
        dataset={},
        dataset_sha256="0" * 64,
        issued_by=owner,
    )
    sha256 = hashlib.sha256(mark.encode()).hexdigest()
    file = IssuedFile.objects.create(
        report=report, format="docx", file=ContentFile(mark.encode(), "final.docx"), sha256=sha256, size=1
    )
    summary = IssuedReport.objects.create(
        organisation=project.organisation,
        form="summary",
        edition="2025",
        language="kk",
        number=1,
        dataset={"parts": []},
        dataset_sha256="0" * 64,
        issued_by=owner,
    )
    IssuedFile.objects.create(
        report=summary, format="docx", file=ContentFile(mark.encode(), "summary.docx"), sha256="1" * 64, size=1
    )
    text = {"slot": "conclusions", "language": "kk"}
    save_operator_text(project.organisation, **text, text=mark, seen_revision=0, by=owner)
    return {
        "reports:summary_issued": {"pk": summary.pk},
        "reports:summary_issued_file": {"pk": summary.pk, "file_format": "docx"},
        "reports:summary_text": text,
        "reports:reading_take_back": {"pk": grant.pk},
        "reports:reading_request": {"token": reading_request(project.organisation, by=owner)},
        "reports:readable": {"pk": project.pk},
        "reports:readable_file": {"pk": project.pk, "file": file.pk},
    }
