"""The plan board: figures against the plan, what is outside, what to do next, the same number of queries for all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity
from events.actions.head_counts import set_head_count
from events.models import Activity, ActivityKind, Attendance, Product, Session
from grants.models import Indicator, Project, Role
from outreach.desk.board import board_of
from outreach.desk.home import lacks_of
from outreach.desk.reach import reach_of
from outreach.desk.timeline import timeline_of
from outreach.desk.todo import todo_of
from rules.indicators import INDICATOR_CODES
from tests.conftest import signed_in
from tests.desk.books import bring_reference
from tests.desk.test_activity_page import answer_survey
from tests.desk.test_home import publish

MOST_QUERIES = 15


@pytest.fixture
def today():
    return timezone.localdate()


def running(make, today, **fields) -> Project:
    """A project in the middle of its contract of 101 days."""
    day = timedelta(days=50)
    return make.project(**{"starts_on": today - day, "ends_on": today + day, **fields})


def test_the_reference_project_reads_as_published(make, organiser):
    bring_reference(make)
    project = Project.objects.of(make.organisation).get(ref="P2")
    board = board_of(project=project, today=timezone.localdate())
    figures = {
        (figure.indicator.code, line.measure.number): (figure.progress.actual, figure.progress.plan)
        for line in board.measures
        for figure in line.figures
    }
    assert figures["activities", "1.1"] == (13, 10)
    assert figures["materials_distributed", "2.2"] == (620, 600)
    whole = {figure.indicator.code: figure.progress for figure in board.figures}
    assert (whole["participants"].actual, whole["participants"].plan) == (1709, 500)
    assert whole["participants"].status == "over_half"
    assert [(one.activity.ref, one.activity.starts_on) for one in board.outside] == [("P2-43", date(2025, 11, 6))]
    assert (board.attendances, board.people, board.reach.direct) == (1709, 1709, 1709)
    text = organiser.get("/projects/P2/board/").content.decode()
    assert "P2-43" in text
    assert "1\u00a0709" in text


def test_a_usual_unit_is_said_in_the_readers_language_and_another_as_the_contract_has_it(make, organiser):
    project = make.project(ref="P1")
    for code, unit in (("participants", "адам"), ("activities", ""), ("products", "фильм")):
        Indicator.objects.create(project=project, code=code, plan=10, unit=unit)
    for language, words in (("ru", ["человек", "мероприятий", "фильм"]), ("kk", ["адам", "іс-шара", "фильм"])):
        organiser.cookies["django_language"] = language
        figures = organiser.get("/projects/P1/board/").context["board"].figures
        by_code = {one.indicator.code: one.unit for one in figures}
        assert [by_code[code] for code in ("participants", "activities", "products")] == words


def test_plan_actual_remaining_forecast_and_days(make, organiser, today):
    project = running(make, today)
    measure = make.measure(project)
    Indicator.objects.create(project=project, measure=measure, code="participants", plan=200)
    set_head_count(
        make.activity(project, measure=measure, starts_on=today - timedelta(9)),
        mode="instead", basis="tally", total=51, by=None,
    )  # fmt: skip
    board = organiser.get(f"/projects/{project.ref}/board/").context["board"]
    progress = board.measures[0].figures[0].progress
    # 51 in 51 of 101 days.
    assert (progress.actual, progress.remaining, progress.forecast, progress.days_left) == (51, 149, 101, 50)
    assert progress.status == "at_risk"


def test_views_without_a_reading_and_products_stand_apart_from_people(make, organiser, today):
    project = running(make, today)
    set_head_count(make.activity(project), mode="instead", basis="tally", total=30, by=None)
    Product.objects.create(
        organisation=make.organisation, project=project, kind="video", title="Ролик", indirect_reach=4000,
        reach_read_on=date(2025, 9, 1),
    )  # fmt: skip
    Product.objects.create(
        organisation=make.organisation, project=project, kind="video", title="Пост", indirect_reach=700,
        link="https://www.instagram.com/reel/DG2lAQstlEP/?igsh=x",
    )  # fmt: skip
    Indicator.objects.create(project=project, code="publication_views", plan=10_000)
    publish(make.activity(project))
    reach = board_of(project=project, today=today).reach
    assert (reach.direct, reach.views, reach.read, reach.posts, reach.products) == (30, None, 0, 1, 4000)
    assert (reach.first_read_on, reach.last_read_on) == (date(2025, 9, 1), date(2025, 9, 1))
    page = reach_of(project=project)  # the page of reach says the same
    assert (page.people, page.views, page.of_products, page.is_read) == (30, 0, 4000, True)
    figure = board_of(project=project, today=today).figures[0]
    assert (figure.progress.actual, figure.progress.status) == (None, "unknown")


def fill(make, project, measures, number: int) -> None:
    """So many activities with a person each, spread over the measures."""
    kind = ActivityKind.objects.get(organisation=None, code="seminar")
    made = Activity.objects.bulk_create(
        Activity(
            organisation=make.organisation, project=project, measure=measures[n % len(measures)], kind=kind,
            ref=f"N{number}-{n}", title="Семинар", starts_on=project.starts_on + timedelta(n % 100),
        )
        for n in range(number)
    )  # fmt: skip
    sessions = Session.objects.bulk_create(Session(activity=one, number=1) for one in made)
    first = make.attendance(make.activity(project, measure=measures[0]), person=None).attendance
    columns = {
        name: getattr(first, name)
        for name in ("gender", "age", "statuses", "age_band", "category", "category_is_derived", "source")
    }
    Attendance.objects.bulk_create(
        Attendance(activity=one, session=session, observed_at=first.observed_at, is_counted=True, **columns)
        for one, session in zip(made, sessions, strict=True)
    )


@pytest.mark.parametrize("number", [5, 500])
def test_the_board_asks_fifteen_questions_for_five_and_for_five_hundred(
    make, organiser, today, django_assert_num_queries, number
):
    project = running(make, today)
    measures = [make.measure(project, f"1.{n}") for n in range(1, 4)]
    fill(make, project, measures, number)
    answer_survey(make.activity(project, measure=measures[0]), 5)
    for code in INDICATOR_CODES:
        for measure in (*measures, None):
            Indicator.objects.create(project=project, measure=measure, code=code, plan=10)
    with django_assert_num_queries(MOST_QUERIES):
        answer = organiser.get(f"/projects/{project.ref}/board/")
    assert answer.status_code == 200
    board = answer.context["board"]
    assert len(board.activities) == number + 2
    assert {figure.progress.actual for figure in board.figures if figure.indicator.code == "participants"} == {
        Decimal(number + 1)
    }
    assert len(answer.content) < 120_000


def whats(board, today) -> list[tuple[str, str]]:
    return [(one.what, one.activity.ref if one.activity else "") for one in todo_of(board, today)]


def test_what_to_do_next_by_urgency(make, today):
    project = running(make, today, ends_on=today + timedelta(days=20))
    Indicator.objects.create(project=project, code="participants", plan=1000)
    Indicator.objects.create(project=project, code="unique_people", plan=0)
    day = timedelta(days=1)
    make.activity(project, ref="soon", starts_on=today + 3 * day)
    make.activity(project, ref="later", starts_on=today + 8 * day)
    make.activity(project, ref="nobody", starts_on=today - 2 * day)
    few = make.activity(project, ref="few", starts_on=today - 3 * day, expected_number=40)
    set_head_count(few, mode="instead", basis="tally", total=12, by=None)
    full = make.activity(project, ref="full", starts_on=today - 4 * day, expected_number=1)
    make.attendance(full)
    answer_survey(full, 5)
    publish(full)
    outside = make.activity(project, ref="outside", starts_on=today + 30 * day)
    cancel_activity(make.activity(project, ref="gone", starts_on=today - day), reason="карантин", by=None)
    board = board_of(project=project, today=today)
    found = [one for one in whats(board, today) if one[0] != "documents"]
    assert found == [
        ("late", ""),
        ("poster", "soon"),
        ("people", "nobody"),
        ("outside", outside.ref),
        ("fewer", "few"),
        ("survey", "nobody"),
        ("survey", "few"),
        ("publication", "nobody"),
        ("publication", "few"),
    ]
    missing = {one.activity.ref: one.types for one in todo_of(board, today) if one.what == "documents"}
    assert set(missing) == {"nobody", "few", "full"}
    assert "photo" in missing["full"]


def test_the_board_and_home_say_the_same_of_what_is_lacking(make, today):
    bring_reference(make)
    # P2's activities alone lack surveys; home counts them over all projects.
    found = {}
    for project in Project.objects.of(make.organisation):
        for what, _ref in whats(board_of(project=project, today=today), today):
            found[what] = found.get(what, 0) + 1
    home = {lack.what: lack.count for lack in lacks_of(organisation=make.organisation, today=today)}
    assert home
    assert {what: found.get(what) for what in home} == home


def test_staff_and_viewers_see_the_board_without_the_tasks(make, today):
    project = running(make, today)
    make.activity(project, starts_on=today - timedelta(1))
    for role in (Role.STAFF, Role.VIEWER):
        client = signed_in(make.member(role).user)
        answer = client.get(f"/projects/{project.ref}/board/")
        assert (answer.status_code, answer.context["todo"]) == (200, [])
        assert client.get(f"/projects/{project.ref}/board/next/").status_code == 403


def test_months_of_the_contract_and_of_what_lies_beside_it(make, organiser):
    project = make.project(starts_on=date(2025, 5, 8), ends_on=date(2025, 7, 31))
    one, two = make.measure(project, "1.10"), make.measure(project, "1.2")
    make.activity(project, measure=one, starts_on=date(2025, 5, 9))
    make.activity(project, measure=one, starts_on=date(2025, 8, 1))
    make.activity(project, measure=one, starts_on=None)
    make.activity(project, measure=two, starts_on=date(2025, 6, 30))
    make.activity(project, measure=two, starts_on=date(2025, 6, 1), cancelled_at=timezone.now(), cancel_reason="x")
    today = date(2025, 6, 30)
    found = timeline_of(board_of(project=project, today=today), today)
    assert [(m.first.month, m.is_inside, m.is_now) for m in found.months] == [
        (5, True, False),
        (6, True, True),
        (7, True, False),
        (8, False, False),
    ]
    rows = {row.measure.number: [(c.held, c.ahead) for c in row.cells] for row in found.rows}
    assert rows == {"1.2": [(0, 0), (0, 1), (0, 0), (0, 0)], "1.10": [(1, 0), (0, 0), (0, 0), (0, 1)]}
    assert [row.undated for row in found.rows] == [0, 1]
    assert organiser.get(f"/projects/{project.ref}/board/months/").status_code == 200
    empty = make.project(starts_on=None, ends_on=None)
    assert organiser.get(f"/projects/{empty.ref}/board/months/").status_code == 200


def test_the_weekly_sheet_has_two_weeks(make, organiser, today):
    project = running(make, today)
    monday = today - timedelta(days=today.weekday())
    make.activity(project, ref="now", starts_on=monday)
    make.activity(project, ref="long", starts_on=monday - timedelta(9), ends_on=monday + timedelta(8))
    make.activity(project, ref="next", starts_on=monday + timedelta(13))
    make.activity(project, ref="after", starts_on=monday + timedelta(14))
    weeks = organiser.get(f"/projects/{project.ref}/board/print/").context["weeks"]
    assert [[one.activity.ref for one in week["activities"]] for week in weeks] == [["long", "now"], ["long", "next"]]


def test_every_actual_opens_what_it_counts(make, organiser, today):
    project = running(make, today)
    measure = make.measure(project)
    figure = Indicator.objects.create(project=project, measure=measure, code="people_reached", plan=60)
    for number in (31, 9):
        activity = make.activity(project, measure=measure, title=f"Дәріс {number}")
        set_head_count(activity, mode="instead", basis="tally", total=number, by=None)
    path = f"/projects/{project.ref}/figures/{figure.pk}/"
    assert f'href="{path}"' in organiser.get(f"/projects/{project.ref}/board/").content.decode()
    answer = organiser.get(path)
    assert [line.number for line in answer.context["found"].lines] == [31, 9]
    assert answer.context["found"].total == 40
    other = make.project()
    assert organiser.get(f"/projects/{other.ref}/figures/{figure.pk}/").status_code == 404
    assert organiser.get(f"/projects/{other.ref}/board/measures/{measure.pk}/").status_code == 404
    assert organiser.get(path, {"page": "\0"}).status_code == 200


def test_every_kind_of_figure_has_a_page(make, organiser):
    from tests.reports.test_figure_records import world

    project = world(make, 1)
    for indicator in project.indicators.filter(measure=None):
        answer = organiser.get(f"/projects/{project.ref}/figures/{indicator.pk}/")
        assert answer.status_code == 200, indicator.code


def test_a_contract_of_ten_thousand_years_has_a_page_of_months(make, organiser):
    project = make.project(starts_on=date(1, 1, 1), ends_on=date(9999, 12, 31))
    assert organiser.get(f"/projects/{project.ref}/board/months/").status_code == 200


def test_an_activity_of_today_is_held_for_the_plan_and_for_the_line_beneath_it(make, today):
    project = running(make, today)
    measure = make.measure(project)
    for days in (-1, 0, 1):
        make.activity(project, measure=measure, starts_on=today + timedelta(days))
    make.activity(project, measure=measure, starts_on=today, ends_on=today + timedelta(1))
    Indicator.objects.create(project=project, measure=measure, code="activities", plan=10)
    line = board_of(project=project, today=today).measures[0]
    assert (line.figures[0].progress.actual, line.held, line.ahead) == (2, 2, 2)
