"""Respondents in the plan: sheets of the project's surveys, each once, whoever reports them."""

import pytest

from events.actions.head_counts import set_head_count
from grants.models import Indicator
from reports.queries.figure_records import figure_records
from reports.queries.indicators import indicator_actuals
from surveys.actions.runs import open_run
from surveys.models import SurveyKind
from tests.surveys.opinion import definition, fill, version_of


def surveyed(make, project, number, **about):
    """So many sheets of an opinion survey about a project, or about an activity of it."""
    kind = about.pop("kind", SurveyKind.OPINION)
    version = version_of(make, definition(), kind=kind)
    run = open_run(version=version, project=project, by=None, **about)
    fill(run, [{} for _sheet in range(number)])
    return run


def figures(project, measure):
    """The measure's and the project's respondents; each is what its lines add up to."""
    for of in (measure, None):
        Indicator.objects.get_or_create(project=project, measure=of, code="respondents", defaults={"plan": 500})
    found = {row.indicator.measure_id: row.actual for row in indicator_actuals(project=project)}
    for indicator in project.indicators.all():
        assert figure_records(project=project, indicator=indicator).total == found[indicator.measure_id]
    return found[measure.pk], found[None]


@pytest.fixture
def plan(make):
    """A project and its measure."""
    project = make.project()
    return project, make.measure(project)


def test_sheets_about_the_project_count_for_it_where_no_activity_reports_them(make, plan):
    project, measure = plan
    surveyed(make, project, 7)
    surveyed(make, project, 3, kind=SurveyKind.EXPERT)
    surveyed(make, make.project(), 100)
    assert figures(project, measure) == (0, 10)


def test_the_activity_that_reports_the_survey_gives_its_sheets_once(make, plan):
    project, measure = plan
    reporting = make.activity(project, measure=measure, kind="opinion_survey", count_unit="respondents")
    surveyed(make, project, 7)
    assert figures(project, measure) == (7, 7)
    surveyed(make, project, 5, activity=reporting)
    assert figures(project, measure) == (5, 5)  # its own survey goes before that of the project
    set_head_count(reporting, mode="instead", basis="reported", total=3428, by=None)
    assert figures(project, measure) == (3428, 3428)


def test_two_reported_surveys_are_the_projects_sheets_already(make, plan):
    project, measure = plan
    for total in (100, 50):
        one = make.activity(project, measure=measure, kind="opinion_survey", count_unit="respondents")
        set_head_count(one, mode="instead", basis="reported", total=total, by=None)
    surveyed(make, project, 7)
    assert figures(project, measure) == (150, 150)
