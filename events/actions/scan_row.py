"""The plain case of a scan, in one statement: a row for somebody whom nothing counts at the activity yet."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from events.models import Attendance
from grants.prepared import my_turn, prepared_cursor

_FIELDS = [field for field in Attendance._meta.concrete_fields if not field.primary_key]
_COLUMNS = ", ".join(f'"{field.column}"' for field in _FIELDS)
_VALUES = ", ".join(["%s"] * len(_FIELDS))
# Everything that may stand in the way is looked at by the statement itself, so that nothing can come in between:
# somebody is counted there already, the act was answered as a scan, the person was merged or withdrew.
_INSERT = f"""
    INSERT INTO events_attendance ({_COLUMNS})
    SELECT {_VALUES} FROM events_person person
    WHERE person.id = %s AND person.withdrawn_at IS NULL AND person.merged_into_id IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM events_attendance other
            WHERE other.activity_id = %s AND other.person_id = %s AND other.is_counted
        )
        AND NOT EXISTS (SELECT 1 FROM events_scan answered WHERE answered.scan_id = %s)
    {{lock}} ON CONFLICT DO NOTHING RETURNING id
"""  # noqa: S608  (only names of our own columns)
# Whoever deletes or merges a person holds their row: this waits, and looks again. SQLite has one writer anyway.
_SQL = {"sqlite": _INSERT.format(lock=""), "postgresql": _INSERT.format(lock="FOR SHARE OF person")}


def insert_counted(row: Attendance) -> bool:
    """Write a row that counts its person at its activity. False: something stands in the way, and nothing was written;
    `record_attendance` finds out what. One statement, that commits by itself."""
    row.is_counted = True
    # The connection itself, not Django's stand-in, which looks for it anew for every column.
    connection = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in _FIELDS]
    act = Attendance._meta.get_field("uuid").get_db_prep_save(row.uuid, connection)
    with my_turn(), prepared_cursor() as cursor:
        cursor.execute(_SQL[connection.vendor], [*values, row.person_id, row.activity_id, row.person_id, act])
        made = cursor.fetchall()
    if made:
        row.pk = made[0][0]
    return bool(made)
