"""What stands behind the addresses of reading several grantees' projects."""

from grants.models import Organisation, Project, User
from reports.actions.operator_texts import save_operator_text
from reports.actions.readers import allow_reading, reading_request
from tests.issued_rows import issued_rows


def operator_of(project: Project, *, owner: User, mark: str) -> dict[str, object]:
    """A reader of the project, an issued report with a file, a request of its own."""
    reader = Organisation.objects.create(name=f"{mark} оператор {project.organisation_id}")
    [grant] = allow_reading(reader, [project], by=owner)
    content = mark.encode()
    report = issued_rows(project.organisation, project=project, by=owner, content=content)
    file = report.files.get()
    summary = issued_rows(
        project.organisation, by=owner, form="summary", content=content + b" summary", dataset={"parts": []}
    )
    text = {"slot": "conclusions", "language": "kk"}
    save_operator_text(project.organisation, **text, text=mark, seen_revision=0, by=owner)
    return {
        "reports:summary_issued": {"pk": summary.pk},
        "reports:summary_issued_file": {"pk": summary.pk, "file_format": "docx"},
        "reports:summary_text": text,
        "reports:summary_text_versions": text,
        "reports:summary_text_version": {**text, "revision": 1},
        "reports:reading_take_back": {"pk": grant.pk},
        "reports:reading_request": {"token": reading_request(project.organisation, by=owner)},
        "reports:readable": {"pk": project.pk},
        "reports:readable_file": {"pk": project.pk, "file": file.pk},
    }
