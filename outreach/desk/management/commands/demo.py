"""`manage.py demo`: the reference workbook and a log-in, brought in by the same importer that users have."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from grants.models import Membership, Organisation, Role, User

ORGANISATION = "Тараз: әлеуметтік жобалар (демо)"
EMAIL = "demo@outreach.example"


class Command(BaseCommand):
    """Load the demo into an empty database; do nothing to one that has an organisation."""

    help = "Load the demo (reference workbook and a log-in) into an empty database."

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
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(EMAIL, password, name="Демо")
        Membership.objects.create(user=user, organisation=Organisation.objects.get(name=ORGANISATION), role=Role.OWNER)
        path = settings.VAR_DIR / "demo-login.txt"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{EMAIL}\n{password}\n")
