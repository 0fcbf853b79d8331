"""The totals of many projects in one query."""

import pytest

from grants.models import Project
from reports.queries.statistics import project_statistics
from reports.queries.totals import ProjectTotals, totals_of_projects


def test_every_projects_totals_are_those_of_its_statistics(make, mixed):
    unique = make.project(counting_basis="unique_people", counting_kinds=["lecture"])
    person = make.person()
    for _ in range(2):
        make.attendance(make.activity(unique, kind="lecture"), person=person)
    make.attendance(make.activity(unique, kind="seminar"))
    empty = make.project(counting_units=["respondents"])
    found = totals_of_projects(organisation=make.organisation)
    assert found == {
        mixed.pk: ProjectTotals(12, 12, 2),
        unique.pk: ProjectTotals(1, 2, 1),
        empty.pk: ProjectTotals(0, 0, 0),
    }
    for project in Project.objects.all():
        figures = project_statistics(project=project)
        assert found[project.pk] == ProjectTotals(figures.total, figures.attendances, figures.people)


def test_another_organisations_projects_are_not_there(make):
    other = make.other_organisation()
    make.attendance(make.activity())
    assert totals_of_projects(organisation=other.organisation) == {}


@pytest.mark.parametrize("number", [1, 5])
def test_one_query_for_all_figures(make, django_assert_num_queries, number):
    for n in range(number):
        make.attendance(make.activity(make.project(counting_units=["people"] if n % 2 else ["families"])))
    projects = list(Project.objects.of(make.organisation))
    with django_assert_num_queries(1):
        assert len(totals_of_projects(organisation=make.organisation, projects=projects)) == number
