"""What PostgreSQL believes of its tables."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def tables_grew(*models: type[Model]) -> None:
    """Let PostgreSQL look at these tables anew, in the transaction that has filled them.

    It plans a statement by what a table held when it last looked, which it does about once a minute. A workbook's two
    thousand rows in a table that it takes for empty made one statement of the plan board take four seconds.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")
