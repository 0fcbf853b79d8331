"""`manage.py import_responses FILE --survey ID`: answers from a file, brought in as the page does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from grants.spreadsheets import FileRefusedError
from rules.errors import AppError
from rules.survey_files.mapping import FileMapping, MappingError, mapping_from
from rules.survey_files.reading import Reading
from surveys.actions.imports import Brought, bring_in, look_at
from surveys.importing.shown import lines_of
from surveys.importing.steps import understood
from surveys.importing.summary import summary_of
from surveys.importing.words import file_words
from surveys.models import Wave, WaveName
from surveys.refusals import MESSAGES
from surveys.terminal import door_named


class Command(BaseCommand):
    """Import answers, or say what an import would do."""

    help = "Import answers (CSV, XLSX; such as an export of Google Forms). All of it or nothing; each row once."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to import, into which survey, what was decided about columns and values."""
        parser.add_argument("file", type=Path, help="the table (.csv, .xlsx)")
        parser.add_argument("--survey", required=True, metavar="ID", help="number of the survey, or code of its link")
        parser.add_argument("--door", default="", choices=WaveName.values, help="of a test: pre or post")
        parser.add_argument("--mapping", type=Path, metavar="FILE.json", help="which column and value means what")
        parser.add_argument("--dry-run", action="store_true", help="only say what would come in")
        parser.add_argument("--json", action="store_true", help="print JSON alone; exit 0 also when something waits")
        parser.add_argument("--language", default="en", choices=("en", "kk", "ru"), help="language of the words")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the outcome; exit 1 when something waits for a decision, unless JSON was asked for."""
        wave = door_named(options["survey"], options["door"])
        with translation.override(options["language"]):
            try:
                reading, brought = _run(wave, options["file"], _mapping(options["mapping"]), options["dry_run"])
            except FileRefusedError as refused:
                raise CommandError(file_words(refused.code, refused.params)) from refused
            except MappingError as wrong:
                raise CommandError(f"Mapping: {wrong}.") from wrong
            except AppError as refused:
                raise CommandError(str(MESSAGES.get(refused.code, refused.code))) from refused
            summary = summary_of(reading, brought)
            if options["json"]:
                summary["applied"] = brought is not None and not options["dry_run"]
                self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=1))
                return
            for line in lines_of(summary, dry_run=options["dry_run"]):
                self.stdout.write(line)
        if not reading.is_ready:
            raise SystemExit(1)


def _run(wave: Wave, path: Path, mapping: FileMapping, dry_run: bool) -> tuple[Reading, Brought | None]:
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    with path.open("rb") as file:
        reading = understood(wave, file, path.stat().st_size, mapping)
    if not reading.is_ready:
        return reading, None
    return reading, look_at(wave, reading) if dry_run else bring_in(wave, reading, by=None)


def _mapping(path: Path | None) -> FileMapping:
    if path is None:
        return FileMapping()
    try:
        return mapping_from(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise CommandError(f"There is no file {path}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is no JSON: {error}") from error
