"""What people wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast

from rules.questionnaires.conditions import DECLINED
from surveys.models import Run
from surveys.queries.sheets import Filters, wanted_responses


@dataclass(frozen=True)
class Said:
    """One text; `name` only where it may be shown."""

    text: str
    name: str


def texts_of(*, run: Run, code: str, filters: Filters, with_names: bool) -> list[Said]:
    """The texts in answer to one question, in the order of random ids. One query."""
    rows = wanted_responses(run, filters).annotate(raw=Cast("answers", TextField())).values_list("raw", "name")
    found = []
    for raw, name in rows.iterator(chunk_size=5000):
        sheet = json.loads(raw)
        text = sheet.get(code)
        if isinstance(text, str) and text and text != DECLINED and filters.admits(sheet):
            found.append(Said(text, name if with_names else ""))
    return found
