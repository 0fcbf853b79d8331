"""Statements that PostgreSQL plans once per connection.

Planning a join of eight tables takes twenty times as long as answering it. Django writes the values into the text of a
statement, so that PostgreSQL plans each one anew; here they go beside it, and the plan is kept
(`prepare_threshold` in outreach/settings.py). For the few statements that run for every person at a door.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


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


@contextmanager
def prepared_statements() -> Iterator[None]:
    """The same for querysets: what Django asks inside goes through such cursors."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    link: Any = connection.connection
    usual, link.cursor_factory = link.cursor_factory, ServerBindingCursor
    try:
        yield
    finally:
        link.cursor_factory = usual
