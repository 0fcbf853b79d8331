"""Take a sheet that was filled in on paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace

from rules.errors import AppError
from rules.questionnaires.conditions import Value
from rules.survey_files.mapping import folded
from surveys.actions.imports import pair_of_code, sheet_of_row
from surveys.actions.responses import Received, submit_response
from surveys.models import Response, ResponseSource, Wave
from surveys.passes import pass_for_nobody


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
    """Store one sheet. `number`: what stands on the paper, so that no paper is typed twice; `code`: what the person has
    written on both of their sheets; `form`: the page it was typed on, for a double tap.

    A stopped door takes paper all the same: it was filled in before. Raises AppError survey_closed, paper_typed_before,
    code_typed_before.
    """
    run = wave.run
    if run.closed_at:
        raise AppError("survey_closed", 410)
    content = f"paper {folded(number)}" if number else f"form {form}"
    passed = replace(
        pass_for_nobody(wave, ResponseSource.PAPER, sheet_of_row(run, wave.name, content)),
        begun_at=run.opened_at,
        pair=pair_of_code(run, folded(code)),
    )
    received = submit_response(
        wave, passed=passed, definition=run.version.definition, answers=answers, language=language, name=name
    )
    if received is Received.NEW:
        # No line in the trail: it would be a fine time beside a sheet that has none.
        return received
    same = Response.objects.filter(pk=passed.sheet).first()
    if same is None:
        raise AppError("code_typed_before", 409)
    if same.answers != answers:
        raise AppError("paper_typed_before", 409, number=number or "–")
    return received
