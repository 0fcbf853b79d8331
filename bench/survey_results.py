"""How long the results page takes, and a file of the answers: one line of JSON per number of sheets.

python bench/survey_results.py 3428 100000     in the database of DATABASE_URL, which bench/survey_world.py has filled

A member's page with everything on, through all middleware; medians. `query_ms` is what its statements take to
answer; SQLite reads the rows only as they are fetched, which is in `page_ms`.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

# Up to so many sheets a file is made in the bench too; the aim is 3,428 in three seconds.
MOST_IN_A_FILE = 5000
AT_ONCE = 2000


def measure(sheets: int) -> dict[str, Any]:
    """The results page of a run with so many sheets."""
    from django.db import connection
    from django.test import Client

    from surveys.export_files import export_file

    run, member = _run_with(sheets)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(member)
    times: list[float] = []

    def timed(execute: Callable[..., Any], *asked: Any) -> Any:
        started = time.perf_counter()
        answer = execute(*asked)
        times.append(time.perf_counter() - started)
        return answer

    def page() -> None:
        answer = client.get(f"/surveys/{run.pk}/results/", secure=True, headers={"x-forwarded-proto": "https"})
        assert answer.status_code == 200, answer.status_code

    page()
    with connection.execute_wrapper(timed):
        page()
    found = {"responses": sheets, "page_ms": _median_ms(page), "queries": len(times)}
    found["query_ms"] = round(1000 * sum(times), 1)
    if sheets <= MOST_IN_A_FILE:
        for ending in ("xlsx", "csv"):
            make_file = partial(export_file, run=run, ending=ending, with_names=False, progress=_quiet)
            found[f"{ending}_ms"] = _median_ms(make_file, times=1)
    return found


def _median_ms(act: Callable[[], Any], times: int = 3) -> float:
    took = []
    for _time in range(times):
        started = time.perf_counter()
        act()
        took.append(time.perf_counter() - started)
    return round(1000 * sorted(took)[times // 2], 1)


def _run_with(sheets: int) -> tuple[Any, Any]:
    from django.utils import timezone

    from bench.survey_world import QUESTIONNAIRE
    from grants.models import Membership, Project, User
    from surveys.actions.runs import open_run
    from surveys.models import QuestionnaireVersion, Response

    project = Project.objects.get(ref="B")
    version = QuestionnaireVersion.objects.get(questionnaire__code=QUESTIONNAIRE)
    run = open_run(version=version, project=project, by=None)
    chance, today = random.Random(sheets), timezone.localdate()
    for begin in range(0, sheets, AT_ONCE):
        Response.objects.bulk_create(
            Response(
                run=run,
                version=version,
                answers={one.code: chance.choice(one.codes) for one in version.definition.answered},
                language="kk",
                received_on=today,
            )
            for _ in range(min(AT_ONCE, sheets - begin))
        )
    member, _ = User.objects.get_or_create(email="bench@example.kz")
    Membership.objects.get_or_create(user=member, organisation=project.organisation, defaults={"role": "owner"})
    return run, member


def _quiet(done: int, of: int) -> None:
    return None


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outreach.settings")
    import django

    django.setup()
    for size in sys.argv[1:]:
        print(json.dumps(measure(int(size))), flush=True)
