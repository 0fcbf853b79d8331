"""What is behind a planned figure adds up to it, for every code, in a measure and in the whole project."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from events.actions.head_counts import set_head_count
from events.models import (
    Activity,
    Attendance,
    CountUnit,
    Material,
    MaterialCount,
    Memorandum,
    Product,
    RepresentedAt,
)
from grants.models import Indicator, Partner
from media_log.models import Mention
from reports.queries.facts import PlanFacts
from reports.queries.figure_records import figure_records
from reports.queries.indicators import figure_of, indicator_actuals
from rules.indicators import INDICATOR_CODES
from surveys.actions.runs import open_satisfaction_run
from tests.reports.plan import advised, represented
from tests.surveys.conftest import door, send_sheet

# What may be added up measure by measure; a person, a post, an organisation of two measures is one.
ADDITIVE = (
    "activities",
    "participants",
    "people_reached",
    "respondents",
    "consultations",
    "materials_distributed",
    "products",
    "memoranda",
)


def world(make, seed: int, **of_project):
    """A project with three measures, activities of every unit with and without a measure, and something of everything
    behind them."""
    chance = Random(seed)
    project = make.project(**of_project)
    measures = [make.measure(project, f"1.{n}") for n in range(1, 4)]
    people = [make.person() for _ in range(4)] + [None]
    organisations = [represented(make, f"Ұйым {n}") for n in range(3)]
    partner = Partner.objects.create(organisation=make.organisation, name="Орталық")
    posts = [
        make.post(
            str(n),
            views=12_000 if n == 3 else chance.choice([None, 0, 700]),
            page_followers=(None, 19_999, 20_000, 25_000)[n],
        )
        for n in range(4)
    ]
    for number in range(12):
        measure = chance.choice([*measures, None])
        unit = CountUnit.values[number % len(CountUnit.values)]
        day = timezone.localdate() + timedelta(days=chance.choice([-30, -1, 0, 9]))
        activity = make.activity(project, measure=measure, count_unit=unit, starts_on=chance.choice([day, None]))
        for person in chance.sample(people, chance.randrange(4) if number else 4):
            row = make.attendance(activity, person=person).attendance
            Attendance.objects.filter(pk=row.pk).update(represents=chance.choice([*organisations, None]))
        if number and chance.random() < 0.4:
            mode = chance.choice(["instead", "in_addition"])
            set_head_count(activity, mode=mode, basis="tally", total=chance.randrange(50), by=None)
        if chance.random() < 0.4:
            RepresentedAt.objects.create(represented=chance.choice(organisations), activity=activity)
        if chance.random() < 0.5:
            advised(make, activity, unit="person")
        material = Material.objects.create(activity=activity, kind="leaflet")
        MaterialCount.objects.create(material=material, handed_out=chance.randrange(30))
        row = make.attendance(activity, person=None).attendance
        Attendance.objects.filter(pk=row.pk).update(material=material)
        shared = {"organisation": make.organisation, "project": project}
        at = {"activity": chance.choice([activity, None])}
        if not at["activity"]:
            at["measure"] = measure
        Product.objects.create(**shared, **at, kind="video", title="Ролик", number_made=chance.randrange(1, 5))
        Memorandum.objects.create(**shared, **at, partner=partner, number=str(number))
        Mention.objects.create(post=chance.choice(posts), project=project, activity=activity, url_as_given="x")
        if chance.random() < 0.5:
            send_sheet(door(open_satisfaction_run(activity, None)), overall=str(chance.randrange(1, 6)))
        if number == 11:
            activity.cancelled_at, activity.cancel_reason = timezone.now(), "карантин"
            activity.save()
    for code in (*INDICATOR_CODES, "смета бойынша"):
        for measure in (*measures, None):
            Indicator.objects.create(project=project, measure=measure, code=code, plan=10)
    return project


@pytest.mark.parametrize("of_project", [{}, {"counting_basis": "unique_people", "counting_units": ["people"]}])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_lines_add_up_to_the_figure(make, seed, of_project):
    project = world(make, seed, **of_project)
    filled = set()
    for row in indicator_actuals(project=project):
        found = figure_records(project=project, indicator=row.indicator)
        assert found.figure.actual == row.actual
        if row.indicator.code == "satisfaction":
            assert found.total == (row.basis.n if row.basis else 0)
        else:
            assert found.total == (row.actual or 0), (row.indicator.code, row.indicator.measure)
        if found.total:
            filled.add(row.indicator.code)
    assert filled == set(INDICATOR_CODES)


@pytest.mark.parametrize("seed", [3, 4])
def test_measures_and_what_has_none_add_up_to_the_project(make, seed):
    project = world(make, seed)
    facts = PlanFacts(project, today=timezone.localdate(), codes=set(INDICATOR_CODES))
    measures = set(project.measures.values_list("pk", flat=True))
    by_measure = {code: sum(figure_of(facts, code, pk) for pk in measures) for code in ADDITIVE}
    whole = {code: figure_of(facts, code, None) for code in ADDITIVE}
    # What belongs to no measure is what is left when everything of the measures is gone.
    Activity.objects.filter(measure__in=measures).update(cancelled_at=timezone.now(), cancel_reason="x")
    for made in (Product, Memorandum):
        made.objects.filter(activity__measure__in=measures).delete()
        made.objects.filter(measure__in=measures).delete()
    rest = PlanFacts(project, today=timezone.localdate(), codes=set(INDICATOR_CODES))
    assert {code: by_measure[code] + figure_of(rest, code, None) for code in ADDITIVE} == whole
    assert all(whole.values())


def test_a_post_without_a_reading_says_so(make):
    project = make.project()
    for key, views in (("a", 700), ("b", None)):
        post = make.post(key, views=views)
        Mention.objects.create(post=post, project=project, url_as_given="x")
    indicator = Indicator.objects.create(project=project, code="publication_views", plan=10)
    found = figure_records(project=project, indicator=indicator)
    assert sorted([line.number for line in found.lines], key=str) == [700, None]
    assert found.figure.actual == Decimal(700)
