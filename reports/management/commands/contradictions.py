"""`manage.py contradictions --project P2 [--organisation NAME] [--json]`: what in a project does not add up."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.contradictions import contradictions
from reports.management.asking import add_project, asked_project


class Command(BaseCommand):
    """Print the findings of a project."""

    help = "Print what in a project does not add up, each finding with the records it is about."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which project, and in which shape."""
        add_project(parser)
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Raises CommandError when no project, or more than one, has the short code."""
        found = contradictions(project=asked_project(options))
        if options["json"]:
            self.stdout.write(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            self.stdout.write(f"{one.severity} {one.code}: {one.message}")
        self.stdout.write(f"{len(found)} findings")
