"""`manage.py contradictions --project P2 [--organisation NAME] [--json]`: what in a project does not add up."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.management.asking import add_project, asked_project
from reports.queries.findings import JudgedFinding, judged_findings


class Command(BaseCommand):
    """Print the findings of a project."""

    help = "Print what in a project does not add up, each finding with the records it is about."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which project, and in which shape."""
        add_project(parser)
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Raises CommandError when no project, or more than one, has the short code."""
        found = judged_findings(project=asked_project(options))
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            accepted = f" (accepted: {one.acceptance.reason})" if one.acceptance else ""
            self.stdout.write(f"{one.finding.severity} {one.finding.code}: {one.finding.message}{accepted}")
        self.stdout.write(f"{len(found)} findings, {sum(one.is_open for one in found)} of them open")


def _as_json(one: JudgedFinding) -> dict[str, Any]:
    accepted = {"accepted": one.acceptance.reason} if one.acceptance else {}
    return {**one.finding.as_json(), **accepted}
