"""Take an answer sheet, once per respondent and once per sheet. The hot path of this app."""

from __future__ import annotations

import time
from collections.abc import Mapping
from enum import StrEnum

from django.core.cache import cache
from django.db import IntegrityError
from django.utils import timezone

from grants.prepared import prepared_cursor
from rules.errors import AppError
from rules.questionnaires.conditions import Value
from rules.questionnaires.definition import Definition
from surveys.actions.sheet_rows import insert_sheet
from surveys.models import Mode, Response, Run, Wave
from surveys.passes import LIFE, Pass

_DAY = 24 * 3600


class Received(StrEnum):
    """What became of an answer sheet."""

    NEW = "new"
    # This respondent, or this very sheet, has come before: nothing is stored twice.
    ALREADY = "already"


def submit_response(
    wave: Wave,
    *,
    passed: Pass,
    definition: Definition,
    answers: Mapping[str, Value],
    language: str,
    name: str = "",
) -> Received:
    """Store one answer sheet, unless it or one of the pass's respondents has come before.

    Marks and sheet come into being together or not at all, and nothing stored leads from one to the other. No row is
    locked: the constraints of the database decide. What was begun before the door was stopped or the run closed counts.
    Raises AppError survey_closed for a later one, and where the run was deleted meanwhile.
    """
    if wave.stopped_at and passed.begun_at > wave.stopped_at:
        raise AppError("survey_closed", 410)
    response = Response(
        id=passed.sheet,
        run_id=wave.run_id,
        version_id=passed.version,
        wave=wave.name,
        answers=answers,
        rating=rating_of(definition, answers),
        pair=passed.pair if wave.run.mode != Mode.ANONYMOUS else None,
        name=name if wave.run.mode == Mode.NAMED else "",
        language=language,
        source=passed.source,
        received_on=timezone.localdate(),
    )
    try:
        insert_sheet(response, sorted(passed.marks), mode=wave.run.mode)
    except IntegrityError:
        if _came_before(wave, passed):
            return Received.ALREADY
        if not _runs_otherwise_now(wave):
            raise
    else:
        return Received.NEW
    return submit_response(wave, passed=passed, definition=definition, answers=answers, language=language, name=name)


def rating_of(definition: Definition, answers: Mapping[str, Value]) -> int | None:
    """The answer that "satisfied" is counted from, as its place on the scale; None where it was not given."""
    question = definition.by_code.get(definition.satisfaction)
    code = answers.get(definition.satisfaction)
    option = question.option(code) if question and isinstance(code, str) else None
    return option.value if option else None


def has_come(wave: Wave, passed: Pass) -> bool:
    """Whether one of the pass's respondents has answered at this door."""
    if not passed.marks:
        return False
    places = ", ".join(["%s"] * len(passed.marks))
    sql = f"SELECT 1 FROM surveys_answered WHERE run_id = %s AND mark IN ({places}) LIMIT 1"  # noqa: S608  (places only)
    with prepared_cursor() as cursor:
        cursor.execute(sql, [wave.run_id, *passed.marks])
        return cursor.fetchone() is not None


def is_kept(wave: Wave, passed: Pass, answers: Mapping[str, Value]) -> bool:
    """Whether this very sheet was taken in this survey, with these very answers.

    Who has asked once with other answers hears no from then on: nobody who has found a pass may try one answer after
    the other until they know what its holder said.
    """
    kept = Response.objects.filter(pk=passed.sheet, run_id=wave.run_id).values_list("answers", flat=True).first()
    if kept is None:
        return False
    tried = f"survey-tried:{passed.sheet.hex}"
    if kept == dict(answers):
        return cache.get(tried) is None
    # Until the end of a day: when it is forgotten tells no more of a time than the sheet does.
    cache.set(tried, 1, LIFE + _DAY - time.time() % _DAY)
    return False


def _runs_otherwise_now(wave: Wave) -> bool:
    """Whether the run's mode was changed since it was read; then it is set right. Raises AppError survey_closed."""
    mode = Run.objects.filter(pk=wave.run_id).values_list("mode", flat=True).first()
    if mode is None:
        raise AppError("survey_closed", 410)
    changed, wave.run.mode = mode != wave.run.mode, mode
    return changed


def _came_before(wave: Wave, passed: Pass) -> bool:
    same_pair = Response.objects.filter(run_id=wave.run_id, wave=wave.name, pair=passed.pair, pair__isnull=False)
    return has_come(wave, passed) or Response.objects.filter(pk=passed.sheet).exists() or same_pair.exists()
