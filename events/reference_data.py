"""The shared kinds of activity, as `migrate` brings them from data/kinds.json."""

import json
from pathlib import Path

from django.apps.registry import Apps


def load_kinds(apps: Apps) -> None:
    """Create or refresh the shared kinds. For migrations: takes their historical apps."""
    kind = apps.get_model("events", "ActivityKind")
    for row in json.loads((Path(__file__).parent / "data" / "kinds.json").read_text()):
        kind.objects.update_or_create(
            organisation=None,
            code=row["code"],
            defaults={
                "name_kk": row["kk"],
                "name_ru": row["ru"],
                "name_en": row["en"],
                "unit": row["unit"],
                "gathers_people": row["gathers_people"],
                "usual_evidence": row["usual_evidence"],
                "position": row["position"],
                **({"features": row["features"]} if hasattr(kind, "features") else {}),
            },
        )
