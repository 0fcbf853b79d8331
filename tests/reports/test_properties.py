"""For any mixture of visits, head counts, undo, corrections and changes of rule the tables are equal and provable."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Attendance
from events.queries.counts import activity_counts
from grants.models import Project
from reports.queries.records import records_of
from reports.queries.statistics import project_statistics
from reports.queries.totals import totals_of_projects
from tests.reports.world import World, acts, rules

moderate = settings(
    max_examples=100,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def fresh(make):
    """Runs an example in a transaction of its own, which is thrown away."""

    def run(rule, script, check):
        with transaction.atomic():
            world = World(make, rule)
            for act in script:
                world.do(act)
            world.project = Project.objects.get(pk=world.project.pk)
            check(world)
            transaction.set_rollback(True)

    return run


@moderate
@given(rule=rules, script=st.lists(acts, min_size=2, max_size=16))
def test_each_table_sums_to_the_total_and_the_totals_are_equal(fresh, rule, script):
    def check(world):
        found = project_statistics(project=world.project)
        expected = world.plain_count()
        assert found.tables == expected["tables"]
        assert (found.attendances, found.people) == (expected["attendances"], expected["people"])
        assert {sum(table.values()) for table in found.tables.values()} == {found.total}
        assert found.people <= found.attendances
        basis = world.project.counting_basis
        assert found.total == (found.people if basis == "unique_people" else found.attendances)
        totals = totals_of_projects(organisation=world.project.organisation)[world.project.pk]
        assert (totals.total, totals.attendances, totals.people) == (
            found.total,
            found.attendances,
            found.people,
        )

    fresh(rule, script, check)


@settings(moderate, max_examples=20)
@given(rule=rules, script=st.lists(acts, max_size=12))
def test_every_figure_is_the_sum_of_its_records(fresh, rule, script):
    def check(world):
        found = project_statistics(project=world.project)
        for table, values in found.tables.items():
            for value, count in {**values, "total": found.total}.items():
                records = records_of(project=world.project, table=table, value=value)
                assert (records.total, len(list(records.rows)) + records.share_count) == (count, count)
        derived = records_of(project=world.project, table="category", value="derived")
        assert derived.total == found.derived
        assert records_of(project=world.project, table="visits").total == found.attendances
        assert records_of(project=world.project, table="people").total == found.people

    fresh(rule, script, check)


@moderate
@given(script=st.lists(acts, min_size=2, max_size=16))
def test_an_activitys_number_is_the_ledgers_distinct_live_people(fresh, script):
    def check(world):
        numbers = activity_counts(activities=world.project.activities.all())
        assert set(numbers) == {activity.pk for activity in world.activities}
        for activity in world.activities:
            live = list(Attendance.objects.live().filter(activity=activity))
            distinct = len({row.person_id for row in live if row.person_id})
            unknown = sum(1 for row in live if row.person_id is None)
            assert numbers[activity.pk].scanned == distinct + unknown

    fresh({"counting_basis": "attendances"}, script, check)
