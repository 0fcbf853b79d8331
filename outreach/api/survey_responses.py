"""Answer sheets that programs gather."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.responses import codes_4xx

from grants.permissions import may_edit
from outreach.api.auth import member
from outreach.api.errors import ErrorOut, InvalidFields
from rules.errors import AppError
from rules.questionnaires.definition import Definition
from rules.questionnaires.sheets import read_sheet
from surveys.actions.gathered import submit_from_program
from surveys.actions.responses import Received
from surveys.models import Run, Wave
from surveys.queries.doors import wave_of_code
from surveys.queries.runs import runs_of
from surveys.words import fault_words

router = Router(tags=["surveys"])

Answer = str | int | float | bool | list[str] | None


class ResponseIn(Schema):
    """A sheet. `id` is made by the program: the same one again stores nothing. `wave`: of a test pre or post. `code`:
    what the person is known by in this survey, before and after; only its mark is kept, in an anonymous one nothing.
    `answers`: by question code an option's code, a list of codes, a number, a date, a text, or null."""

    # Asked for by hand: whose survey it is comes before what was sent.
    id: UUID | None = None
    wave: Literal["only", "pre", "post"] | None = None
    language: Literal["kk", "ru", "en"] = "kk"
    code: str = Field("", max_length=60)
    answers: dict[str, Answer] = Field(default_factory=dict, max_length=200)


class ResponseOut(Schema):
    """What became of it. `left_out`: answers to questions that are not asked of who answered so."""

    id: UUID
    status: Literal["new", "already"]
    left_out: list[str]


@router.post("/surveys/{str:survey}/responses", response={201: ResponseOut, 200: ResponseOut, codes_4xx: ErrorOut})
def add_response(request: HttpRequest, survey: str, given: ResponseIn) -> Status[dict[str, Any]]:
    """Store a sheet. 201: stored now; 200: this one is in already. `survey`: its number or the code of its link."""
    asking = member(request, may_edit)
    wave = _wave(get_object_or_404(runs_of(organisation=asking.organisation), **_named(survey)), survey, given.wave)
    if given.id is None:
        raise InvalidFields({"id": ["missing"]})
    definition = wave.run.version.definition
    sheet = read_sheet(definition, _as_sent(definition, given.answers))
    if sheet.faults:
        raise InvalidFields({code: [fault_words(fault)] for code, fault in sheet.faults.items()})
    received = submit_from_program(
        wave, sheet=given.id, answers=sheet.answers, code=given.code, language=given.language
    )
    left_out = [code for code, value in given.answers.items() if value is not None and code not in sheet.answers]
    return Status(
        201 if received is Received.NEW else 200, {"id": given.id, "status": received.value, "left_out": left_out}
    )


def _named(survey: str) -> dict[str, int]:
    """Which run: by its number, or by a door's code."""
    if survey.isascii() and survey.isdigit() and len(survey) < 18:
        return {"pk": int(survey)}
    wave = wave_of_code(code=survey)
    return {"pk": wave.run_id if wave else 0}


def _wave(run: Run, survey: str, wished: str | None) -> Wave:
    """The door that was named, else the only one. Raises AppError no_such_door."""
    doors = list(run.waves.all())
    named = [wave for wave in doors if wished == wave.name or (not wished and wave.public_code == survey.upper())]
    if not named and not wished and len(doors) == 1:
        named = doors
    if not named:
        raise AppError("no_such_door", 404)
    named[0].run = run
    return named[0]


def _as_sent(definition: Definition, answers: dict[str, Answer]) -> dict[str, list[str]]:
    """The values as a form would send them. Raises InvalidFields for a question that is not asked."""
    asked = {question.code for question in definition.answered}
    unknown = {code: ["unknown"] for code in answers if code not in asked}
    if unknown:
        raise InvalidFields(unknown)
    return {
        code: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for code, value in answers.items()
        if value is not None
    }
