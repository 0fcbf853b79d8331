"""After a test that commits: the database as `migrate` left it.

Django empties every table: on PostgreSQL the files of all tables and indexes are made anew each time. And of what
`migrate` brought it gives back only its own part. Here a table is touched only if it is not as it was.
"""

from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper


class Beginning:
    """What a fresh database holds, and the way back to it."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        self._tables = {name: connection.ops.quote_name(name) for name in sorted(names)}
        with connection.cursor() as cursor:
            self._rows = {name: self._read(cursor, name) for name in self._filled(cursor)}

    def restore(self) -> None:
        """Everything as it was. Whoever is still writing is waited for, as TRUNCATE does."""
        with transaction.atomic(using=self._connection.alias), self._connection.cursor() as cursor:
            if self._connection.vendor == "postgresql":
                cursor.execute(f"LOCK TABLE {', '.join(self._tables.values())} IN ACCESS EXCLUSIVE MODE")
            filled = self._filled(cursor)
            changed = [name for name in filled if self._rows.get(name) != self._read(cursor, name)]
            for name in changed:
                cursor.execute(f"DELETE FROM {self._tables[name]}")
            for name, rows in self._rows.items():
                if name in changed or name not in filled:
                    places = ", ".join(["%s"] * len(rows[0]))
                    cursor.executemany(f"INSERT INTO {self._tables[name]} VALUES ({places})", rows)

    def _filled(self, cursor: CursorWrapper) -> list[str]:
        """The tables that have any row."""
        asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table})" for name, table in self._tables.items()]
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]

    def _read(self, cursor: CursorWrapper, name: str) -> list[tuple[Any, ...]]:
        cursor.execute(f"SELECT * FROM {self._tables[name]} ORDER BY 1")
        return cursor.fetchall()
