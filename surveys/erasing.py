"""What a database keeps of rows that were deleted or changed, until it needs the room."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)
_TABLES = ("surveys_run", "surveys_response", "surveys_answered")


def clear_away() -> None:
    """Have the database give up what it still holds of old rows: a destroyed key, sheets in the order they came.

    SQLite overwrites deleted rows at once (secure_delete in the settings) and here empties its journal. PostgreSQL
    frees the room and overwrites it in its own time; its journal lives as long as backups need it. Inside a
    transaction nothing is done.
    """
    if connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                cursor.execute(f"VACUUM {', '.join(_TABLES)}")
    except DatabaseError:
        # The run is closed all the same; the database clears away later by itself.
        logger.exception("could not clear away after closing a survey")
