"""How long each form of a project takes with 500 activities, 50,000 attendances and 2,000 publications, and how much
memory; then a register of 100,000 people, and the check for contradictions.

    make bench-reports              SQLite; with DATABASE_URL PostgreSQL, in a throwaway database
    QUICK=1 make bench-reports      a fifth of everything, under a minute

Each file is written by a process of its own. `seconds` are without starting Python, `cpu` what of them was not waiting;
`mb` is the process's highest memory, with Python, Django and the program itself in it (`before_mb`). Prints a line of
JSON per file; ends with 1 where the large register took more than 200 MB.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# This file's folder must not be searched for modules: names in it are those of Python's own.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

QUICK = os.environ.get("QUICK", "") not in {"", "0"}
# A project of bench.data has 50 activities with 5,000 attendances.
FILLED = 4 if QUICK else 20
POSTS = 400 if QUICK else 2_000
MOST_MB = 200
FORMS = ("final", "interim", "statistics", "publications", "attendance")


def main() -> None:
    """Make the world, measure, print, take the world away."""
    from bench.throwaway import throwaway_database

    with throwaway_database():
        is_small_enough = _measure()
    sys.exit(0 if is_small_enough else 1)


def _measure() -> bool:
    from django.db import connection

    from reports.catalogue import FORMS as KNOWN

    project, rest = _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(json.dumps({"database": connection.vendor, **_contradictions(project)}), flush=True)
    for form in FORMS:
        for file_format in KNOWN[form].formats:
            print(json.dumps(_written(project, form, file_format)), flush=True)
    rest.update(project=project)
    large = _written(project, "attendance", "xlsx")
    print(json.dumps({**large, "what": "large register", "most_mb": MOST_MB}), flush=True)
    return "error" not in large and bool(large["mb"] <= MOST_MB)


def _fill() -> tuple[Any, Any]:
    """A project with half of everything, and the other half of the activities, which will come to it later."""
    from bench import data
    from bench.board import into_one
    from events.models import Activity, Person, Speaker
    from grants.models import Project
    from rules.indicators import INDICATOR_CODES

    organisation = data.fill(data.Size(FILLED))
    project, other = Project.objects.of(organisation).order_by("pk")[:2]
    Project.objects.filter(pk=project.pk).update(
        starts_on="2025-05-01", ends_on="2025-11-30", contract_number="36", contract_date="2025-05-01"
    )
    into_one(project, INDICATOR_CODES)
    Person.objects.update(name="Айгерім Нұрланқызы Сәрсенбаева")
    activities = list(project.activities.order_by("pk"))
    kept, away = activities[: len(activities) // 2], activities[len(activities) // 2 :]
    Speaker.objects.bulk_create(
        Speaker(activity=one, name="Серікова С.", post="психолог", topic="Отбасы құндылықтары") for one in kept
    )
    _insert_posts(organisation, project, kept)
    rest = Activity.objects.filter(pk__gte=away[0].pk, ref__contains="-s")
    rest.update(project=other, measure=None)
    project.refresh_from_db()
    return project, rest


def _insert_posts(organisation: Any, project: Any, activities: list[Any]) -> None:
    """Every twentieth at two activities, every hundredth about the project as a whole."""
    from media_log.models import Mention, Post

    Post.objects.bulk_create(
        Post(
            organisation=organisation,
            key=f"site:bench.kz/{n}",
            url=f"https://bench.kz/{n}",
            title=f"Жарияланым {n}",
            platform=("instagram", "tiktok", "facebook", "site")[n % 4],
            kind="post",
            made_on=activities[n % len(activities)].starts_on,
            views=n * 7 if n % 3 else None,
            views_read_on=activities[0].starts_on if n % 3 else None,
        )
        for n in range(POSTS)
    )
    mentions = []
    for n, post in enumerate(Post.objects.order_by("pk")):
        near = activities[n % len(activities)], activities[(n + 1) % len(activities)]
        places = [None] if n % 100 == 0 else near if n % 20 == 1 else near[:1]
        mentions += [Mention(post=post, project=project, activity=one, url_as_given=post.url) for one in places]
    Mention.objects.bulk_create(mentions, batch_size=2_000)


def _contradictions(project: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from reports.contradictions import contradictions

    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        found = contradictions(project=project)
        seconds = time.perf_counter() - started
    questions = [one for one in asked.captured_queries if one["sql"].lstrip("(").startswith(("SELECT", "WITH"))]
    return {"what": "contradictions", "seconds": round(seconds, 2), "queries": len(questions), "findings": len(found)}


def _written(project: Any, form: str, file_format: str) -> dict[str, Any]:
    """One file, written by a process of its own."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{name}"
    if connection.vendor != "sqlite":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    asked = subprocess.run(
        [sys.executable, __file__, str(project.pk), form, file_format],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(asked.stdout.splitlines()[-1])
    return answer


def write(pk: str, form: str, file_format: str) -> None:
    """Write one file and say what it took."""
    import django

    django.setup()
    from grants.models import Project
    from reports.export import export
    from rules.errors import AppError

    project = Project.objects.select_related("grantee", "edition", "organisation").get(pk=pk)
    said: dict[str, Any] = {"what": f"{form} {file_format}", "before_mb": _highest()}
    started, worked = time.perf_counter(), time.process_time()
    with tempfile.TemporaryFile() as file:
        try:
            export(
                project=project,
                form=form,
                edition="2025",
                language="kk",
                file_format=file_format,
                file=file,
                with_names=True,
            )
        except AppError as error:
            said["error"] = error.code
        said |= {"seconds": round(time.perf_counter() - started, 1), "cpu": round(time.process_time() - worked, 1)}
        said |= {"mb": _highest(), "kb": file.tell() // 1024}
    print(json.dumps(said))


def _highest() -> int:
    """The process's highest memory, MB. What getrusage says is also of the process that has started it: Linux tells
    more exactly."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(found.split()[1]) / 1024)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write(*sys.argv[1:])
    else:
        main()
