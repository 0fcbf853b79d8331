"""What stands behind the addresses of a project's reports."""

from grants.models import Project

# Addresses with a project's ref and nothing else.
OF_PROJECT: tuple[str, ...] = ("centre", "draft")


def reports_of(project: Project) -> dict[str, object]:
    """What the reports' addresses are filled with."""
    return {
        "reports:preview": {"ref": project.ref, "form": "final"},
        **{f"reports:{name}": {"ref": project.ref} for name in OF_PROJECT},
    }
