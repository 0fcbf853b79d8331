"""A report of a period tells of that period throughout, and what is told in it agrees with itself."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from events.models import Activity, Involvement, Memorandum, Product
from grants.models import Indicator, Partner, Project
from reports.dataset import report_data
from reports.queries.facts import PlanFacts
from reports.queries.indicators import figure_of
from reports.queries.periods import reporting_period
from rules.counting import UNIQUE_PEOPLE
from rules.errors import AppError
from rules.indicators import INDICATOR_CODES
from rules.plan_progress import Period
from surveys.actions.runs import open_satisfaction_run
from surveys.models import Run
from tests.factories import ALMATY
from tests.reports.test_figure_records import world
from tests.reports.test_properties import moderate
from tests.reports.world import ACTIVITIES, World, acts, rules
from tests.surveys.conftest import door, send_sheet

FIRST = date(2025, 9, 1)
days = st.integers(0, 9).map(lambda n: FIRST + timedelta(n))
# Of each activity its first day and how many more it takes.
spans = st.lists(st.tuples(st.none() | days, st.integers(0, 4)), min_size=ACTIVITIES, max_size=ACTIVITIES)


@settings(moderate, max_examples=40)
@given(rule=rules, script=st.lists(acts, min_size=2, max_size=14), when=spans, border=days)
def test_the_activities_of_a_period_sum_to_its_tables_and_two_periods_to_the_whole(make, rule, script, when, border):
    with transaction.atomic():
        made = World(make, rule)
        for act in script:
            made.do(act)
        project = Project.objects.get(pk=made.project.pk)
        for activity, (first, more) in zip(made.activities, when, strict=True):
            last = first + timedelta(more) if first and more else None
            Activity.objects.filter(pk=activity.pk).update(starts_on=first, ends_on=last)
        Indicator.objects.create(project=project, code="participants", plan=10)
        before, after = Period(None, border), Period(border + timedelta(1), None)
        told = [_told(project, period) for period in (before, after, Period())]
        undated = set(project.activities.filter(starts_on=None).values_list("ref", flat=True))
        refs = [{one.ref for one in data.activities()} for data in told]
        # Where it begins decides, and an activity is never cut in two; without a day it is in both.
        assert refs[0] | refs[1] == refs[2]
        assert refs[0] & refs[1] == undated & refs[2]
        twice = sum(one.number for one in told[2].activities() if one.ref in undated and not one.not_in_tables)
        assert told[0].statistics.attendances + told[1].statistics.attendances == told[2].statistics.attendances + twice
        transaction.set_rollback(True)


def _told(project, period):
    """The dataset of a period, after a look at whether it agrees with itself."""
    data = report_data(project=project, period=period)
    found = data.statistics
    assert sum(one.number for one in data.activities() if not one.not_in_tables) == found.attendances
    assert {sum(table.values()) for table in found.tables.values()} == {found.total}
    assert found.total == (found.people if project.counting_basis == UNIQUE_PEOPLE else found.attendances)
    assert [one.actual for one in data.figures] == [Decimal(found.total)]
    assert all(period.holds(one.starts_on) for one in data.activities() if one.starts_on)
    return data


@pytest.mark.parametrize("seed", [5, 6])
def test_every_figure_is_what_the_project_would_have_if_there_were_nothing_else(make, seed):
    project, other = world(make, seed), make.project()
    today = timezone.localdate()
    period = Period(today - timedelta(30), today - timedelta(1))
    measures = [*project.measures.all(), None]
    for place, one in enumerate(project.activities.order_by("pk")):
        starts_on = (today, today - timedelta(10), None)[place % 3]
        Activity.objects.filter(pk=one.pk).update(starts_on=starts_on, measure=measures[place // 3])
    # What was made apart from activities goes by its own day.
    for model, day in ((Product, "made_on"), (Memorandum, "signed_on")):
        for place, one in enumerate(model.objects.filter(activity=None)):
            model.objects.filter(pk=one.pk).update(**{day: (today, today - timedelta(9), None)[place % 3]})

    def figures(within):
        facts = PlanFacts(project, today=today, codes=set(INDICATOR_CODES), period=within)
        return {(code, one): figure_of(facts, code, one and one.pk) for code in INDICATOR_CODES for one in measures}

    whole, told = figures(Period()), figures(period)
    for one in project.activities.filter(starts_on__gt=period.ends_on):
        Activity.objects.filter(pk=one.pk).update(project=other, measure=None)
        Run.objects.filter(activity=one).update(project=other)
    Product.objects.filter(activity=None, made_on=today).delete()
    Memorandum.objects.filter(activity=None, signed_on=today).delete()
    assert told == figures(Period())
    # It was no idle question: nearly every figure is another one without the period.
    assert len({code for code, one in told if told[code, one] != whole[code, one]}) > len(INDICATOR_CODES) - 4


@pytest.fixture
def halves(make) -> Project:
    """An activity of three days over the border, one after it; about each a post, an answer, a document, a partner, a
    product; about the project a post of August and one without a day."""
    project = make.project(ref="H1")
    for code in ("participants", "publications", "satisfaction"):
        Indicator.objects.create(project=project, code=code, plan=10)
    shared = make.post("both")
    for number, (first, last, people) in enumerate(((30, date(2025, 9, 2), 3), (31, None, 2))):
        activity = make.activity(
            project, ref=f"H1-{number}", starts_on=date(2025, 8, 30) + timedelta(number * 2), ends_on=last
        )
        for _ in range(people):
            make.attendance(activity, observed_at=datetime(2025, 9, first - 29, 10, tzinfo=ALMATY))
        make.mention(make.post(f"own{number}"), activity)
        make.mention(shared, activity)
        send_sheet(door(open_satisfaction_run(activity, None)), overall=str(5 - 4 * number))
        Product.objects.create(
            organisation=make.organisation, project=project, activity=activity, kind="video", title=f"Ролик {number}"
        )
        partner = Partner.objects.create(organisation=make.organisation, name=f"Серіктес {number}")
        Involvement.objects.create(project=project, activity=activity, partner=partner)
    make.mention(make.post("august", made_on=date(2025, 8, 5)), project)
    make.mention(make.post("september", made_on=date(2025, 9, 5)), project)
    make.mention(make.post("undated"), project)
    return project


def test_what_a_report_of_august_tells(halves):
    data = report_data(project=halves, period=Period(date(2025, 8, 1), date(2025, 8, 31)))
    assert [(one.ref, one.number) for one in data.activities()] == [("H1-0", 3)]
    assert (data.statistics.total, data.statistics.tables["gender"]["female"]) == (3, 3)
    assert {one.code: (one.plan, one.actual) for one in data.figures} == {
        "participants": (10, 3),
        "publications": (10, 4),
        "satisfaction": (10, Decimal("100.0")),
    }
    assert data.posts == 4
    assert [one.key for one in data.project_posts] == ["site:example.kz/august", "site:example.kz/undated"]
    # Where else a post stands is true at all times.
    assert [one.shared_with for one in data.activities()[0].posts] == [[], ["H1-1"]]
    assert [one.title for one in data.products] == ["Ролик 0"]
    assert [one.name for one in data.partners] == ["Серіктес 0"]
    whole = report_data(project=halves)
    assert (whole.statistics.total, whole.posts, len(whole.products), len(whole.partners)) == (5, 6, 2, 2)
    assert {one.code: one.actual for one in whole.figures} == {
        "participants": 5,
        "publications": 6,
        "satisfaction": Decimal("50.0"),
    }


def test_the_period_of_a_form(make):
    project = make.project(starts_on=date(2025, 5, 8), ends_on=date(2025, 11, 5))
    today = date(2025, 7, 9)
    asked = Period(date(2025, 6, 1), date(2025, 6, 30))

    def period(form, asked=None, today=today):
        return reporting_period(project=project, form=form, asked=asked, today=today)

    assert period("final") == Period()
    assert period("interim") == Period(date(2025, 5, 8), today)
    assert period("interim", Period(None, date(2025, 6, 30))) == Period(date(2025, 5, 8), date(2025, 6, 30))
    assert period("interim", Period(date(2025, 6, 1), None)) == Period(date(2025, 6, 1), today)
    assert [period(form, asked) for form in ("interim", "final")] == [asked, asked]
    # The contract is over: so is what its interim report tells of.
    assert period("interim", today=date(2025, 12, 1)) == Period(date(2025, 5, 8), date(2025, 11, 5))
    # Before the contract begins: its first day, not a period upside down.
    assert period("interim", today=date(2025, 5, 1)) == Period(date(2025, 5, 8), date(2025, 5, 8))
    with pytest.raises(AppError) as refused:
        period("statistics", Period(date(2025, 7, 1), date(2025, 6, 30)))
    assert (refused.value.code, refused.value.status) == ("period_upside_down", 422)
