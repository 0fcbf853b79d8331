"""The rows of an answer sheet: it and its marks come into being together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from grants.prepared import insert_into, insert_row, my_turn, prepared_cursor, values_of
from surveys.models import Answered, Response

# Finds the run in the mode the sheet was made for, and keeps it so until the sheet stands. Otherwise nothing is found,
# and no sheet goes without a run.
_RUN = "SELECT id FROM surveys_run WHERE id = %s AND mode = %s"


def insert_sheet(response: Response, marks: Sequence[str], *, mode: str) -> None:
    """Write a sheet and that its respondents have answered. Raises IntegrityError where one of them stands there
    already, or the run is gone or asks in another mode by now; then nothing was written."""
    answered = [Answered(run_id=response.run_id, mark=mark) for mark in marks]
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        _in_one_statement(response, answered, mode)
        return
    with my_turn(), transaction.atomic():
        for row in answered:
            insert_row(row)
        with prepared_cursor() as cursor:
            cursor.execute(_into_sheets(), _sheet_values(response, mode))


def _in_one_statement(response: Response, answered: Sequence[Answered], mode: str) -> None:
    """A statement commits by itself: no begin, no end, one way to the database and back."""
    values = [value for row in answered for value in values_of(row)]
    before = f"WITH marked AS ({insert_into(Answered, rows=len(answered))}) " if answered else ""
    with prepared_cursor() as cursor:
        cursor.execute(before + _into_sheets(), [*values, *_sheet_values(response, mode)])


def _into_sheets() -> str:
    # A look without the lock would still see the mode from before a change that is being committed.
    locked = f"{_RUN} FOR KEY SHARE" if connection.vendor == "postgresql" else _RUN
    return insert_into(Response, column="run_id", found=locked)


def _sheet_values(response: Response, mode: str) -> list[Any]:
    number, run, *rest = values_of(response)
    return [number, run, mode, *rest]
