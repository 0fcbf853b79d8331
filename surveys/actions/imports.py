"""Bring answers in that were gathered elsewhere: each row of a file is a sheet once, however often it is sent."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import User
from grants.planning import tables_grew
from rules.errors import AppError
from rules.survey_files.reading import FileSheet, Reading
from surveys.actions.responses import rating_of
from surveys.marks import pair_of
from surveys.models import Mode, Response, ResponseSource, Run, Wave

_AT_ONCE = 500


@dataclass(frozen=True)
class Brought:
    """How many sheets a file adds, how many of its rows were in already, and the rows of people who have a sheet at
    this door already (the first one counts)."""

    added: int
    already: int
    repeated: list[int] = field(default_factory=list)


def look_at(wave: Wave, reading: Reading) -> Brought:
    """What bringing a file in would do. Writes nothing. Raises AppError survey_closed."""
    return _sorted_out(wave, reading)[1]


def bring_in(wave: Wave, reading: Reading, *, by: User | None, subject: str = "") -> Brought:
    """Store every row that is not in yet: all of them or none.

    `subject` names the act in the trail. Raises AppError import_not_ready, survey_closed, import_meanwhile.
    """
    if not reading.is_ready:
        raise AppError("import_not_ready", 409)
    try:
        with transaction.atomic():
            # Two imports go one after the other; phones that answer meanwhile do not wait.
            Run.objects.select_for_update(of=("self",), no_key=True).get(pk=wave.run_id)
            wave = Wave.objects.select_related("run__organisation", "run__version").get(pk=wave.pk)
            responses, brought = _sorted_out(wave, reading)
            # By their random ids: their place in the table says nothing of the file.
            Response.objects.bulk_create(sorted(responses, key=lambda one: one.id), batch_size=_AT_ONCE)
            tables_grew(Response)
            record_audit(
                wave.run.organisation,
                by,
                "survey.import",
                wave.run,
                wave=wave.name,
                added=brought.added,
                already=brought.already,
                repeated=len(brought.repeated),
                act=subject,
            )
    except IntegrityError as error:
        raise AppError("import_meanwhile", 409) from error
    return brought


def sheet_of_row(run: Run, door: str, content: str) -> uuid.UUID:
    """The id of a sheet that is known by what it holds: always the same while the run is open. Made with the run's key,
    so that nobody can look a row up by it once the key is destroyed. Raises AppError survey_closed."""
    if run.key is None:
        raise AppError("survey_closed", 410)
    space = hmac.new(bytes(run.key), f"sheets {door}".encode(), hashlib.sha256).digest()
    return uuid.uuid5(uuid.UUID(bytes=space[:16]), content)


def pair_of_code(run: Run, code: str) -> str | None:
    """The pair of somebody known by a code of their own, on paper or in a file; None in an anonymous run."""
    return pair_of(run, f"code:{code}") if code and run.mode != Mode.ANONYMOUS else None


def _sorted_out(wave: Wave, reading: Reading) -> tuple[list[Response], Brought]:
    run = wave.run
    ids = {sheet.row: sheet_of_row(run, wave.name, sheet.content) for sheet in reading.sheets}
    there = _there(ids.values())
    taken = _taken(wave)
    responses: list[Response] = []
    repeated: list[int] = []
    for sheet in reading.sheets:
        if ids[sheet.row] in there:
            continue
        pair = pair_of_code(run, sheet.key)
        if pair in taken:
            repeated.append(sheet.row)
            continue
        taken |= {pair} if pair else set()
        responses.append(_response(wave, ids[sheet.row], sheet, pair, reading.language))
    return responses, Brought(len(responses), len(there & set(ids.values())), repeated)


def _response(wave: Wave, number: uuid.UUID, sheet: FileSheet, pair: str | None, language: str) -> Response:
    return Response(
        id=number,
        run_id=wave.run_id,
        version_id=wave.run.version_id,
        wave=wave.name,
        answers=sheet.answers,
        rating=rating_of(wave.run.version.definition, sheet.answers),
        pair=pair,
        language=language,
        source=ResponseSource.IMPORT,
        received_on=timezone.localdate(),
    )


def _taken(wave: Wave) -> set[str]:
    """The pairs that have a sheet at this door."""
    paired = Response.objects.filter(run=wave.run_id, wave=wave.name, pair__isnull=False)
    return {pair for pair in paired.values_list("pair", flat=True) if pair}


def _there(ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    every = list(ids)
    found: set[uuid.UUID] = set()
    for first in range(0, len(every), _AT_ONCE):
        found |= set(Response.objects.filter(pk__in=every[first : first + _AT_ONCE]).values_list("pk", flat=True))
    return found
