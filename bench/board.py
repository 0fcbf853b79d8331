"""How long the plan board takes with 500 activities and 50,000 attendances.

    make bench-board                                        SQLite, in a throwaway file
    DATABASE_URL=postgres://… make bench-board              PostgreSQL, in a throwaway database

Prints one line of JSON: queries, median and slowest of 20 rounds in milliseconds, the page's bytes.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

# This file's folder must not be searched for modules: names in it are those of Python's own.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

ROUNDS = 20
ACTIVITIES, ATTENDANCES = 500, 50_000


def main() -> None:
    """Make the world, measure, print, take the world away."""
    from bench.throwaway import throwaway_database

    with throwaway_database():
        print(json.dumps(_measure()))


def _measure() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench import data
    from grants.models import Membership, Project, User
    from rules.indicators import INDICATOR_CODES

    organisation = data.fill(data.Size(ATTENDANCES // data.ROWS_PER_PROJECT))
    project = Project.objects.of(organisation).order_by("pk").first()
    assert project is not None
    into_one(project, INDICATOR_CODES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    user = User.objects.create_user("bench@example.kz", "bench-bench-bench")
    Membership.objects.create(user=user, organisation=organisation, role="organiser")
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client()
    client.force_login(user)
    path = f"/projects/{project.ref}/board/"
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    questions = [one for one in asked.captured_queries if one["sql"].lstrip("(").startswith(("SELECT", "WITH"))]
    times = sorted(_seconds(client, path) for _round in range(ROUNDS))
    return {
        "database": connection.vendor,
        "activities": project.activities.count(),
        "attendances": ATTENDANCES,
        "queries": len(questions),
        "median_ms": round(1000 * times[ROUNDS // 2]),
        "slowest_ms": round(1000 * times[-1]),
        "bytes": len(answer.content),
    }


def into_one(project: Any, codes: Any) -> None:
    """Everything that was filled in goes to one project, over ten measures, with every indicator."""
    from events.models import Activity
    from grants.models import Indicator, Measure, Project, Task

    others = Project.objects.exclude(pk=project.pk).first()
    Activity.objects.filter(project=project, ref__contains="-h").update(project=others)
    task = Task.objects.create(project=project, number="1", title="Task")
    for number in range(10):
        measure = Measure.objects.create(project=project, task=task, number=f"1.{number + 1}", title="Measure")
        Activity.objects.filter(pk__in=_tenth(number)).update(project=project, measure=measure)
        Indicator.objects.bulk_create(
            Indicator(project=project, measure=measure, code=code, plan=5000) for code in codes
        )
    Indicator.objects.bulk_create(Indicator(project=project, code=code, plan=50_000) for code in codes)


def _tenth(number: int) -> list[int]:
    from events.models import Activity

    return [pk for pk in Activity.objects.filter(ref__contains="-s").values_list("pk", flat=True) if pk % 10 == number]


def _seconds(client: Any, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
