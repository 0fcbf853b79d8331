"""A project's statistics: the counting rule, head counts, unique people, equal tables."""

import pytest

from events.actions.head_counts import set_head_count
from events.actions.projections import recompute_categories
from reports.queries.statistics import ProjectStatistics, project_statistics
from rules.codes import DIMENSIONS
from rules.counting import CountingRule
from rules.tables import TablesDifferError, full_table
from tests.reports.conftest import MIXED_JSON


def test_visits_and_head_counts_of_every_sort_make_equal_tables(mixed):
    assert project_statistics(project=mixed).as_json() == MIXED_JSON


def test_the_json_has_its_keys_in_their_order(mixed):
    found = project_statistics(project=mixed).as_json()
    assert list(found) == list(MIXED_JSON)
    assert [list(found[name]) for name in DIMENSIONS] == [list(MIXED_JSON[name]) for name in DIMENSIONS]


def test_unique_people_stand_once_and_head_counts_do_not_enter(mixed):
    mixed.counting_basis = "unique_people"
    mixed.save()
    found = project_statistics(project=mixed)
    assert (found.total, found.attendances, found.people, found.derived) == (2, 12, 2, 1)
    assert found.tables["gender"] == {"male": 1, "female": 1, "not_stated": 0}
    assert {value: n for value, n in found.tables["category"].items() if n} == {
        "unemployed": 1,
        "elderly_50_plus": 1,
    }
    assert {value: n for value, n in found.tables["age"].items() if n} == {"17-22": 1, "46-58": 1}
    assert found.unresolved == {}


@pytest.mark.parametrize(
    ("units", "kinds", "total", "people"),
    [
        (["people"], [], 7, 2),
        (["families"], [], 5, 1),
        (["respondents"], [], 1, 1),
        (["people", "families"], ["lecture"], 4, 2),
        (["organisations"], [], 0, 0),
    ],
)
def test_the_rule_decides_which_units_and_kinds_enter(mixed, units, kinds, total, people):
    mixed.counting_units, mixed.counting_kinds = units, kinds
    found = project_statistics(project=mixed)
    assert (found.total, found.people) == (total, people)
    assert {sum(table.values()) for table in found.tables.values()} == {total}


def test_people_never_exceed_attendances_however_small_the_head_count_instead(make):
    activity = make.activity()
    for _ in range(5):
        make.attendance(activity)
    set_head_count(activity, mode="instead", basis="tally", total=2, by=None)
    found = project_statistics(project=activity.project)
    assert (found.total, found.attendances, found.people) == (2, 2, 0)


def test_a_head_count_is_not_stated_rather_than_zero(make):
    activity = make.activity()
    set_head_count(activity, mode="instead", basis="reported", total=34, by=None)
    found = project_statistics(project=activity.project)
    for name in DIMENSIONS:
        assert found.tables[name] == full_table(name, {"not_stated": 34})
    assert found.people == 0


def test_another_order_of_precedence_moves_the_categories_and_nothing_else(mixed):
    before = project_statistics(project=mixed)
    order = mixed.category_precedence
    order.remove("youth")
    mixed.category_precedence = ["youth", *order]
    mixed.save()
    recompute_categories(mixed)
    after = project_statistics(project=mixed)
    assert (after.tables["category"]["youth"], after.tables["category"]["unemployed"]) == (2, 0)
    assert (after.total, after.tables["age"], after.tables["gender"]) == (
        before.total,
        before.tables["age"],
        before.tables["gender"],
    )


def test_how_many_categories_were_derived_from_the_age(mixed):
    assert project_statistics(project=mixed).derived == 2


def test_an_empty_project_has_tables_of_zero(make):
    found = project_statistics(project=make.project())
    assert (found.total, found.attendances, found.people, found.unresolved) == (0, 0, 0, {})


@pytest.mark.parametrize(("basis", "queries"), [("attendances", 3), ("unique_people", 6)])
@pytest.mark.parametrize("activities", [1, 3])
def test_the_number_of_queries_does_not_grow(make, django_assert_num_queries, basis, queries, activities):
    project = make.project(counting_basis=basis)
    for _ in range(activities):
        activity = make.activity(project)
        make.attendance(activity)
        set_head_count(activity, mode="in_addition", basis="tally", total=3, parts={"gender": {"male": 2}}, by=None)
    with django_assert_num_queries(queries):
        project_statistics(project=project)


@pytest.mark.parametrize("fault", [{"total": 3}, {"attendances": 0, "people": 1}])
def test_figures_that_do_not_agree_cannot_exist(fault):
    figures = {
        "project": "P",
        "edition": "2025",
        "rule": CountingRule(),
        "total": 2,
        "attendances": 2,
        "people": 0,
        "tables": {name: full_table(name, {"not_stated": 2}) for name in DIMENSIONS},
        "derived": 0,
    }
    ProjectStatistics(**figures)
    with pytest.raises(TablesDifferError):
        ProjectStatistics(**{**figures, **fault})
