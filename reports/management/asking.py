"""Which project a command is about."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from grants.models import Organisation, Project
from reports.queries.readable import readable_projects


def add_project(parser: ArgumentParser) -> None:
    """`--project REF [--organisation NAME]`."""
    parser.add_argument("--project", required=True, metavar="REF", help="short code of the project")
    add_organisation(parser)


def add_organisation(parser: ArgumentParser) -> None:
    """`[--organisation NAME]`."""
    parser.add_argument(
        "--organisation", metavar="NAME", help="needed only when several organisations have such a project"
    )


def asked_project(options: dict[str, Any]) -> Project:
    """The project that was asked for. Raises CommandError when there is none, or more than one."""
    ref, organisation = options["project"], options["organisation"]
    found = Project.objects.filter(ref=_stored(ref)).select_related("organisation")
    if organisation is not None:
        found = found.filter(organisation__name=_stored(organisation))
    projects = list(found.order_by("organisation__name"))
    if not projects:
        where = f" in {organisation}" if organisation is not None else ""
        raise CommandError(f"There is no project {ref}{where}. The list is on the page Reports.")
    if len(projects) > 1:
        names = "; ".join(project.organisation.name for project in projects)
        raise CommandError(f"Several organisations have a project {ref}: {names}. Add --organisation NAME.")
    return projects[0]


def asked_organisation(options: dict[str, Any]) -> Organisation:
    """The organisation whose summary was asked for: the named one, else the only one. Raises CommandError."""
    name = options["organisation"]
    every = Organisation.objects.all()
    found = list(every.filter(name=_stored(name)) if name is not None else every[:2])
    if len(found) != 1:
        said = f"There is no organisation {name}." if name is not None else "Say whose summary: --organisation NAME."
        raise CommandError(said)
    return found[0]


def asked_readable(organisation: Organisation, refs: list[str]) -> list[Project] | None:
    """The readable projects with these refs, in their order; None (all of them) without any. Raises CommandError where
    one cannot be read, or two grantees have it."""
    if not refs:
        return None
    found = list(readable_projects(organisation).filter(ref__in=map(_stored, refs)))
    for ref in refs:
        number = sum(1 for one in found if one.ref == ref)
        if number != 1:
            what = "cannot be read" if not number else "is the code of several grantees' projects"
            raise CommandError(f"{ref} {what} by {organisation.name}.")
    return sorted(found, key=lambda one: refs.index(one.ref))


def _stored(text: str) -> str:
    """As a database could have it: letters that a terminal tore are none, and so are found nowhere."""
    return text.encode(errors="replace").decode().replace("\0", "?")
