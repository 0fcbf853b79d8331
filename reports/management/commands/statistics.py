"""`manage.py statistics --project P2 [--organisation NAME] [--json]`: a project's tables on the terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.models import Project
from reports.queries.statistics import ProjectStatistics, project_statistics


class Command(BaseCommand):
    """Print the three tables of a project."""

    help = "Print the statistics of a project: its total by the counting rule and the three tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which project, and in which shape."""
        parser.add_argument("--project", required=True, metavar="REF", help="short code of the project")
        parser.add_argument(
            "--organisation", metavar="NAME", help="needed only when several organisations have such a project"
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Raises CommandError when no project, or more than one, has the short code."""
        figures = project_statistics(project=_project(options["project"], options["organisation"]))
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(), ensure_ascii=False, indent=1))
            return
        self.stdout.write(_readable(figures))


def _project(ref: str, organisation: str | None) -> Project:
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


def _readable(figures: ProjectStatistics) -> str:
    lines = [
        f"{figures.project}, edition {figures.edition}, counting {figures.rule.basis}",
        _line("total", figures.total),
        _line("attendances", figures.attendances),
        _line("people", figures.people),
    ]
    for dimension, table in figures.tables.items():
        lines += ["", dimension, *(_line(value, count) for value, count in table.items())]
    return "\n".join(lines)


def _line(word: str, count: int) -> str:
    return f"  {word:<24}{count:>9}"
