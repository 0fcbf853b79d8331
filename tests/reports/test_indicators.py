"""Actual figures of the plan's indicators."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.head_counts import set_head_count
from events.models import Attendance, Material, MaterialCount, Memorandum, Product, RepresentedAt
from grants.models import Indicator, Partner
from media_log.models import Mention, Post
from reports.queries.indicators import QUESTIONS, indicator_actuals
from rules.indicators import INDICATOR_CODES
from surveys.actions.runs import open_satisfaction_run
from tests.reports.plan import advised, represented
from tests.surveys.conftest import door, send_sheet

READ = {"views_read_on": date(2025, 9, 10), "followers_read_on": date(2025, 9, 10)}


def ask(project, code, *, measure=None, plan=100) -> Indicator:
    return Indicator.objects.create(project=project, measure=measure, code=code, plan=plan)


def actual(project, code, measure=None):
    """The figure of one indicator."""
    ask(project, code, measure=measure)
    found = [
        row
        for row in indicator_actuals(project=project)
        if (row.indicator.code, row.indicator.measure) == (code, measure)
    ]
    return found[0].actual


def test_activities_are_those_whose_last_day_has_come(make):
    project = make.project()
    measure, today = make.measure(project), timezone.localdate()
    make.activity(project, measure=measure, starts_on=today)
    make.activity(project, measure=measure, starts_on=today - timedelta(1), ends_on=today + timedelta(1))
    make.activity(project, measure=measure, starts_on=today + timedelta(1))
    make.activity(project, measure=measure, starts_on=None)
    make.activity(project, starts_on=date(2025, 5, 9))
    make.activity(project, measure=measure, starts_on=today, cancelled_at=timezone.now(), cancel_reason="карантин")
    assert actual(project, "activities", measure) == 1
    assert actual(project, "activities") == 2


def test_participants_follow_the_projects_rule_in_a_measure_and_in_the_whole(make):
    project = make.project()
    one, two = make.measure(project, "1.1"), make.measure(project, "1.2")
    person = make.person()
    for measure in (one, one, two, None):
        make.attendance(make.activity(project, measure=measure), person=person)
    respondents = make.activity(project, measure=one, count_unit="respondents")
    set_head_count(respondents, mode="instead", basis="tally", total=500, by=None)
    families = make.activity(project, measure=one, count_unit="families")
    set_head_count(families, mode="instead", basis="tally", total=20, by=None)
    assert (actual(project, "participants", one), actual(project, "participants")) == (22, 24)
    assert (actual(project, "unique_people", one), actual(project, "unique_people")) == (1, 1)
    assert actual(project, "unique_people", make.measure(project, "1.3")) == 0
    project.counting_basis = "unique_people"
    project.save()
    rows = {(row.indicator.code, row.indicator.measure): row.actual for row in indicator_actuals(project=project)}
    assert rows["participants", one] == 1
    assert rows["participants", None] == 1


def test_people_reached_are_people_and_families_whatever_the_rule_says(make):
    project = make.project(counting_units=["respondents"], counting_kinds=["lecture"])
    for unit, total in (("people", 30), ("families", 5), ("respondents", 500), ("consultations", 108)):
        activity = make.activity(project, count_unit=unit)
        set_head_count(activity, mode="instead", basis="tally", total=total, by=None)
    make.attendance(make.activity(project, count_unit="organisations"))
    assert actual(project, "people_reached") == 35
    assert actual(project, "respondents") == 500
    assert actual(project, "consultations") == 108
    assert actual(project, "organisations") == 1
    assert actual(project, "participants") == 0


def test_materials_are_the_copies_handed_out(make):
    project = make.project()
    measure = make.measure(project)
    for activity, handed_out in product([make.activity(project, measure=measure), make.activity(project)], (7, 3)):
        material = Material.objects.create(activity=activity, kind="leaflet", language=f"kk{handed_out}")
        MaterialCount.objects.create(material=material, handed_out=handed_out)
    assert actual(project, "materials_distributed", measure) == 10
    assert actual(project, "materials_distributed") == 20


def test_a_post_counts_once_however_often_it_is_mentioned(make):
    project = make.project()
    measure = make.measure(project)
    activities = [make.activity(project, measure=measure) for _ in range(2)]
    shared, large = (
        Post.objects.create(
            organisation=make.organisation, key=key, platform="instagram", kind="post", url="https://example.kz/" + key
        )
        for key in ("a", "b")
    )
    assert actual(project, "publications", measure) == 0
    for activity in activities:
        Mention.objects.create(post=shared, project=project, activity=activity, url_as_given="x")
    Mention.objects.create(post=large, project=project, url_as_given="y")
    assert actual(project, "publications") == 2
    assert actual(project, "publication_views") is None
    assert actual(project, "publications_on_pages_over_20000_followers") is None
    Post.objects.filter(pk=large.pk).update(views=1500, page_followers=20_000, **READ)
    Post.objects.filter(pk=shared.pk).update(views=500, page_followers=19_999, **READ)
    rows = {(row.indicator.code, row.indicator.measure): row.actual for row in indicator_actuals(project=project)}
    assert rows["publications", measure] == 1
    assert rows["publication_views", None] == 2000
    assert rows["publications_on_pages_over_20000_followers", None] == 1


def answer(activity, value: int) -> None:
    run = open_satisfaction_run(activity, None)
    send_sheet(door(run), overall=str(value))


def test_satisfaction_is_the_share_of_all_who_answered(make):
    project = make.project()
    measure = make.measure(project)
    first, second = make.activity(project, measure=measure), make.activity(project, measure=measure)
    assert actual(project, "satisfaction", measure) is None
    for value in (5, 4, 3):
        answer(first, value)
    answer(second, 1)
    row = next(row for row in indicator_actuals(project=project) if row.indicator.code == "satisfaction")
    assert (row.actual, row.percent) == (Decimal("50.0"), Decimal("50.0"))


def test_what_is_counted_by_hand_has_no_figure(make):
    assert actual(make.project(), "смета бойынша") is None


def test_every_known_code_is_computed(make):
    """Only what was never read or rated has no figure yet."""
    project = make.project()
    for code in INDICATOR_CODES:
        ask(project, code)
    unread = {row.indicator.code for row in indicator_actuals(project=project) if row.actual is None}
    assert unread == {
        "publication_views",
        "publications_over_10000_views",
        "publications_on_pages_over_20000_followers",
        "satisfaction",
    }
    assert set(QUESTIONS) == set(INDICATOR_CODES)


def test_consultations_are_an_activitys_number_or_the_entries_of_its_register(make):
    project = make.project()
    measure = make.measure(project)
    hotline = make.activity(project, measure=measure, kind="hotline", count_unit="consultations")
    set_head_count(hotline, mode="in_addition", basis="paper", total=100, by=None)
    advised(make, hotline, unit="person")
    families = make.activity(project, measure=measure, kind="consultation", count_unit="families")
    for _number in range(3):
        undone = advised(make, families, unit="family")
    assert actual(project, "consultations", measure) == 104
    void_attendance(undone, reason="қате", by=None)
    figures = {row.indicator.measure: row.actual for row in indicator_actuals(project=project)}
    assert figures == {measure: 103}
    assert actual(project, "consultations") == 103


def test_products_count_by_how_many_were_made(make):
    project = make.project()
    one, two = make.measure(project, "1.1"), make.measure(project, "1.2")
    lecture = make.activity(project, measure=one)
    shared = {"organisation": make.organisation, "project": project, "kind": "demotivator", "title": "Постер"}
    Product.objects.create(**shared, measure=two, number_made=10, indirect_reach=5000)
    Product.objects.create(**shared, activity=lecture, number_made=2)
    Product.objects.create(**shared, number_made=1)
    assert [actual(project, "products", of) for of in (one, two, None)] == [2, 10, 13]
    assert actual(project, "people_reached") == 0


def test_memoranda_are_counted_one_by_one(make):
    project = make.project()
    measure = make.measure(project)
    for number, of in (("1", measure), ("2", None)):
        partner = Partner.objects.create(organisation=make.organisation, name=f"Орталық {number}")
        Memorandum.objects.create(
            organisation=make.organisation, project=project, measure=of, partner=partner, number=number
        )
    make.activity(project, kind="memorandum", measure=measure)
    assert (actual(project, "memoranda", measure), actual(project, "memoranda")) == (1, 2)


def test_organisations_are_distinct_and_a_list_stands_before_a_number(make):
    project = make.project()
    one, two = make.measure(project, "1.1"), make.measure(project, "1.2")
    school, centre, fund = (represented(make, name) for name in ("Мектеп", "Орталық", "Қор"))
    seminar = make.activity(project, measure=one)
    for _person in range(2):
        Attendance.objects.filter(pk=make.attendance(seminar).attendance.pk).update(represents=school)
    meeting = make.activity(project, measure=two, count_unit="organisations")
    set_head_count(meeting, mode="instead", basis="paper", total=40, by=None)
    for organisation in (school, centre):
        RepresentedAt.objects.create(represented=organisation, activity=meeting)
    counted = make.activity(project, measure=two, count_unit="organisations")
    set_head_count(counted, mode="instead", basis="paper", total=7, by=None)
    gone = make.activity(project, cancelled_at=timezone.now(), cancel_reason="карантин")
    RepresentedAt.objects.create(represented=fund, activity=gone)
    assert [actual(project, "organisations", of) for of in (one, two, None)] == [1, 9, 9]


def test_a_percentage_needs_a_plan(make):
    activity = make.activity()
    make.attendance(activity)
    ask(activity.project, "participants", plan=3)
    ask(activity.project, "unique_people", plan=0)
    percents = {row.indicator.code: row.percent for row in indicator_actuals(project=activity.project)}
    assert percents == {"participants": Decimal("33.3"), "unique_people": None}


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(make, django_assert_num_queries, number):
    project = make.project()
    for n, code in product(range(number), INDICATOR_CODES):
        measure = project.measures.filter(number=f"1.{n}").first() or make.measure(project, f"1.{n}")
        if code == "activities":
            answer(make.activity(project, measure=measure), 5)
        make.attendance(make.activity(project, measure=measure))
        ask(project, code, measure=measure)
    with django_assert_num_queries(8):
        assert len(indicator_actuals(project=project)) == len(INDICATOR_CODES) * number
