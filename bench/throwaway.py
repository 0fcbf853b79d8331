"""A database of its own for a bench: a file, or a database beside the one in DATABASE_URL; gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Django set up with an empty, migrated database."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="outreach.settings", LOG_LEVEL="ERROR")
        import django

        django.setup()
        from django.db import connection

        usual = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = None if connection.vendor == "postgresql" else f"{folder}/bench"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(usual, verbosity=0)
