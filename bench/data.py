"""A large organisation in a throwaway database: 200 projects, 1,000,000 attendances, made by SQL in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db import connection

from events.facts import Facts
from events.models import Activity, ActivityKind, HeadCount, HeadCountPart, Person, Session
from grants.models import Edition, Grantee, Organisation, Project
from rules.categories import DEFAULT_PRECEDENCE

PROJECTS = 200
ROWS_PER_PROJECT = 5_000
ACTIVITIES_PER_PROJECT = 50
HEAD_COUNTS_PER_PROJECT = 5
PEOPLE_PER_PROJECT = 2_500


@dataclass(frozen=True)
class Size:
    """How much to make; the default is the size that the figures in README.md are for."""

    projects: int = PROJECTS

    @property
    def rows(self) -> int:
        return self.projects * ROWS_PER_PROJECT


def fill(size: Size) -> Organisation:
    """Make everything; returns the organisation. The database must be empty but for what `migrate` brings."""
    organisation = Organisation.objects.create(name="Bench")
    grantee = Grantee.objects.create(organisation=organisation, name="Bench")
    edition = Edition.objects.get(code="2025")
    Project.objects.bulk_create(
        Project(organisation=organisation, grantee=grantee, edition=edition, ref=f"B{n}", title=f"Project {n}")
        for n in range(size.projects)
    )
    Activity.objects.bulk_create(_activities(organisation), batch_size=2_000)
    Session.objects.bulk_create(
        (Session(activity_id=pk, number=1) for pk in Activity.objects.order_by("pk").values_list("pk", flat=True)),
        batch_size=5_000,
    )
    _head_counts()
    _insert_people(size, organisation)
    _insert_attendances(size)
    return organisation


def _activities(organisation: Organisation) -> Iterator[Activity]:
    """First those with scanned people, project by project, then those with a head count."""
    kind = ActivityKind.objects.get(organisation=None, code="seminar")
    projects = list(Project.objects.order_by("pk"))
    for note, number in (("s", ACTIVITIES_PER_PROJECT), ("h", HEAD_COUNTS_PER_PROJECT)):
        for project, n in product(projects, range(number)):
            yield Activity(
                organisation=organisation,
                project=project,
                kind=kind,
                ref=f"{project.ref}-{note}{n}",
                title="Seminar",
                starts_on=date(2025, 5 + n % 6, 1 + n % 28),
            )


def _head_counts() -> None:
    activities = Activity.objects.filter(ref__contains="-h").order_by("pk")
    HeadCount.objects.bulk_create(
        HeadCount(activity=activity, mode="instead", basis="paper", total=100) for activity in activities
    )
    parts = (("gender", "male", 40), ("gender", "female", 50), ("age", "17-22", 70), ("category", "youth", 80))
    HeadCountPart.objects.bulk_create(
        (
            HeadCountPart(head_count=head_count, dimension=dimension, value=value, count=count)
            for head_count, (dimension, value, count) in product(HeadCount.objects.order_by("pk"), parts)
        ),
        batch_size=5_000,
    )


def _numbers(upto: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {upto - 1})"


def _insert_people(size: Size, organisation: Organisation) -> None:
    """Every tenth has no identity."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {Person._meta.db_table}
                (id, organisation_id, external_key, name, phone, is_identified, created_at)
            {_numbers(size.projects * PEOPLE_PER_PROJECT)}
            SELECT i + 1, {organisation.pk}, CASE WHEN i % 10 = 0 THEN '' ELSE 'K' || i END, '', '', i % 10 <> 0,
                '2025-09-10 05:00:00' FROM n"""
        )


def _insert_attendances(size: Size) -> None:
    """Row after row goes to another project, as when many organisations work at the same time: no project's rows lie
    together. Each person comes to two activities of a project; every twentieth row has no person."""
    uuid = "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"
    yes = "1" if connection.vendor == "sqlite" else "true"
    facts = _facts_table()
    project, visit = f"(i % {size.projects})", f"(i / {size.projects})"
    per_activity = ROWS_PER_PROJECT // ACTIVITIES_PER_PROJECT
    activity = f"{project} * {ACTIVITIES_PER_PROJECT} + {visit} / {per_activity} + 1"
    person = f"{project} * {PEOPLE_PER_PROJECT} + {visit} % {PEOPLE_PER_PROJECT} + 1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO events_attendance
                (uuid, activity_id, session_id, person_id, observed_at, received_at, source, gender, age, statuses,
                 stated_band, age_band, category, category_is_derived, is_counted, is_late, door, void_reason)
            {_numbers(size.rows)}
            SELECT {uuid}, {activity}, {activity}, CASE WHEN {visit} % 20 = 0 THEN NULL ELSE {person} END,
                '2025-09-10 05:00:00', '2025-09-10 05:00:00', 'walk_in', gender, age, statuses, stated_band, age_band,
                category, category_is_derived, {yes}, NOT {yes}, '', ''
            FROM n JOIN {facts} ON {facts}.k = i % {FACT_COUNT}"""
        )


FACT_COUNT = 97


def _facts_table() -> str:
    """A small table of stated facts with their projections, computed by the same rules as real rows."""
    statuses = ("youth", "youth", "", "civil_servants", "budget_workers", "unemployed", "other", "elderly_50_plus")
    with connection.cursor() as cursor:
        cursor.execute(
            """CREATE TEMPORARY TABLE bench_facts (k integer PRIMARY KEY, gender text, age integer, statuses text,
               stated_band text, age_band text, category text, category_is_derived boolean)"""
        )
        for k in range(FACT_COUNT):
            stated = tuple(code for code in (statuses[k % 8],) if code)
            columns = Facts(("male", "female")[k % 2], 9 + k % 60, None, stated).columns(DEFAULT_PRECEDENCE)
            columns.pop("birth_year")
            names = ", ".join(columns)
            marks = ", ".join(["%s"] * (len(columns) + 1))
            cursor.execute(f"INSERT INTO bench_facts (k, {names}) VALUES ({marks})", [k, *columns.values()])
    return "bench_facts"
