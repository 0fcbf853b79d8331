"""`manage.py demo`: the reference workbook, the opinion survey's sheets and a log-in, brought in as users do it."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from grants.models import Membership, Organisation, Role, User
from outreach.desk.demo_media import enliven
from surveys.models import Run

ORGANISATION = "Тараз: әлеуметтік жобалар (демо)"
EMAIL = "demo@outreach.example"
# The opinion survey of P1: its questionnaire in the library, how many respondents were planned.
OPINION, PLANNED = "interethnic_opinion", 500


class Command(BaseCommand):
    """Load the demo into an empty database; do nothing to one that has an organisation."""

    help = "Load the demo (reference workbook, opinion survey, a log-in) into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Only the first time: a coordinator's own data is never touched."""
        if Organisation.objects.exists():
            return
        call_command(
            "import_workbook",
            str(settings.BASE_DIR / "reference" / "taraz-2025.xlsx"),
            organisation=ORGANISATION,
            stdout=self.stdout,
        )
        call_command("open_survey", OPINION, project="P1", planned=PLANNED, stdout=self.stdout)
        call_command(
            "import_responses",
            str(settings.BASE_DIR / "reference" / "opinion_survey_responses.csv"),
            survey=str(Run.objects.get().pk),
            stdout=self.stdout,
        )
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(EMAIL, password, name="Демо")
        Membership.objects.create(user=user, organisation=Organisation.objects.get(name=ORGANISATION), role=Role.OWNER)
        enliven(Organisation.objects.get(name=ORGANISATION), by=user, today=timezone.localdate())
        path = settings.VAR_DIR / "demo-login.txt"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{EMAIL}\n{password}\n")
