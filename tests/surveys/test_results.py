"""A run's figures: what its sheets say, whichever way they are asked for."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from surveys.queries.results import run_results
from surveys.queries.sheets import Filters, sheet_groups
from tests.surveys.opinion import REFERENCE, fill, opinion_run, published, sheets


@pytest.fixture
def opinion(make):
    return opinion_run(make)


def test_the_reference_sheets_give_the_published_shares(opinion):
    found = run_results(run=opinion)
    assert found.n == 3428
    bases = {one.question.code: one.base for one in found.questions}
    assert bases == {f"q{number}": 3428 for number in range(1, 16)} | {"q3": 3426, "q15": 3411}
    for number, (_text, options) in published().items():
        one = found.question(f"q{number}")
        assert one.base + one.no_answer == 3428
        assert one.whole == Decimal("100.0")
        within = Decimal("2") if number == 15 else Decimal("0.1")
        for figure, (_option, percent) in zip(one.options, options, strict=True):
            assert abs(figure.share - percent) <= within, (number, figure)
            assert figure.low <= figure.share <= figure.high


def test_the_reference_file_imported_gives_them_by_the_command(make):
    """As the issue asks: import_responses, then survey_results --json."""
    project = make.project()
    opened = json.loads(command("open_survey", "interethnic_opinion", "--project", project.ref, "--json"))
    command("import_responses", str(REFERENCE / "opinion_survey_responses.csv"), "--survey", str(opened["survey"]))
    found = json.loads(command("survey_results", "--survey", str(opened["survey"]), "--json"))
    assert found["n"] == 3428
    assert [one["base"] for one in found["questions"]] == [3428, 3428, 3426, *[3428] * 11, 3411]
    for question, (_text, options) in zip(found["questions"], published().values(), strict=True):
        assert round(sum(option["share"] for option in question["options"]), 1) == 100
        within = Decimal("2") if question["code"] == "q15" else Decimal("0.1")
        for option, (text, percent) in zip(question["options"], options, strict=True):
            assert abs(Decimal(str(option["share"])) - percent) <= within, (question["code"], text)


def command(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_results_take_two_queries_however_many_answered(run, django_assert_num_queries):
    fill(run, [{"overall": "5"}])
    for _time in range(2):
        with django_assert_num_queries(2):
            run_results(run=run)
        fill(run, [{"overall": "4"}] * 6000)
    assert run_results(run=run).n == 12001


def test_filters_by_answers_source_and_language(opinion):
    fill(opinion, [{"q1": "1", "q2": "2"}], source="paper", language="ru")
    by_answer = run_results(run=opinion, filters=Filters(answers={"q2": frozenset("2"), "q1": frozenset("12")}))
    expected = [sheet for sheet in sheets() if sheet["q2"] == "2" and sheet["q1"] in "12"]
    assert by_answer.n == len(expected) + 1
    assert [one.count for one in by_answer.question("q2").options] == [0, by_answer.n]
    assert run_results(run=opinion, filters=Filters(source="paper")).n == 1
    assert run_results(run=opinion, filters=Filters(language="kk")).n == 3428
    assert [(group.source, group.language, group.n) for group in sheet_groups(opinion)] == [
        ("paper", "ru", 1),
        ("phone", "kk", 3428),
    ]
