"""Numbers of one publication: added, corrected, deleted, their history and its chart."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from grants.models import AuditEntry, Role
from media_log.actions.followers import FollowersRow, record_followers
from media_log.models import Page, PageReading, Reading
from media_log.queries.readings import readings_part
from media_log.reading_chart import chart_of
from tests.conftest import signed_in


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


def add(client, post, day, **numbers):
    return client.post(f"/publications/{post.pk}/readings/", {"read_on": day, **numbers})


def history(post):
    return [(row.day.isoformat(), *row.numbers.values()) for row in readings_part(post=post).rows]


def words(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_numbers_are_noted_with_their_day_as_people_write_them(organiser, make):
    post = make.post()
    add(organiser, post, "2025-09-12", views="1,2 тыс", likes="40")
    answer = add(organiser, post, "2025-10-01", views="12 500", page_followers="3.4M")
    assert (answer.status_code, answer.url) == (302, f"/publications/{post.pk}/")
    post.refresh_from_db()
    assert (post.views, post.views_read_on) == (12_500, date(2025, 10, 1))
    assert (post.likes, post.likes_read_on) == (40, date(2025, 9, 12))
    assert (post.page_followers, post.reach) == (3_400_000, None)
    assert history(post) == [("2025-10-01", 12_500, None, None, 3_400_000), ("2025-09-12", 1200, 40, None, None)]
    page = organiser.get(f"/publications/{post.pk}/").content.decode()
    assert 'aria-label="Views: 12.09.2025 – 1\u00a0200; 01.10.2025 – 12\u00a0500"' in page
    assert "11\u00a0300 more since 12.09.2025" in page


def test_the_same_form_sent_twice_is_one_reading(organiser, make):
    post = make.post()
    for _ in range(2):
        add(organiser, post, "2025-09-12", views="10")
    assert Reading.objects.count() == 1
    assert AuditEntry.objects.filter(verb="readings.record").count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"views": "-5"}, "views"),
        ({"views": "көп"}, "views"),
        ({"likes": "1,5"}, "likes"),
        ({"reach": "99999999999"}, "reach"),
        ({}, "views"),
        ({"views": "5", "read_on": "2999-01-01"}, "read_on"),
        ({"views": "5", "read_on": "0025-09-12"}, "read_on"),
        ({"views": "5", "read_on": ""}, "read_on"),
        ({"views": "5\x00"}, "views"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_kept(organiser, make, sent, field):
    post = make.post()
    sent = {"read_on": "2025-09-12", **sent}
    answer = organiser.post(f"/publications/{post.pk}/readings/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert [answer.context["form"][name].value() for name in sent] == list(sent.values())
    assert not Reading.objects.exists()


def test_the_day_is_today_unless_said(organiser, make):
    form = organiser.get(f"/publications/{make.post().pk}/readings/").context["form"]
    assert form["read_on"].value() == timezone.localdate()
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert add(organiser, make.post(), tomorrow.isoformat(), views="1").status_code == 422


def test_less_than_before_is_a_warning_and_is_kept(organiser, make):
    post = make.post()
    add(organiser, post, "2025-09-12", views="500", likes="9")
    answer = organiser.post(
        f"/publications/{post.pk}/readings/", {"read_on": "2025-10-01", "views": "50", "likes": "9"}, follow=True
    )
    assert [word[:38] for word in words(answer)[-2:]] == [
        "The numbers are saved.",
        "One of the numbers is lower than on an",
    ]
    post.refresh_from_db()
    assert post.views == 50
    rows = readings_part(post=post).rows
    assert [row.lower for row in rows] == [("views",), ()]


def test_a_reading_is_corrected_moved_and_deleted(organiser, make):
    post = make.post()
    add(organiser, post, "2025-09-12", views="500")
    add(organiser, post, "2025-10-01", views="900", likes="7")
    last = Reading.objects.get(read_on="2025-10-01")
    path = f"/publications/{post.pk}/readings/{last.pk}/"
    assert organiser.get(path).context["form"].initial["views"] == 900
    taken = organiser.post(path, {"read_on": "2025-09-12", "views": "90"})
    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["read_on"])
    assert organiser.post(path, {"read_on": "2025-10-02"}).status_code == 422
    assert organiser.post(path, {"read_on": "2025-10-02", "views": "950"}).status_code == 302
    assert history(post) == [("2025-10-02", 950, None, None, None), ("2025-09-12", 500, None, None, None)]
    post.refresh_from_db()
    assert (post.views, post.views_read_on, post.likes) == (950, date(2025, 10, 2), None)
    assert organiser.post(path + "delete/").status_code == 302
    assert organiser.post(path + "delete/").status_code == 404
    post.refresh_from_db()
    assert (post.views, post.views_read_on) == (500, date(2025, 9, 12))
    assert [entry.verb for entry in AuditEntry.objects.filter(verb__startswith="reading.").order_by("pk")] == [
        "reading.correct",
        "reading.delete",
    ]


def test_followers_typed_at_a_post_are_its_pages(organiser, make):
    page = Page.objects.create(organisation=make.organisation, platform="site", key="x", name="Бет")
    post, other = make.post(page=page), make.post(page=page)
    add(organiser, post, "2025-09-12", views="5", page_followers="21 000")
    assert PageReading.objects.values_list("page", "followers").get() == (page.pk, 21_000)
    assert Reading.objects.get().page_followers is None
    other.refresh_from_db()
    assert (other.page_followers, other.followers_read_on) == (21_000, date(2025, 9, 12))
    how = {"organisation": make.organisation, "by": None}
    record_followers([FollowersRow(page, date(2025, 10, 1), 22_000)], **how)
    assert history(post) == [("2025-10-01", None, None, None, 22_000), ("2025-09-12", 5, None, None, 21_000)]


def test_viewers_see_the_history_and_change_nothing(organiser, make):
    post = make.post()
    add(organiser, post, "2025-09-12", views="5")
    number = Reading.objects.get().pk
    for role in (Role.VIEWER, Role.STAFF):
        client = signed_in(make.member(role).user)
        page = client.get(f"/publications/{post.pk}/").content.decode()
        assert "12.09.2025" in page
        assert "/readings/" not in page
        assert add(client, post, "2025-09-13", views="5").status_code == 403
        assert client.post(f"/publications/{post.pk}/readings/{number}/delete/").status_code == 403
    assert Reading.objects.count() == 1


def test_a_reading_belongs_to_its_post_alone(organiser, make):
    post, other = make.post(), make.other_organisation().post()
    add(organiser, post, "2025-09-12", views="5")
    number = Reading.objects.get().pk
    for path in (f"{other.pk}/readings/", f"{other.pk}/readings/{number}/", f"{make.post().pk}/readings/{number}/"):
        answer = organiser.post(f"/publications/{path}", {"read_on": "2025-09-12", "views": "1"})
        assert answer.status_code == 404
    assert history(post) == [("2025-09-12", 5, None, None, None)]


def test_the_chart_is_true_to_time_and_from_nought():
    assert chart_of([]) is None
    assert chart_of([(date(2025, 9, 1), 5)]) is None
    chart = chart_of([(date(2025, 9, 1), 0), (date(2025, 9, 3), 50), (date(2025, 9, 9), 100)])
    assert [(point.x, point.y) for point in chart.points] == [(12, 112), (86, 70), (308, 28)]
    assert chart.grown == 100
    flat = chart_of([(date(2025, 9, 1), 0), (date(2025, 9, 3), 0)])
    assert {point.y for point in flat.points} == {112}
