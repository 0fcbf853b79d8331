"""`manage.py export_report --project P2 --form final --edition 2025 --language kk --format docx --output FILE`."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from reports.catalogue import EDITIONS, FORMS, LANGUAGES
from reports.export import export
from reports.management.asking import add_organisation, asked_organisation, asked_project, asked_readable
from reports.management.output import write_output
from reports.summary_export import SUMMARY, export_summary
from rules.errors import AppError
from rules.plan_progress import Period

_FORMS = ("final", "interim", "statistics", "attendance", "publications", SUMMARY)

_SAID = {
    "period_upside_down": "The period would end before it begins: change --from or --to.",
    "register_too_long": "The register has {lines} lines, a PDF can have {most}: use --format xlsx or --from, --to.",
    "template_unusable": "The organisation's Word template could not be filled in: the file has our own look.",
}


class Command(BaseCommand):
    """Write a marked draft of a form of a project into a file. Needs no worker."""

    help = "Write a form of a project into a file, marked as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which form of which project, in which shape."""
        parser.add_argument(
            "--project",
            action="append",
            metavar="REF",
            help="short code of the project; of the summary it may be left out (all) or stand several times",
        )
        add_organisation(parser)
        parser.add_argument("--form", required=True, choices=_FORMS)
        parser.add_argument("--edition", choices=EDITIONS, help="the project's own when left out")
        parser.add_argument("--language", default="kk", choices=LANGUAGES)
        parser.add_argument("--format", default="docx", choices=["docx", "xlsx", "pdf"])
        parser.add_argument("--from", dest="from_day", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="to_day", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--output", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write. Raises CommandError where there is no such project or form, or the file cannot be written."""
        target = Path(options["output"])
        form, file_format = options["form"], options["format"]
        write = _summary(options) if form == SUMMARY else self._of_project(options)
        try:
            write_output(target, write)
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        except AppError as error:
            if error.code in _SAID:
                raise CommandError(_SAID[error.code].format(**error.params)) from error
            formats = ", ".join(FORMS[form].formats)
            raise CommandError(
                f"The form {form} cannot be had as {file_format}; it can be had as {formats}."
            ) from error
        self.stdout.write(str(target))

    def _of_project(self, options: dict[str, Any]) -> Callable[[BinaryIO], object]:
        project = asked_project({**options, "project": _one(options["project"])})
        return lambda file: export(
            file=file,
            project=project,
            form=options["form"],
            edition=options["edition"] or project.edition_id,
            # Who can run this can read the database.
            with_names=True,
            warn=lambda code: self.stderr.write(_SAID[code]),
            **_shape(options),
        )


def _summary(options: dict[str, Any]) -> Callable[[BinaryIO], object]:
    refs = options["project"] or []
    organisation = asked_organisation(options)
    projects = asked_readable(organisation, [refs] if isinstance(refs, str) else refs)
    edition = options["edition"] or EDITIONS[-1]
    return lambda file: export_summary(
        file=file, organisation=organisation, projects=projects, edition=edition, **_shape(options)
    )


def _shape(options: dict[str, Any]) -> dict[str, Any]:
    period = Period(options["from_day"], options["to_day"])
    return {"language": options["language"], "file_format": options["format"], "period": period}


def _one(refs: str | list[str] | None) -> str:
    """The only project. Raises CommandError where there is none or more than one."""
    listed = [refs] if isinstance(refs, str) else refs or []
    if len(listed) != 1:
        raise CommandError("Say which project: --project REF, once. Only the summary has several, or none.")
    return listed[0]
