"""The entries behind a figure."""

import pytest

from reports.queries.records import records_of
from rules.errors import AppError
from tests.reports.conftest import MIXED_JSON


@pytest.mark.parametrize("table", ["gender", "category", "age"])
def test_the_entries_of_every_figure_sum_to_it(mixed, table):
    for value, count in {**MIXED_JSON[table], "total": 12}.items():
        assert records_of(project=mixed, table=table, value=value).total == count


def test_a_figure_is_made_of_rows_and_of_shares_of_head_counts(mixed):
    found = records_of(project=mixed, table="gender", value="male")
    assert [row.activity.ref for row in found.rows] == ["M1-01", "M1-01"]
    assert [(share.head_count.activity.ref, share.head_count.mode, share.count) for share in found.shares] == [
        ("M1-02", "in_addition", 1),
        ("M1-03", "instead", 3),
    ]
    assert (found.row_count, found.share_count, found.total) == (2, 4, 6)


def test_what_the_parts_leave_is_not_stated(mixed):
    found = records_of(project=mixed, table="gender", value="not_stated")
    assert [(share.head_count.activity.ref, share.count) for share in found.shares] == [("M1-02", 1)]


def test_visits_and_people_have_records_too(mixed):
    assert records_of(project=mixed, table="visits").total == 12
    people = records_of(project=mixed, table="people")
    assert (people.total, people.shares) == (2, [])
    assert records_of(project=mixed, table="category", value="derived").total == 2


def test_when_unique_people_count_each_figure_opens_one_row_per_person(mixed):
    mixed.counting_basis = "unique_people"
    female = records_of(project=mixed, table="gender", value="female")
    assert [(row.activity.ref, row.person.name) for row in female.rows] == [("M1-01", "Айгүл Сапарова")]
    assert records_of(project=mixed, table="gender", value="total").total == 2
    assert records_of(project=mixed, table="visits").total == 12


@pytest.mark.parametrize(
    ("table", "value"),
    [("", "total"), ("height", "total"), ("gender", "youth"), ("gender", "derived"), ("visits", "male")],
)
def test_a_figure_that_does_not_exist_is_told(mixed, table, value):
    with pytest.raises(AppError, match="no_such_figure") as refused:
        records_of(project=mixed, table=table, value=value)
    assert refused.value.status == 404
