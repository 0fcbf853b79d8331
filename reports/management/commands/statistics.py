"""`manage.py statistics --project P2 [--organisation NAME] [--json]`: a project's tables on the terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.management.asking import add_project, asked_project
from reports.queries.statistics import ProjectStatistics, project_statistics


class Command(BaseCommand):
    """Print the three tables of a project."""

    help = "Print the statistics of a project: its total by the counting rule and the three tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which project, and in which shape."""
        add_project(parser)
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Raises CommandError when no project, or more than one, has the short code."""
        figures = project_statistics(project=asked_project(options))
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json(), ensure_ascii=False, indent=1))
            return
        self.stdout.write(_readable(figures))


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
