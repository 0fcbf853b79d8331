"""`manage.py import_workbook FILE --organisation NAME`: a grantee's workbook, brought in as the upload page does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from grants.models import Organisation
from outreach.desk.workbook.importing import Outcome, check_workbook, import_workbook
from outreach.desk.workbook.summary import as_json, as_text
from outreach.errors import message_of
from rules.errors import AppError


class Command(BaseCommand):
    """Import a workbook, or say what an import would do."""

    help = "Import a workbook (.xlsx) of projects, activities, attendance and publications. All of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to import, for whom, how to tell."""
        parser.add_argument("file", type=Path, help="the workbook (.xlsx)")
        parser.add_argument("--organisation", required=True, help="its name; created if missing")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--json", action="store_true", help="print JSON alone; exit 0 also when there are faults")
        parser.add_argument("--language", default="en", choices=("en", "kk", "ru"), help="language of the words")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the outcome; exit 1 when the file has faults, unless JSON was asked for."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        name = options["organisation"].strip()
        if not 0 < len(name) <= 300:
            raise CommandError("The organisation's name has 1 to 300 letters.")
        with translation.override(options["language"]):
            try:
                outcome = _run(path, name, dry_run=options["dry_run"])
            except AppError as error:
                raise CommandError(message_of(error)) from error
            if options["json"]:
                self.stdout.write(json.dumps(as_json(outcome), ensure_ascii=False, indent=1))
                return
            for line in as_text(outcome):
                self.stdout.write(line)
        if outcome.faults:
            raise SystemExit(1)


def _run(path: Path, name: str, *, dry_run: bool) -> Outcome:
    # A missing organisation is made in the same transaction: a trial or a faulty file leaves none behind.
    with path.open("rb") as file, transaction.atomic():
        organisation, _made = Organisation.objects.get_or_create(name=name)
        size = path.stat().st_size
        if dry_run:
            outcome = check_workbook(organisation, file, size)
        else:
            outcome = import_workbook(organisation, file, size, by=None)
        if not outcome.applied:
            transaction.set_rollback(True)
    return outcome
