"""The survey that bench/survey.py answers, and the look into the sheets afterwards.

python bench/survey_world.py 3     a line of JSON: doors of runs about the opinion questionnaire, filled-in sheets;
then a line of JSON on its input, sheets by door: how many acknowledged ones are lost, how many are too many
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

QUESTIONNAIRE = "interethnic_opinion"
# Different people's sheets, filled in by chance.
SHEETS = 200


def fill(runs: int) -> dict[str, Any]:
    """Open runs of the ready-made questionnaire about one project."""
    from grants.models import Edition, Grantee, Organisation, Project
    from surveys.actions.runs import open_run
    from surveys.models import QuestionnaireVersion

    organisation = Organisation.objects.create(name="Bench")
    grantee = Grantee.objects.create(organisation=organisation, name="Bench")
    edition = Edition.objects.get(code="2025")
    project = Project.objects.create(
        organisation=organisation, grantee=grantee, edition=edition, ref="B", title="Bench"
    )
    version = QuestionnaireVersion.objects.get(questionnaire__code=QUESTIONNAIRE)
    doors = [open_run(version=version, project=project, by=None).waves.get().public_code for _ in range(runs)]
    chance = random.Random(4)
    questions = version.definition.answered
    sheets = [urlencode({f"q_{one.code}": chance.choice(one.codes) for one in questions}) for _ in range(SHEETS)]
    return {"doors": doors, "sheets": sheets, "questions": len(questions)}


def check(door: str, acts: list[str]) -> dict[str, int]:
    """Acknowledged sheets (by their ids) that are not there; sheets beyond one per person."""
    from surveys.models import Response

    there = {str(pk) for pk in Response.objects.filter(run__waves__public_code=door).values_list("pk", flat=True)}
    return {"lost": len(set(acts) - there), "doubled": len(there) - len(set(acts))}


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from bench.world import live

    live(lambda: fill(int(sys.argv[1])), check)
