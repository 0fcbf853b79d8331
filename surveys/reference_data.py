"""The ready-made questionnaires, as `migrate` brings them from data/*.json: published, without an organisation."""

import json
from pathlib import Path

from django.apps.registry import Apps
from django.utils import timezone

DATA = Path(__file__).parent / "data"


def load_questionnaires(apps: Apps) -> None:
    """Create the ready-made questionnaires that are missing. A published version is frozen: never changed here."""
    for path in sorted(DATA.glob("*.json")):
        data = json.loads(path.read_text())
        questionnaire, _ = apps.get_model("surveys", "Questionnaire").objects.get_or_create(
            organisation=None, code=data["code"], defaults={"kind": data["kind"]}
        )
        questionnaire.versions.get_or_create(
            number=1, defaults={"published_at": timezone.now(), "document": data["document"]}
        )
