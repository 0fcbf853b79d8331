"""The ready-made questionnaires, as `migrate` brings them from data/*.json: published, without an organisation."""

import json
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.utils import timezone


def load_questionnaires(apps: Apps) -> None:
    """Create the ready-made questionnaires that are missing. A published version is frozen: never changed here."""
    for path in sorted((Path(__file__).parent / "data").glob("*.json")):
        _load(apps, json.loads(path.read_text()))


def _load(apps: Apps, data: dict[str, Any]) -> None:
    questionnaire, _ = apps.get_model("surveys", "Questionnaire").objects.get_or_create(
        organisation=None, code=data["code"], defaults={"kind": data["kind"]}
    )
    version, is_new = questionnaire.versions.get_or_create(
        number=1, defaults={"published_at": timezone.now(), **_texts(data["title"])}
    )
    if not is_new:
        return
    for place, row in enumerate(data["questions"], start=1):
        question = version.questions.create(
            code=row["code"],
            position=place,
            type=row["type"],
            is_required=row["is_required"],
            **_texts(row["text"]),
        )
        for option_place, option in enumerate(row["options"], start=1):
            question.options.create(code=option["code"], position=option_place, value=option["value"], **_texts(option))


def _texts(words: dict[str, Any]) -> dict[str, str]:
    return {f"text_{language}": words[language] for language in ("kk", "ru", "en")}
