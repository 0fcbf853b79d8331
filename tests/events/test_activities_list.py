"""The list and the month: what is ahead, what is past, found by a word in any case."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity
from events.actions.head_counts import set_head_count
from grants.models import Role
from tests.conftest import signed_in


@pytest.fixture
def today():
    return timezone.localdate()


def titles(page):
    return [activity.title for month in page.context["months"] for activity, _count in month.rows]


def test_upcoming_and_past_are_told_apart_by_the_last_day(make, organiser, today):
    project = make.project()
    day = timedelta(days=1)
    make.activity(project, title="кеше", starts_on=today - day)
    make.activity(project, title="алдыңғы күні", starts_on=today - 2 * day)
    make.activity(project, title="бүгін", starts_on=today)
    make.activity(project, title="ертең", starts_on=today + day)
    make.activity(project, title="жалғасуда", starts_on=today - 3 * day, ends_on=today)
    make.activity(project, title="бітті", starts_on=today - 9 * day, ends_on=today - 4 * day)
    make.activity(project, title="күні жоқ", starts_on=None)
    page = organiser.get("/activities/")
    assert titles(page) == ["жалғасуда", "бүгін", "ертең", "күні жоқ"]
    assert (page.context["ahead"], page.context["behind"]) == (4, 3)
    page = organiser.get("/activities/", {"when": "past"})
    assert titles(page) == ["кеше", "алдыңғы күні", "бітті"]


def test_the_list_opens_where_there_is_something(make, organiser, today):
    make.activity(title="кеше", starts_on=today - timedelta(days=1))
    assert titles(organiser.get("/activities/")) == ["кеше"]


def test_the_past_stands_by_month_latest_first(make, organiser):
    project = make.project()
    for day in (date(2025, 5, 22), date(2025, 6, 24), date(2025, 5, 30)):
        make.activity(project, starts_on=day, title=day.isoformat())
    months = organiser.get("/activities/").context["months"]
    assert [(month.day, [row.title for row, _count in month.rows]) for month in months] == [
        (date(2025, 6, 1), ["2025-06-24"]),
        (date(2025, 5, 1), ["2025-05-30", "2025-05-22"]),
    ]


@pytest.mark.parametrize("words", ["толеранттылық", "ТОЛЕРАНТТЫЛЫҚ", "жол  толеранттылық", "p1-01", "медицина"])
def test_text_is_found_whatever_its_capitals(make, organiser, words):
    project = make.project(ref="P1")
    make.activity(project, ref="P1-01", title="«Толеранттылық – келісімге жол»", venue="Медицина колледжі")
    make.activity(project, ref="P1-02", title="Ашық диалог", venue="Кітапхана")
    assert titles(organiser.get("/activities/", {"q": words})) == ["«Толеранттылық – келісімге жол»"]


@pytest.mark.parametrize("words", ["(", "[a", "\\", "a\0b", "%", "x" * 99, ".*", "x" * 5000])
def test_odd_search_words_find_nothing_and_break_nothing(make, organiser, words):
    make.activity(title="Ашық диалог")
    page = organiser.get("/activities/", {"q": words})
    assert page.status_code == 200
    assert titles(page) in ([], ["Ашық диалог"])


def test_a_dot_is_a_dot(make, organiser):
    make.activity(title="Ашық диалог", ref="A1", venue="")
    assert titles(organiser.get("/activities/", {"q": ".*"})) == []


def test_project_and_kind_limit_the_list(make, organiser):
    first, second = make.project(ref="P1"), make.project(ref="P2")
    seminar = make.activity(first, kind="seminar", title="семинар")
    make.activity(first, kind="lecture", title="дәріс")
    make.activity(second, kind="seminar", title="бөлек")
    assert titles(organiser.get("/activities/", {"project": "P1", "kind": seminar.kind_id})) == ["семинар"]
    assert sorted(titles(organiser.get("/activities/", {"kind": seminar.kind_id}))) == ["бөлек", "семинар"]


@pytest.mark.parametrize(
    "query", [{"project": "жоқ"}, {"kind": "9" * 30}, {"kind": "x"}, {"page": "-5"}, {"page": "x"}, {"when": "\0"}]
)
def test_odd_filters_limit_nothing(make, organiser, query):
    make.activity(title="Ашық диалог")
    page = organiser.get("/activities/", query)
    assert page.status_code == 200
    assert titles(page) == ["Ашық диалог"]


def test_a_number_stands_beside_what_was_expected_and_a_cancelled_one_has_a_word(make, organiser):
    activity = make.activity(expected_number=40, title="Есептелген")
    set_head_count(activity, mode="instead", basis="tally", total=31, by=None)
    cancel_activity(make.activity(activity.project, title="Болмаған"), reason="карантин", by=None)
    page = organiser.get("/activities/", headers={"accept-language": "en"}).content.decode()
    assert '<span class="count-in-row">31</span>' in page
    assert "<s>Болмаған</s>" in page
    assert "badge--bad" in page


def test_another_organisations_activities_are_not_in_the_list(make, organiser):
    make.other_organisation().activity(title="Бөтен")
    assert titles(organiser.get("/activities/")) == []
    page = organiser.get("/activities/calendar/2025/9/")
    assert "Бөтен" not in page.content.decode()


def test_every_member_sees_the_list_but_only_editors_a_button(make):
    make.activity()
    viewer = signed_in(make.member(Role.VIEWER).user).get("/activities/")
    assert viewer.status_code == 200
    assert "/activities/new/" not in viewer.content.decode()
    owner = signed_in(make.member(Role.OWNER).user).get("/activities/")
    assert "/activities/new/" in owner.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(make, organiser, django_assert_num_queries, number):
    project = make.project()
    for _ in range(number):
        make.attendance(make.activity(project))
    with django_assert_num_queries(11):
        assert len(titles(organiser.get("/activities/"))) == number


def test_a_month_shows_each_day_of_a_long_activity(make, organiser):
    project = make.project()
    make.activity(project, title="Дәріс", starts_on=date(2025, 9, 10), starts_at=time(10, 0))
    make.activity(project, title="Лагерь", starts_on=date(2025, 8, 30), ends_on=date(2025, 9, 2))
    make.activity(project, title="Қазан", starts_on=date(2025, 10, 1))
    page = organiser.get("/activities/calendar/2025/9/")
    found = {
        day: [activity.title for activity in activities]
        for week in page.context["weeks"]
        for day, activities, _inside in week
        if activities
    }
    assert found == {
        date(2025, 9, 1): ["Лагерь"],
        date(2025, 9, 2): ["Лагерь"],
        date(2025, 9, 10): ["Дәріс"],
    }
    assert page.context["weeks"][0][0][0] == date(2025, 9, 1)
    assert page.context["weeks"][0][0][0].weekday() == 0
    assert "/activities/calendar/2025/8/" in page.content.decode()
    assert "/activities/calendar/2025/10/" in page.content.decode()


@pytest.mark.parametrize("month", ["2000/1", "2100/12", "2024/2", "2025/12"])
def test_every_month_can_be_drawn(make, organiser, month):
    assert organiser.get(f"/activities/calendar/{month}/").status_code == 200


@pytest.mark.parametrize("month", ["2025/0", "2025/13", "0/1", "1999/12", "2101/1", f"{'9' * 40}/1"])
def test_there_is_no_such_month(make, organiser, month):
    assert organiser.get(f"/activities/calendar/{month}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_asks_the_same_number_of_questions(make, organiser, django_assert_num_queries, number):
    project = make.project()
    for _ in range(number):
        make.activity(project)
    with django_assert_num_queries(4):
        organiser.get("/activities/calendar/2025/9/")
