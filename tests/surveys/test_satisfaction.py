"""Satisfaction by the contract's formula, which is chosen before anybody answers."""

from decimal import Decimal

import pytest
from django.utils import timezone

from events.actions.series import make_series
from grants.actions.projects import change_project
from grants.models import Indicator
from reports.queries.indicators import indicator_actuals
from rules.errors import AppError
from rules.questionnaires.definition import Definition, Option, Question, Words
from surveys.actions.runs import open_run, open_satisfaction_run
from surveys.queries.satisfaction import satisfaction_of, satisfaction_of_runs, satisfaction_with_project
from tests.conftest import signed_in
from tests.surveys.conftest import door, send_sheet
from tests.surveys.opinion import version_of


def rate(run, *ratings):
    for rating in ratings:
        send_sheet(door(run), overall=str(rating))


def on_scale_of(make, highest):
    options = tuple(Option(str(value), Words(str(value)), value) for value in range(1, highest + 1))
    asked = Definition(
        Words("Баға"), (Question("overall", "scale", Words("?"), options=options),), satisfaction="overall"
    )
    return version_of(make, asked, "satisfaction")


@pytest.mark.parametrize(
    ("formula", "percent", "satisfied"),
    [("top_two", "60.0", 3), ("mean_of_max", "72.0", None), ("mean_from_min", "65.0", None)],
)
def test_each_formula_with_its_n(make, formula, percent, satisfied):
    project = make.project(satisfaction_formula=formula)
    run = open_satisfaction_run(make.activity(project), by=None)
    silent = make.activity(project)
    rate(run, 5, 5, 4, 3, 1)
    found = satisfaction_of(activities=[run.activity_id, silent.pk])
    one = found[run.activity_id]
    assert (one.formula, one.n, one.share, one.satisfied) == (formula, 5, Decimal(percent), satisfied)
    assert (found[silent.pk].n, found[silent.pk].share) == (0, None)
    assert satisfaction_of_runs(runs=[run.pk])[run.pk].share == Decimal(percent)


def test_answers_on_scales_of_other_lengths_weigh_the_same(make):
    project = make.project(satisfaction_formula="mean_from_min")
    long, short = (
        open_run(version=on_scale_of(make, highest), project=project, activity=make.activity(project), by=None)
        for highest in (5, 3)
    )
    rate(long, 5, 3)
    rate(short, 3, 1)
    assert satisfaction_with_project(project=project)[None].share == Decimal("62.5")


def test_series_and_project_count_for_the_project_and_activities_for_their_measure(make):
    project = make.project()
    measure = make.measure(project)
    series = make_series(project, title="Топтама", by=None)
    activity, cancelled = make.activity(project, measure=measure), make.activity(project, measure=measure)
    version = on_scale_of(make, 5)
    rate(open_run(version=version, project=project, activity=activity, by=None), 5)
    rate(open_run(version=version, project=project, series=series, by=None), 1)
    rate(open_run(version=version, project=project, by=None), 4, 2)
    rate(open_run(version=version, project=project, activity=cancelled, by=None), 1)
    cancelled.cancelled_at, cancelled.cancel_reason = timezone.now(), "Боран"
    cancelled.save()
    for where in (measure, None):
        Indicator.objects.create(project=project, measure=where, code="satisfaction", plan=90)
    rows = {row.indicator.measure: row for row in indicator_actuals(project=project)}
    assert (rows[measure].actual, rows[measure].basis.n) == (Decimal("100.0"), 1)
    assert (rows[None].actual, rows[None].basis.n) == (Decimal("50.0"), 4)


def test_many_activities_take_as_many_queries_as_one(make, django_assert_num_queries):
    runs = [open_satisfaction_run(make.activity(), by=None) for _ in range(3)]
    for run in runs:
        rate(run, 5, 1)
    for some in (runs[:1], runs):
        with django_assert_num_queries(2):
            satisfaction_of(activities=[run.activity_id for run in some])


def test_the_formula_is_held_once_somebody_has_answered(make, organiser):
    run = open_satisfaction_run(make.activity(), by=None)
    project = run.project
    project.satisfaction_formula = "mean_of_max"
    change_project(project, by=None)
    rate(run, 5)
    project.satisfaction_formula = "top_two"
    with pytest.raises(AppError, match="formula_is_fixed"):
        change_project(project, by=None)
    project.refresh_from_db()
    assert project.satisfaction_formula == "mean_of_max"
    project.title = "Басқа атау"
    change_project(project, by=None)
    organiser.cookies["django_language"] = "en"
    page = organiser.get(f"/projects/{project.ref}/edit/")
    assert page.context["form"].fields["satisfaction_formula"].disabled
    assert "the formula stays as it was" in page.content.decode()


def test_the_formula_stands_with_the_figure(make):
    run = open_satisfaction_run(make.activity(make.project(satisfaction_formula="mean_from_min")), by=None)
    rate(run, 5, 4)
    Indicator.objects.create(project=run.project, code="satisfaction", plan=90)
    client = signed_in(make.member().user)
    client.cookies["django_language"] = "en"
    words = "mean between the worst (0 %) and the best answer (100 %), 2 answers"
    for path in (f"/activities/{run.activity.ref}/", "/"):
        assert words in client.get(path).content.decode(), path
