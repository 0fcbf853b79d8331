"""The sheets of a run as rows of a file, without what would tell whose they are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from rules.questionnaires.conditions import Answers
from rules.survey_maths.suppression import MIN_GROUP
from surveys.models import Mode, Response, Run

# What surrounds an answer, the most useful first.
LANGUAGE, SOURCE, DAY = "language", "source", "day"
CIRCUMSTANCES = (LANGUAGE, SOURCE, DAY)


class AnswerRow(NamedTuple):
    """One sheet. `pair`: the same number on a person's two sheets, 0 where there is none; it counts nothing else."""

    door: str
    pair: int
    name: str
    language: str
    source: str
    day: date
    answers: Answers


@dataclass(frozen=True)
class AnswerRows:
    """Every sheet of a run in the order of random ids; `circumstances`: the columns that may stand beside them."""

    rows: list[AnswerRow]
    circumstances: tuple[str, ...]
    has_names: bool


def answer_rows(*, run: Run, with_names: bool) -> AnswerRows:
    """All sheets, with names only in a named run and for who may see them. One query."""
    names = with_names and run.mode == Mode.NAMED
    columns = ("wave", "pair", "name", "language", "source", "received_on", "raw")
    sheets = Response.objects.filter(run=run).order_by("pk").annotate(raw=Cast("answers", TextField()))
    pairs: dict[str, int] = {}
    rows = [
        AnswerRow(
            door,
            pairs.setdefault(pair, len(pairs) + 1) if pair else 0,
            name if names else "",
            language,
            source,
            day,
            json.loads(raw),
        )
        for door, pair, name, language, source, day, raw in sheets.values_list(*columns).iterator(chunk_size=5000)
    ]
    free = CIRCUMSTANCES if run.mode == Mode.NAMED else harmless_circumstances(rows)
    return AnswerRows(rows, free, names)


def harmless_circumstances(rows: Sequence[AnswerRow], minimum: int = MIN_GROUP) -> tuple[str, ...]:
    """The circumstances that narrow nobody down: with them, the sheets of every combination (door, language, source,
    day) are at least `minimum`. One that would make a smaller group is left out for all sheets."""
    kept: tuple[str, ...] = ()
    for one in CIRCUMSTANCES:
        wished = (*kept, one)
        groups = Counter((row.door, *(getattr(row, name) for name in wished)) for row in rows)
        if groups and min(groups.values()) >= minimum:
            kept = wished
    return kept


def pairs_among(rows: Iterable[AnswerRow]) -> bool:
    """Whether any sheet has a partner to be told by."""
    return any(row.pair for row in rows)
