"""Take a sheet that somebody has gathered for others: on paper, by a program."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from rules.errors import AppError
from rules.questionnaires.conditions import Value
from rules.survey_files.mapping import folded
from surveys.actions.imports import pair_of_code, sheet_of_row
from surveys.actions.responses import Received, submit_response
from surveys.models import Response, ResponseSource, Wave
from surveys.passes import Pass, pass_for_nobody


def enter_paper(
    wave: Wave,
    *,
    answers: Mapping[str, Value],
    form: uuid.UUID,
    number: str = "",
    code: str = "",
    name: str = "",
    language: str,
) -> Received:
    """Store one sheet of paper. `number`: what stands on it, so that it is not typed twice; `code`: what the person has
    written on both of their sheets; `form`: the page it was typed on, for a double tap.

    No line in the trail: it would be a fine time beside a sheet that has none. A stopped door takes paper all the same:
    it was filled in before. Raises AppError survey_closed, paper_typed_before, code_typed_before.
    """
    if wave.run.closed_at:
        raise AppError("survey_closed", 410)
    sheet = sheet_of_row(wave.run, wave.name, f"paper {folded(number)}" if number else f"form {form}")
    passed = replace(_pass(wave, ResponseSource.PAPER, sheet, code), begun_at=wave.run.opened_at)
    received, same = _submit(wave, passed, answers, language, name)
    if same and same.answers != answers:
        raise AppError("paper_typed_before", 409, number=number or "–")
    return received


def submit_from_program(
    wave: Wave, *, sheet: uuid.UUID, answers: Mapping[str, Value], code: str = "", language: str
) -> Received:
    """Store one sheet of a program, which has made its id. Raises AppError survey_closed, code_typed_before,
    sheet_elsewhere (the id is another survey's)."""
    if wave.run.closed_at:
        raise AppError("survey_closed", 410)
    passed = replace(_pass(wave, ResponseSource.API, sheet, code), begun_at=timezone.now())
    received, same = _submit(wave, passed, answers, language, "")
    if same and (same.run_id, same.wave) != (wave.run_id, wave.name):
        raise AppError("sheet_elsewhere", 409)
    return received


def _pass(wave: Wave, source: str, sheet: uuid.UUID, code: str) -> Pass:
    return replace(pass_for_nobody(wave, source, sheet), pair=pair_of_code(wave.run, folded(code)))


def _submit(
    wave: Wave, passed: Pass, answers: Mapping[str, Value], language: str, name: str
) -> tuple[Received, Response | None]:
    """What became of it, and the sheet that was there before. Raises AppError code_typed_before."""
    definition = wave.run.version.definition
    received = submit_response(
        wave, passed=passed, definition=definition, answers=answers, language=language, name=name
    )
    if received is Received.NEW:
        return received, None
    same = Response.objects.filter(pk=passed.sheet).first()
    if same is None:
        raise AppError("code_typed_before", 409)
    return received, same
