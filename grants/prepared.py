"""Statements that PostgreSQL plans once per connection.

Planning a join of eight tables takes twenty times as long as answering it. Django writes the values into the text of a
statement, so that PostgreSQL plans each one anew; here they go beside it, and the plan is kept
(`prepare_threshold` in outreach/settings.py). For the few statements that run for every person at a door.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from functools import cache
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Model


def prepared_cursor() -> Any:
    """Django's cursor, with its errors and its log of queries, whose statements are prepared. SQLite's always are.
    For a `with`, which closes it."""
    # The connection itself, not Django's stand-in, which looks for it anew whenever it is asked something.
    connection = connections[DEFAULT_DB_ALIAS]
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        from django.db.backends.postgresql.base import ServerBindingCursor

        cursor.cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    return cursor


def read_moment(value: Any) -> Any:
    """A moment as a plain statement gives it: SQLite knows no zones and keeps UTC. None stays."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def read_day(value: Any) -> Any:
    """A date as a plain statement gives it. None stays."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def insert_row(row: Model) -> None:
    """Write a new row, as its `save` would: the same values, the same errors, no signals. Raises IntegrityError."""
    with prepared_cursor() as cursor:
        cursor.execute(insert_into(type(row)), values_of(row))


@cache
def insert_into(model: type[Model], rows: int = 1, *, column: str = "", found: str = "") -> str:
    """The statement that writes so many new rows of a model; into one column what the statement `found` finds."""
    columns = [field.column for field in _fields(model)]
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(f"({found})" if name == column else "%s" for name in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ' + ", ".join([f"({places})"] * rows)  # noqa: S608


def values_of(row: Model) -> list[Any]:
    """What goes with it."""
    connection = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in _fields(type(row))]


@cache
def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]


_TURN = Lock()


def my_turn() -> AbstractContextManager[object]:
    """SQLite's writers look again and again whether it is their turn, ever less often, so that some wait long. Those of
    one process queue up here instead. Never within a transaction, which holds the database already."""
    connection = connections[DEFAULT_DB_ALIAS]
    is_needed = connection.vendor == "sqlite" and not connection.in_atomic_block
    return _TURN if is_needed else nullcontext()
