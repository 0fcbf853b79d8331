"""Projects and statistics over the API."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Indicator, Role
from tests.api.conftest import refused


def test_projects_are_listed_with_the_total_and_only_the_organisations_own(program, make):
    make.other_organisation().project(ref="FOREIGN")
    for number in range(3):
        make.project(ref=f"P{number}", amount=Decimal("5500000"))
    page = program.get("/projects", limit=2, offset=1).json()
    assert ([item["ref"] for item in page["items"]], page["total"], page["limit"], page["offset"]) == (
        ["P1", "P2"],
        3,
        2,
        1,
    )
    assert page["items"][0]["amount"] == "5500000.00"
    assert page["items"][0]["edition"] == "2025"


def test_one_project_comes_with_its_measures_and_indicators(program, make):
    project = make.project(ref="P1")
    measure = make.measure(project, "1.2")
    Indicator.objects.create(project=project, measure=measure, code="activities", plan=12, unit="іс-шара")
    Indicator.objects.create(project=project, code="өз көрсеткішіміз", plan=3)
    found = program.get("/projects/P1").json()
    assert found["measures"] == [
        {
            "task": "1",
            "number": "1.2",
            "title": "Семинарлар",
            "deadline": "",
            "indicators": [{"code": "activities", "plan": "12.00", "unit": "іс-шара", "is_computed": True}],
        }
    ]
    assert [indicator["is_computed"] for indicator in found["indicators"]] == [False]


def test_statistics_are_the_commands_own_json(program, make):
    activity = make.activity(make.project(ref="P1"))
    make.attendance(activity, gender="male", age=30)
    make.attendance(activity, person=None, gender="not_stated", age=None, statuses=())
    found = program.get("/projects/P1/statistics").json()
    assert (found["total"], found["people"], found["gender"]) == (
        2,
        1,
        {"male": 1, "female": 0, "not_stated": 1},
    )
    printed = StringIO()
    call_command("statistics", "--project", "P1", "--json", stdout=printed)
    assert json.loads(printed.getvalue()) == found


@pytest.mark.parametrize("path", ["/projects/FOREIGN", "/projects/FOREIGN/statistics", "/projects/none"])
def test_foreign_and_unknown_projects_are_404(program, make, path):
    make.other_organisation().project(ref="FOREIGN")
    refused(program.get(path), 404, "not_found")


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 501}, {"limit": "x"}, {"offset": -1}, {"offset": 10**30}, {"limit": "1" * 5000}],
)
def test_impossible_pages_are_refused_by_name(program, params):
    assert refused(program.get("/projects", **params), 422, "invalid").keys() == params.keys()


def test_the_list_takes_as_many_queries_for_many_as_for_one(program_of, make):
    program = program_of(Role.VIEWER)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert program.get("/projects").status_code == 200
        return len(captured)

    make.project()
    queries()
    few = queries()
    for _ in range(4):
        make.project()
    assert queries() == few
