"""The rows of an answer sheet: it and its marks come into being together or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from grants.prepared import insert_into, insert_row, my_turn, prepared_cursor, values_of
from surveys.models import Answered, Response


def insert_sheet(response: Response, marks: Sequence[str]) -> None:
    """Write a sheet and that its respondents have answered. Raises IntegrityError where one of them stands there
    already; then nothing was written."""
    answered = [Answered(run_id=response.run_id, mark=mark) for mark in marks]
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        _in_one_statement(response, answered)
        return
    with my_turn(), transaction.atomic():
        for row in (*answered, response):
            insert_row(row)


def _in_one_statement(response: Response, answered: Sequence[Answered]) -> None:
    """A statement commits by itself: no begin, no end, one way to the database and back."""
    values = [value for row in (*answered, response) for value in values_of(row)]
    before = f"WITH marked AS ({insert_into(Answered, rows=len(answered))}) " if answered else ""
    with prepared_cursor() as cursor:
        cursor.execute(before + insert_into(Response), values)
