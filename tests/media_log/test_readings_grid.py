"""Numbers of many publications at once, and followers of many pages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grants.models import Role
from media_log.models import Page, PageReading, Post, Reading
from tests.conftest import signed_in

PATH = "/publications/readings/"


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


def shown(client, **query):
    return [line.line.post.pk for line in client.get(PATH, query).context["grid"]]


def page(make, name="Бет", platform="site"):
    return Page.objects.create(organisation=make.organisation, platform=platform, key=name, name=name)


def test_only_what_is_filled_is_saved_and_twice_is_once(organiser, make):
    first, second, third = make.post(), make.post(), make.post()
    sent = {"read_on": "2025-09-12", f"views-{first.pk}": "1,2 тыс", f"likes-{second.pk}": "0", f"views-{third.pk}": ""}
    for _ in range(2):
        answer = organiser.post(f"{PATH}?platform=site", sent)
        assert (answer.status_code, answer.url) == (302, f"{PATH}?platform=site")
    assert sorted(Reading.objects.values_list("post", "views", "likes")) == sorted(
        [(first.pk, 1200, None), (second.pk, None, 0)]
    )
    assert set(Reading.objects.values_list("read_on", "source")) == {(date(2025, 9, 12), "typed")}


def test_one_bad_number_saves_nothing_and_loses_nothing(organiser, make):
    first, second = make.post(), make.post()
    sent = {"read_on": "2025-09-12", f"views-{first.pk}": "12 500", f"reach-{second.pk}": "көп"}
    answer = organiser.post(PATH, sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"reach-{second.pk}"]
    assert {name: answer.context["form"][name].value() for name in sent} == sent
    assert [line.line.post.pk for line in answer.context["grid"]] == [first.pk, second.pk]
    page = answer.content.decode()
    assert f'id="id_reach-{second.pk}_error"' in page
    assert 'inputmode="numeric"' in page
    assert not Reading.objects.exists()
    assert organiser.post(PATH, {"read_on": "2025-09-12"}).status_code == 422


def test_those_longest_unread_come_first(organiser, make):
    today = timezone.localdate()
    fresh = make.post(views=5, views_read_on=today)
    old = make.post(views=5, views_read_on=today - timedelta(days=31))
    edge = make.post(likes=5, likes_read_on=today - timedelta(days=30))
    never = make.post(page_followers=5)  # followers are the page's number
    assert shown(organiser) == [never.pk, old.pk, edge.pk, fresh.pk]
    assert shown(organiser, due="on") == [never.pk, old.pk]
    last = organiser.get(PATH).context["grid"][1].last
    assert [(str(one.label), one.number, one.day) for one in last] == [("Views", 5, today - timedelta(days=31))]


def test_the_list_is_narrowed_and_a_filter_of_strangers_narrows_nothing(organiser, make):
    activity, where = make.activity(), page(make)
    here, elsewhere = make.post(page=where), make.post(platform="youtube", key="youtube:x")
    make.mention(here, activity)
    make.mention(elsewhere, make.project())
    assert shown(organiser, project=activity.project.ref) == [here.pk]
    assert shown(organiser, platform="youtube") == [elsewhere.pk]
    assert shown(organiser, on_page=where.pk) == [here.pk]
    foreign = page(make.other_organisation())
    assert len(shown(organiser, on_page=foreign.pk)) == 2
    assert len(shown(organiser, platform="\x00", page="x")) == 2


def test_fifty_stand_on_a_part_and_the_filter_goes_along(organiser, make):
    for _ in range(51):
        make.post()
    answer = organiser.get(PATH, {"platform": "site"})
    assert len(answer.context["grid"]) == 50
    assert 'href="?platform=site&amp;page=2"' in answer.content.decode()
    assert len(shown(organiser, platform="site", page=2)) == 1


def test_foreign_and_removed_posts_are_left_out_with_a_word(organiser, make):
    own, foreign = make.post(), make.other_organisation().post()
    sent = {"read_on": "2025-09-12", f"views-{own.pk}": "5", f"views-{foreign.pk}": "7", "views-" + "9" * 18: "1"}
    words = [str(word) for word in organiser.post(PATH, sent, follow=True).context["messages"]]
    assert words[0] == "Numbers of 1 publication saved."
    assert words[1].startswith("2 publications were removed meanwhile")
    assert Reading.objects.values_list("post", "views").get() == (own.pk, 5)


def test_lower_numbers_are_told_once_for_all_and_kept(organiser, make):
    posts = [make.post(views=100, views_read_on=date(2025, 9, 10)) for _ in range(2)]
    sent = {"read_on": "2025-09-12", **{f"views-{post.pk}": "50" for post in posts}}
    words = [str(word) for word in organiser.post(PATH, sent, follow=True).context["messages"]]
    assert words[1].startswith("2 publications have a number lower than before")
    assert {post.views for post in Post.objects.all()} == {50}


def test_the_grid_takes_as_many_queries_for_many_as_for_one(organiser, make):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert organiser.get(path).status_code == 200
        return len(captured)

    make.mention(make.post(page=page(make)), make.activity())
    few = [queries(path) for path in (PATH, "/publications/pages/")]
    for number in range(10):
        make.mention(make.post(page=page(make, f"Бет {number}")), make.activity())
    assert [queries(path) for path in (PATH, "/publications/pages/")] == few


def test_followers_of_many_pages_reach_all_their_posts(organiser, make):
    first, second, third = page(make, "А"), page(make, "Б"), page(make, "В")
    posts = [make.post(page=first), make.post(page=first), make.post(page=second)]
    sent = {
        "read_on": "2025-09-12",
        f"page_followers-{first.pk}": "21,4 тыс",
        f"page_followers-{second.pk}": "0",
        f"page_followers-{third.pk}": "",
    }
    for _ in range(2):
        assert organiser.post("/publications/pages/", sent).status_code == 302
    for post in posts:
        post.refresh_from_db()
    assert [post.page_followers for post in posts] == [21_400, 21_400, 0]
    assert PageReading.objects.count() == 2
    grid = organiser.get("/publications/pages/").context["grid"]
    assert [(line["page"].name, line["page"].posts_count, line["page"].followers) for line in grid] == [
        ("В", 0, None),
        ("А", 2, 21_400),
        ("Б", 1, 0),
    ]
    bad = {**sent, f"page_followers-{third.pk}": "-1"}
    assert organiser.post("/publications/pages/", bad).status_code == 422
    for role in (Role.VIEWER, Role.STAFF):
        client = signed_in(make.member(role).user)
        assert "<input" not in client.get("/publications/pages/").content.decode().split("<main")[1]
        assert client.post("/publications/pages/", sent).status_code == 403
