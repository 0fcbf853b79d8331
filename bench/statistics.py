"""How long the statistics take with 1,000,000 attendances in 200 projects.

    .venv/bin/python bench/statistics.py                                   SQLite, in a throwaway file
    DATABASE_URL=postgres://… .venv/bin/python bench/statistics.py          PostgreSQL, in a throwaway database

Prints a table of medians; `--projects 20` makes a smaller world, `--explain` prints the plans.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# This file's folder must not be searched for modules: its name is that of one of Python's own.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

ROUNDS = 20


def main() -> None:
    """Make the world, measure, print, take the world away."""
    arguments = argparse.ArgumentParser(description="Statistics with 1,000,000 attendances.")
    arguments.add_argument("--projects", type=int, default=200)
    arguments.add_argument("--explain", action="store_true")
    options = arguments.parse_args()
    from bench.throwaway import throwaway_database

    with throwaway_database():
        _measure_everything(options.projects, explain=options.explain)


def _measure_everything(projects: int, *, explain: bool) -> None:
    from django.db import connection

    from bench import data
    from grants.models import Project

    started = time.perf_counter()
    size = data.Size(projects)
    organisation = data.fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(f"{_database()} · Python {platform.python_version()} · {os.cpu_count()} CPUs")
    print(f"{size.rows} attendances in {projects} projects, made in {time.perf_counter() - started:.0f} s\n")
    project = Project.objects.of(organisation).select_related("edition").get(ref=f"B{projects // 2}")
    if explain:
        _explain(project)
    print("| what | queries | in the database, ms | in all, ms | slowest, ms |\n| --- | --: | --: | --: | --: |")
    for name, question in {**_of_one_project(project), **_of_all(organisation)}.items():
        _print_row(name, question)


def _of_one_project(project: Any) -> dict[str, Callable[[], Any]]:
    from events.queries import counts
    from reports.queries.statistics import project_statistics

    scope = counts.activities_in_scope(project=project)
    rows = counts.counted_rows(scope)
    return {
        "tables: attendance groups": lambda: counts.attendance_groups(rows),
        "tables: head counts": lambda: counts.head_count_sums(counts.live_head_counts(scope)),
        "tables: unique people": lambda: counts.distinct_people(rows),
        "tables, all three of a 5,000-row project": lambda: project_statistics(project=project),
        "the same, counting unique people": lambda: project_statistics(project=_counting_people(project)),
        "counts of its 55 activities": lambda: counts.activity_counts(activities=project.activities.all()),
    }


def _counting_people(project: Any) -> Any:
    from copy import copy

    other = copy(project)
    other.counting_basis = "unique_people"
    return other


def _of_all(organisation: Any) -> dict[str, Callable[[], Any]]:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from grants.models import Membership, Project, User
    from reports.queries.totals import totals_of_projects

    projects = list(Project.objects.of(organisation))
    user = User.objects.create_user("bench@example.kz", "bench-bench-bench")
    Membership.objects.create(user=user, organisation=organisation, role="viewer")
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client = Client()
    client.force_login(user)

    def page(name: str, *refs: str, query: str = "") -> Callable[[], Any]:
        def get() -> None:
            answer = client.get(reverse(name, args=refs) + query)
            assert answer.status_code == 200, answer.status_code

        return get

    ref = projects[len(projects) // 2].ref
    return {
        "totals of all projects": lambda: totals_of_projects(organisation=organisation, projects=projects),
        "page: statistics of a project": page("reports:statistics", ref),
        "page: records of one figure": page("reports:records", ref, query="?table=gender&value=male"),
        "page: list of all projects": page("reports:projects"),
    }


def _print_row(name: str, question: Callable[[], Any]) -> None:
    """Queries, what they take in the database, and what the whole takes in Python."""
    statements = _statements_of(question)
    in_database = sum(_times(lambda statement=statement: _replay(*statement))[0] for statement in statements)
    median, slowest = _times(question)
    print(f"| {name} | {len(statements)} | {in_database:.1f} | {median:.1f} | {slowest:.1f} |", flush=True)


def _statements_of(question: Callable[[], Any]) -> list[tuple[str, Any]]:
    from django.db import connection

    found = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "(SELECT", "WITH")):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        question()
    return found


def _replay(sql: str, params: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.fetchall()


def _times(work: Callable[[], Any]) -> tuple[float, float]:
    """Median and slowest of ROUNDS, in ms."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return sorted(times)[ROUNDS // 2], max(times)


def _explain(project: Any) -> None:
    """How the database answers the main question."""
    from django.db.models import Count

    from events.queries import counts

    rows = counts.counted_rows(counts.activities_in_scope(project=project)).order_by()
    columns = ("gender", "age_band", "category", "category_is_derived")
    print(rows.values_list(*columns).annotate(count=Count("*")).explain(**_plan_options()), "\n")


def _plan_options() -> dict[str, bool]:
    from django.db import connection

    return {"analyze": True, "buffers": True} if connection.vendor == "postgresql" else {}


def _database() -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"SQLite {'.'.join(map(str, connection.Database.sqlite_version_info))}"
    return f"PostgreSQL {connection.pg_version // 10000}.{connection.pg_version % 10000}"


if __name__ == "__main__":
    main()
