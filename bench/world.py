"""What a bench measures on: made in the database of DATABASE_URL, looked into when the bench is over."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any


def live(fill: Callable[[], Any], check: Callable[..., dict[str, int]]) -> None:
    """Make a world and say in a line of JSON what is in it. Then wait for a line of JSON, lists of what `check` is to
    look for, and answer what it found of each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outreach.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    world = fill()
    with connection.cursor() as cursor:
        # A database that has been running for a while: nothing of the filling is left to be tidied up meanwhile.
        for statement in ("VACUUM ANALYZE", "CHECKPOINT") if connection.vendor == "postgresql" else ("ANALYZE",):
            cursor.execute(statement)
    connection.close()  # the server has the database to itself
    print(json.dumps(world), flush=True)
    done = sys.stdin.readline()
    if done:  # nothing: the bench broke off
        print(json.dumps([check(*wanted) for wanted in json.loads(done)]), flush=True)
