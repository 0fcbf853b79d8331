"""An issued report for the addresses that speak of one."""

import hashlib

from django.core.files.base import ContentFile

from grants.models import Project, User
from reports.models import IssuedFile, IssuedReport


def issued_of(project: Project, *, owner: User) -> dict[str, object]:
    """What the addresses of an issued report are filled with. Rows alone: the real one takes its time."""
    report = IssuedReport.objects.create(
        organisation=project.organisation,
        project=project,
        form="interim",
        edition="2025",
        language="kk",
        number=1,
        dataset={},
        dataset_sha256="0" * 64,
        findings=[{"message": project.title, "reason": project.title}],
        issued_by=owner,
    )
    content = project.title.encode()
    file = IssuedFile(report=report, format="pdf", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    file.file.save("interim.pdf", ContentFile(content))
    at_report = {"ref": project.ref, "pk": report.pk}
    return {
        "reports:issue": {"ref": project.ref},
        "reports:issued": at_report,
        "reports:issued_file": {**at_report, "file_format": "pdf"},
        "reports:verify": {"code": report.verify_code},
    }
