"""Home: what is on today, what needs somebody, how the plan stands."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity
from events.actions.head_counts import set_head_count
from grants.models import Indicator, Role
from media_log.actions import add_links
from tests.conftest import signed_in
from tests.desk.test_activity_page import answer_survey


@pytest.fixture
def today():
    return timezone.localdate()


def publish(activity):
    add_links(
        organisation=activity.organisation,
        project=activity.project,
        activity=activity,
        text="https://www.instagram.com/p/DG2lAQstlEP/",
        by=None,
    )


def lacks(answer):
    return {lack.what: (lack.count, [activity.title for activity in lack.first]) for lack in answer.context["lacks"]}


def test_a_stranger_is_sent_to_sign_in(db, client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/"


def test_before_the_first_project_home_says_how_to_begin(make, organiser):
    make.other_organisation().project()
    text = organiser.get("/").content.decode()
    assert "/import/" in text
    assert "/projects/new/" in text
    staff = signed_in(make.member(Role.STAFF).user).get("/").content.decode()
    assert "/projects/new/" not in staff


def test_todays_activities_stand_first_with_their_number(make, organiser, today):
    project = make.project()
    now = make.activity(project, title="Бүгін", starts_on=today, starts_at=time(15, 0), expected_number=40)
    make.activity(project, title="Таңертең", starts_on=today, starts_at=time(9, 0))
    make.activity(project, title="Жалғасуда", starts_on=today - timedelta(days=1), ends_on=today)
    make.activity(project, title="Ертең", starts_on=today + timedelta(days=1))
    cancel_activity(make.activity(project, title="Болмайды", starts_on=today), reason="карантин", by=None)
    make.attendance(now)
    answer = organiser.get("/")
    rows = [(activity.title, count.total) for activity, count in answer.context["rows"]]
    assert rows == [("Жалғасуда", 0), ("Таңертең", 0), ("Бүгін", 1)]
    assert f"/check-in/?activity={now.ref}" in answer.content.decode()
    assert answer.context["next"] is None


def test_on_a_free_day_the_next_activity_is_named(make, organiser, today):
    project = make.project()
    make.activity(project, title="Кейін", starts_on=today + timedelta(days=9))
    make.activity(project, title="Жақын", starts_on=today + timedelta(days=2))
    answer = organiser.get("/")
    assert answer.context["rows"] == []
    assert answer.context["next"][0].title == "Жақын"


def test_held_activities_need_people_a_survey_and_a_publication(make, organiser, today):
    project = make.project()
    day = timedelta(days=1)
    for number in range(1, 4):
        make.activity(project, title=f"Ескі {number}", starts_on=today - number * day)
    complete = make.activity(project, title="Толық", starts_on=today - 9 * day)
    make.attendance(complete)
    answer_survey(complete, 5)
    publish(complete)
    answer = organiser.get("/")
    first = ["Ескі 1", "Ескі 2"]
    assert lacks(answer) == {"people": (3, first), "survey": (3, first), "publication": (3, first)}
    assert "/needs/people/" in answer.content.decode()


def test_a_head_count_or_one_scan_is_people_and_an_undone_one_is_not(make, organiser, today):
    project = make.project()
    held = [make.activity(project, title=str(n), starts_on=today - timedelta(days=n)) for n in range(1, 5)]
    make.attendance(held[0])
    set_head_count(held[1], mode="instead", basis="paper", total=4, by=None)
    set_head_count(held[2], mode="instead", basis="paper", total=0, by=None)
    undone = make.attendance(held[3]).attendance
    from events.actions.attendance import void_attendance

    void_attendance(undone, reason="қате", by=None)
    assert lacks(organiser.get("/"))["people"] == (2, ["3", "4"])


def test_nothing_is_missed_where_nobody_meets_or_nothing_was_held(make, organiser, today):
    project = make.project()
    yesterday = today - timedelta(days=1)
    make.activity(project, kind="flyer_action", starts_on=None)
    make.activity(project, starts_on=today)
    make.activity(project, starts_on=yesterday, ends_on=today)
    cancel_activity(make.activity(project, starts_on=yesterday), reason="карантин", by=None)
    from events.models import ActivityKind

    silent = ActivityKind.objects.filter(gathers_people=False).first()
    make.activity(project, kind=silent.code, starts_on=yesterday)
    assert lacks(organiser.get("/")) == {}


def test_the_whole_list_of_what_is_lacking_can_be_opened(make, organiser, today):
    project = make.project()
    for number in range(1, 6):
        make.activity(project, title=f"Ескі {number}", starts_on=today - timedelta(days=number))
    for what in ("people", "survey", "publication"):
        page = organiser.get(f"/needs/{what}/").context["page"]
        assert [activity.title for activity in page] == [f"Ескі {number}" for number in range(1, 6)]
    assert organiser.get("/needs/money/").status_code == 404
    assert organiser.get("/needs/people/", {"page": "\0"}).status_code == 200


def test_the_plan_stands_as_bars_with_figures(make, organiser):
    project = make.project(ref="P2")
    measure = make.measure(project)
    for code, of, plan in (
        ("activities", measure, 10),
        ("participants", None, 2000),
        ("publication_views", None, 5),
    ):
        Indicator.objects.create(project=project, measure=of, code=code, plan=plan)
    activity = make.activity(project, measure=measure, starts_on=date(2025, 9, 10))
    set_head_count(activity, mode="instead", basis="paper", total=1709, by=None)
    answer = organiser.get("/")
    (glance,) = answer.context["glances"]
    bars = [(bar.indicator.code, bar.actual, bar.plan, bar.percent, bar.width) for bar in glance.bars]
    assert bars == [
        ("participants", Decimal(1709), Decimal(2000), 85, 85),
        ("activities", Decimal(1), Decimal(10), 10, 10),
    ]
    assert glance.others == 1
    text = answer.content.decode()
    assert "<b>1\u00a0709</b>" in text
    assert '<rect width="85" height="10"/>' in text


def test_a_bar_ends_where_the_plan_is_reached(make, organiser):
    project = make.project()
    Indicator.objects.create(project=project, code="participants", plan=10)
    set_head_count(make.activity(project), mode="instead", basis="paper", total=25, by=None)
    (glance,) = organiser.get("/").context["glances"]
    assert [(bar.percent, bar.width, bar.is_reached) for bar in glance.bars] == [(250, 100, True)]


def test_running_projects_stand_before_finished_ones(make, organiser, today):
    make.project(ref="OLD", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    make.project(ref="NOW", starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=9))
    make.project(ref="LATER", starts_on=today + timedelta(days=99), ends_on=today + timedelta(days=200))
    refs = [glance.project.ref for glance in organiser.get("/").context["glances"]]
    assert refs == ["NOW", "LATER", "OLD"]


def test_each_role_sees_its_own_work(make, today):
    project = make.project()
    make.activity(project, ref="A1", starts_on=today)
    make.activity(project, ref="A2", starts_on=today - timedelta(days=1))
    pages = {
        role: signed_in(make.member(role).user).get("/").content.decode()
        for role in (Role.ORGANISER, Role.STAFF, Role.VIEWER)
    }
    links = {
        "/activities/new/": (True, False, False),
        "/check-in/?activity=A1": (True, True, False),
        "/activities/A2/head-count/": (True, False, False),
        "/activities/A1/": (True, True, True),
    }
    found = {link: tuple(f'href="{link}"' in page for page in pages.values()) for link in links}
    assert found == links
    for role in (Role.STAFF, Role.VIEWER):
        assert signed_in(make.member(role).user).get("/needs/people/").status_code == 403


def test_nothing_of_another_organisation_is_on_the_page(make, organiser, today):
    make.project()
    other = make.other_organisation()
    foreign = other.project(title="Бөтен жоба")
    other.activity(foreign, title="Бөтен бүгін", starts_on=today)
    other.activity(foreign, title="Бөтен ескі", starts_on=today - timedelta(days=1))
    assert "Бөтен" not in organiser.get("/").content.decode()
    assert "Бөтен" not in organiser.get("/needs/people/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_home_asks_the_same_number_of_questions(make, organiser, django_assert_num_queries, today, number):
    project = make.project()
    Indicator.objects.create(project=project, code="participants", plan=10)
    for _ in range(number):
        make.attendance(make.activity(project, starts_on=today))
        make.activity(project, starts_on=today - timedelta(days=1))
    with django_assert_num_queries(15):
        organiser.get("/")
