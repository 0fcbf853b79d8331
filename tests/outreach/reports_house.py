"""What stands behind the addresses of a project's reports."""

from grants.models import Project
from reports.models import Acceptance

# Addresses with a project's ref and nothing else.
OF_PROJECT: tuple[str, ...] = ("centre", "draft", "findings", "findings_count")


def reports_of(project: Project) -> dict[str, object]:
    """What the reports' addresses are filled with."""
    accepted = Acceptance.objects.create(
        organisation=project.organisation,
        project=project,
        code="no_date",
        key="0" * 64,
        message=f"{project.title} қайшылығы",
        reason=f"{project.title} себебі",
    )
    return {
        "reports:finding_withdraw": {"ref": project.ref, "pk": accepted.pk},
        "reports:preview": {"ref": project.ref, "form": "final"},
        **{f"reports:{name}": {"ref": project.ref} for name in OF_PROJECT},
    }
