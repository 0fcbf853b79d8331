"""`manage.py open_survey CODE --project REF | --activity REF`: open a survey, print its number and links."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.urls import reverse

from events.models import Activity
from grants.models import Project
from rules.errors import AppError
from surveys.actions.runs import open_run_once
from surveys.models import Mode, QuestionnaireVersion
from surveys.refusals import MESSAGES


class Command(BaseCommand):
    """Ask with a published questionnaire about an activity or a project; asking again finds the same survey."""

    help = "Open a survey with a published questionnaire; print its number and links."

    def add_arguments(self, parser: CommandParser) -> None:
        """With what, about what."""
        parser.add_argument("questionnaire", metavar="QUESTIONNAIRE_CODE", help="own or of the library")
        about = parser.add_mutually_exclusive_group(required=True)
        about.add_argument("--project", metavar="REF")
        about.add_argument("--activity", metavar="REF")
        parser.add_argument("--organisation", metavar="NAME", help="needed only when several have such a ref")
        parser.add_argument("--mode", default="", choices=Mode.values)
        parser.add_argument("--planned", type=int, metavar="N", help="planned number of respondents")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open and print. Raises CommandError."""
        activity, project = _about(options)
        try:
            run, _new = open_run_once(
                version=_version(options["questionnaire"], project),
                project=project,
                activity=activity,
                mode=options["mode"],
                planned=options["planned"],
                by=None,
            )
        except AppError as refused:
            raise CommandError(str(MESSAGES[refused.code])) from refused
        links = {
            wave.name: f"{settings.PUBLIC_URL}{reverse('surveys:answer', args=[wave.public_code])}"
            for wave in run.waves.all()
        }
        if options["json"]:
            self.stdout.write(json.dumps({"survey": run.pk, "mode": run.mode, "links": links}, indent=1))
            return
        self.stdout.write(f"survey {run.pk}")
        for name, link in links.items():
            self.stdout.write(f"{name}: {link}")


def _about(options: dict[str, Any]) -> tuple[Activity | None, Project]:
    ref = options["project"] or options["activity"]
    narrow = Q(organisation__name=options["organisation"]) if options["organisation"] else Q()
    if options["activity"]:
        activities = list(Activity.objects.filter(narrow, ref=ref).select_related("project__organisation")[:2])
        if len(activities) == 1:
            return activities[0], activities[0].project
        raise CommandError(_which("activity", ref, len(activities)))
    projects = list(Project.objects.filter(narrow, ref=ref).select_related("organisation")[:2])
    if len(projects) == 1:
        return None, projects[0]
    raise CommandError(_which("project", ref, len(projects)))


def _which(what: str, ref: str, found: int) -> str:
    return f"Several organisations have a {what} {ref}. Add --organisation." if found else f"There is no {what} {ref}."


def _version(code: str, project: Project) -> QuestionnaireVersion:
    """The newest published version; one's own questionnaire comes before the library's of the same code."""
    whose = Q(questionnaire__organisation=project.organisation) | Q(questionnaire__organisation__isnull=True)
    versions = QuestionnaireVersion.objects.filter(whose, questionnaire__code=code, published_at__isnull=False)
    found = list(versions.select_related("questionnaire").order_by("-number"))
    if not found:
        raise CommandError(f"There is no published questionnaire {code}.")
    return min(found, key=lambda version: version.questionnaire.organisation_id is None)
