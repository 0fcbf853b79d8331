"""`manage.py statistics`: JSON alone on stdout, or a readable table."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.reports.conftest import MIXED_JSON


def output(*arguments: str) -> str:
    out = StringIO()
    call_command("statistics", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_alone_on_stdout_and_exactly_the_figures(mixed, capsys):
    found = json.loads(output("--project", "M1", "--json"))
    assert found == MIXED_JSON
    assert list(found) == list(MIXED_JSON)
    assert capsys.readouterr().out == ""


def test_without_json_a_table_for_people(mixed):
    lines = [line.split() for line in output("--project", "M1").splitlines()]
    assert lines[0] == ["M1,", "edition", "2025,", "counting", "attendances"]
    assert ["total", "12"] in lines
    assert ["outside", "1"] in lines


def test_an_unknown_project_is_told(mixed):
    with pytest.raises(CommandError, match="There is no project NOPE"):
        output("--project", "NOPE", "--json")
    with pytest.raises(CommandError, match="in Nobody"):
        output("--project", "M1", "--organisation", "Nobody")


def test_a_ref_of_two_organisations_needs_the_organisation(make, mixed):
    other = make.other_organisation()
    other.attendance(other.activity(other.project(ref="M1")))
    with pytest.raises(CommandError, match="Several organisations") as refused:
        output("--project", "M1", "--json")
    assert make.organisation.name in str(refused.value)
    assert other.organisation.name in str(refused.value)
    assert json.loads(output("--project", "M1", "--organisation", other.organisation.name, "--json"))["total"] == 1
    assert json.loads(output("--project", "M1", "--organisation", make.organisation.name, "--json"))["total"] == 12
