"""An issued report for the addresses that speak of one."""

from grants.models import Project, User
from tests.issued_rows import issued_rows


def issued_of(project: Project, *, owner: User) -> dict[str, object]:
    """What the addresses of an issued report are filled with. Rows alone: the real one takes its time."""
    report = issued_rows(
        project.organisation,
        project=project,
        by=owner,
        form="interim",
        file_format="pdf",
        content=project.title.encode(),
        findings=[{"message": project.title, "reason": project.title}],
    )
    at_report = {"ref": project.ref, "pk": report.pk}
    return {
        "reports:issue": {"ref": project.ref},
        "reports:issued": at_report,
        "reports:issued_file": {**at_report, "file_format": "pdf"},
        "reports:verify": {"code": report.verify_code},
    }
