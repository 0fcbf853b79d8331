"""Which project a command is about."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from grants.models import Project


def add_project(parser: ArgumentParser) -> None:
    """`--project REF [--organisation NAME]`."""
    parser.add_argument("--project", required=True, metavar="REF", help="short code of the project")
    parser.add_argument(
        "--organisation", metavar="NAME", help="needed only when several organisations have such a project"
    )


def asked_project(options: dict[str, Any]) -> Project:
    """The project that was asked for. Raises CommandError when there is none, or more than one."""
    ref, organisation = options["project"], options["organisation"]
    found = Project.objects.filter(ref=ref).select_related("organisation")
    if organisation is not None:
        found = found.filter(organisation__name=organisation)
    projects = list(found.order_by("organisation__name"))
    if not projects:
        where = f" in {organisation}" if organisation is not None else ""
        raise CommandError(f"There is no project {ref}{where}. The list is on the page Reports.")
    if len(projects) > 1:
        names = "; ".join(project.organisation.name for project in projects)
        raise CommandError(f"Several organisations have a project {ref}: {names}. Add --organisation NAME.")
    return projects[0]
