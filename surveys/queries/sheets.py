"""The sheets of a run, read in parts, and which of them a reader wants."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast

from events.queries.periods import ALWAYS, day_within
from rules.plan_progress import Period
from rules.questionnaires.conditions import Answers
from rules.questionnaires.definition import Definition
from rules.survey_maths.counting import chosen
from surveys.models import QuestionnaireVersion, Response, Run, SurveyKind, WaveName

_AT_ONCE = 5000


@dataclass(frozen=True)
class Filters:
    """Which sheets count: of one door, source or language ("": all), received within a period, and those whose answer
    to each named question has one of the named codes."""

    door: str = ""
    source: str = ""
    language: str = ""
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    period: Period = ALWAYS

    @property
    def narrows(self) -> bool:
        """Whether it leaves out more than the other door."""
        return bool(self.source or self.language or self.answers or self.period != ALWAYS)

    def admits(self, sheet: Answers) -> bool:
        """Whether the sheet's answers are wanted."""
        return all(not codes.isdisjoint(chosen(sheet.get(question))) for question, codes in self.answers.items())


@dataclass(frozen=True)
class SheetGroup:
    """How many sheets came by one door, from one source, in one language."""

    door: str
    source: str
    language: str
    n: int


def door_names(run: Run) -> tuple[str, ...]:
    """A test's sheets before and after are never counted together; any other run has one door."""
    return (WaveName.PRE, WaveName.POST) if run.kind == SurveyKind.TEST else (WaveName.ONLY,)


def definitions_of(run: Run) -> dict[int, Definition]:
    """What each published version of the run's questionnaire asks, the newest last. One query."""
    versions = QuestionnaireVersion.objects.filter(
        questionnaire=run.version.questionnaire_id, published_at__isnull=False
    )
    found = {version.pk: version.definition for version in versions.order_by("number")}
    return found if run.version_id in found else {**found, run.version_id: run.version.definition}


def wanted_responses(run: Run, filters: Filters) -> QuerySet[Response]:
    """The sheets by the order of their random ids, without looking at what was answered."""
    wished = {"wave": filters.door, "source": filters.source, "language": filters.language}
    wanted = {name: value for name, value in wished.items() if value}
    return Response.objects.filter(day_within(filters.period, "received_on"), run=run, **wanted).order_by("pk")


def read_sheets(run: Run, filters: Filters) -> Iterator[tuple[int, list[Answers]]]:
    """The wanted sheets in the order of their ids, neighbours of one version together. One query."""
    rows = wanted_responses(run, filters).annotate(raw=Cast("answers", TextField())).values_list("version_id", "raw")
    for version, sheets in _decoded(rows):
        yield version, [sheet for sheet in sheets if filters.admits(sheet)] if filters.answers else sheets


def sheet_groups(run: Run) -> list[SheetGroup]:
    """Where the run's sheets came from. One query."""
    columns = ("wave", "source", "language")
    rows = Response.objects.filter(run=run).order_by(*columns).values_list(*columns).annotate(n=Count("pk"))
    return [SheetGroup(*row) for row in rows]


def _decoded(rows: QuerySet[Response, Any]) -> Iterator[tuple[int, list[Answers]]]:
    """JSON of many sheets is read at once: it is three times as fast as one by one."""
    for part in _parts(rows.iterator(chunk_size=_AT_ONCE)):
        for version, group in groupby(part, key=itemgetter(0)):
            yield version, json.loads(f"[{','.join(raw for _version, raw in group)}]")


def _parts(rows: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    part: list[tuple[int, str]] = []
    for row in rows:
        part.append(row)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part
