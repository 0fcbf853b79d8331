"""`manage.py export_report --project P2 --form final --edition 2025 --language kk --format docx --output FILE`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.catalogue import EDITIONS, FORMS, LANGUAGES
from reports.export import export
from reports.management.asking import add_project, asked_project
from reports.refusals import MESSAGES
from rules.errors import AppError
from rules.plan_progress import Period

# The operator's summary has files of its own.
_FORMS = ("final", "interim", "statistics", "attendance", "publications")

_SAID = {
    "period_upside_down": "The period would end before it begins: change --from or --to.",
    "register_too_long": "The register has {lines} lines, a PDF can have {most}: use --format xlsx or --from, --to.",
}


class Command(BaseCommand):
    """Write a marked draft of a form of a project into a file. Needs no worker."""

    help = "Write a form of a project into a file, marked as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which form of which project, in which shape."""
        add_project(parser)
        parser.add_argument("--form", required=True, choices=_FORMS)
        parser.add_argument("--edition", choices=EDITIONS, help="the project's own when left out")
        parser.add_argument("--language", default="kk", choices=LANGUAGES)
        parser.add_argument("--format", default="docx", choices=["docx", "xlsx", "pdf"])
        parser.add_argument("--from", dest="from_day", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="to_day", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--output", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write. Raises CommandError where there is no such project or form, or the file cannot be written."""
        project = asked_project(options)
        target = Path(options["output"])
        form, file_format = options["form"], options["format"]
        try:
            with target.open("wb") as file:
                export(
                    project=project,
                    form=form,
                    edition=options["edition"] or project.edition_id,
                    language=options["language"],
                    file_format=file_format,
                    file=file,
                    period=Period(options["from_day"], options["to_day"]),
                    # Who can run this can read the database.
                    with_names=True,
                    warn=lambda code: self.stderr.write(str(MESSAGES[code])),
                )
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        except AppError as error:
            target.unlink(missing_ok=True)
            if error.code in _SAID:
                raise CommandError(_SAID[error.code].format(**error.params)) from error
            formats = ", ".join(FORMS[form].formats)
            raise CommandError(
                f"The form {form} cannot be had as {file_format}; it can be had as {formats}."
            ) from error
        self.stdout.write(str(target))
