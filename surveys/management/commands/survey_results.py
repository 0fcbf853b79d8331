"""`manage.py survey_results --survey ID [--door pre|post] [--json]`: a survey's figures on the terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.questionnaires.definition import LANGUAGES
from surveys.models import Run, SurveyKind
from surveys.queries.pairs import pairs_of
from surveys.queries.results import run_results
from surveys.queries.sheets import Filters, door_names
from surveys.results_json import results_as_json
from surveys.terminal import run_named


class Command(BaseCommand):
    """Print the figures of a survey."""

    help = "Print what people answered in a survey: per question base and shares; of a test, before and after compared."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which survey, and in which shape."""
        parser.add_argument(
            "--survey", required=True, metavar="ID", help="the number in the survey's address, or the code of its link"
        )
        parser.add_argument("--door", default="", help="of a test: pre or post (the usual one)")
        parser.add_argument("--language", default="kk", choices=LANGUAGES, help="of questions and answers")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Raises CommandError when there is no such survey or door."""
        run, door = _run(options["survey"], options["door"])
        pairs = pairs_of(run=run) if run.kind == SurveyKind.TEST else None
        found = results_as_json(
            run_results(run=run, filters=Filters(door=door)), pairs, language=str(options["language"])
        )
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) if options["json"] else _readable(found))


def _run(survey: str, door: str) -> tuple[Run, str]:
    """The run and the door to count: the one whose code was given, else the one wished, else after."""
    run = run_named(survey)
    by_code = next((wave.name for wave in run.waves.all() if wave.public_code == survey.upper()), "")
    names = door_names(run)
    if door and door not in names:
        raise CommandError(f"This survey has no door {door}: {', '.join(names)}.")
    return run, door or by_code or names[-1]


def _readable(found: dict[str, Any]) -> str:
    lines = [f"{found['title']} ({found['door']}), {found['n']} sheets"]
    for one in found["questions"]:
        lines += ["", f"{one['code']}  {one['text']}", f"  base {one['base']}, no answer {one['no_answer']}"]
        lines += [
            f"  {option['code']:<12}{option['count']:>8}{_percent(option['share']):>8}"
            f"  {_percent(option['low'])}–{_percent(option['high'])}  {option['text']}"
            for option in one["options"]
        ]
        if one["mean"] is not None:
            lines.append(f"  mean {one['mean']}, median {one['median']}")
    if "pairs" in found:
        plain = {name: value for name, value in found["pairs"].items() if name != "questions"}
        lines += ["", *(f"  {name:<20}{value}" for name, value in plain.items())]
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1f}"
