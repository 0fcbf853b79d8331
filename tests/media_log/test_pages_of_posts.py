"""Pages: named otherwise, put together, their readings taken back, posts set on them."""

from datetime import date

import pytest

from media_log.actions.followers import FollowersRow, merge_pages, record_followers, set_page
from media_log.actions.numbers import correct_reading
from media_log.models import Page, PageReading, Post, Reading
from rules.errors import AppError

DAY, LATER = date(2025, 9, 1), date(2025, 10, 1)


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


@pytest.fixture
def page(make):
    return Page.objects.create(organisation=make.organisation, platform="site", key="a", name="Бет")


def read(page, *readings):
    rows = [FollowersRow(page, day, followers) for day, followers in readings]
    record_followers(rows, organisation=page.organisation, by=None)


def test_a_page_is_named_otherwise_and_shows_how_it_grew(organiser, page):
    read(page, (DAY, 100), (LATER, 90))
    path = f"/publications/pages/{page.pk}/"
    history = organiser.get(path).context["history"]
    assert [(line.reading.followers, line.change) for line in history.lines] == [(90, -10), (100, None)]
    assert organiser.post(path, {"name": " "}).status_code == 422
    assert organiser.post(path, {"name": "Жаңа атау"}).status_code == 302
    page.refresh_from_db()
    assert (page.name, page.key) == ("Жаңа атау", "a")


def test_a_reading_taken_back_gives_the_posts_the_one_before(organiser, make, page):
    post = make.post(page=page)
    read(page, (DAY, 100), (LATER, 20_000))
    last = PageReading.objects.get(read_on=LATER)
    other = Page.objects.create(organisation=make.organisation, platform="site", key="b", name="Б")
    assert organiser.post(f"/publications/pages/{other.pk}/{last.pk}/delete/").status_code == 404
    path = f"/publications/pages/{page.pk}/{last.pk}/delete/"
    assert [organiser.post(path).status_code for _ in range(2)] == [302, 404]
    post.refresh_from_db()
    assert (post.page_followers, post.followers_read_on) == (100, DAY)


def test_two_pages_become_one(organiser, make, page):
    other = Page.objects.create(organisation=make.organisation, platform="site", key="b", name="Басқаша")
    posts = [make.post(page=page), make.post(page=other)]
    read(page, (DAY, 100))
    read(other, (DAY, 7), (LATER, 300))
    path = f"/publications/pages/{page.pk}/merge/"
    foreign = Page.objects.create(
        organisation=make.other_organisation().organisation, platform="site", key="c", name="Ж"
    )
    elsewhere = Page.objects.create(organisation=make.organisation, platform="vk", key="c", name="Ж")
    for wrong in (foreign, elsewhere, page):
        assert organiser.post(path, {"other": wrong.pk}).status_code == 422
    assert organiser.post(path, {"other": other.pk}).status_code == 302
    assert organiser.post(path, {"other": other.pk}).status_code == 422
    assert list(page.readings.values_list("read_on", "followers")) == [(LATER, 300), (DAY, 100)]
    for post in posts:
        post.refresh_from_db()
    assert {(post.page_id, post.page_followers) for post in posts} == {(page.pk, 300)}
    assert not Page.objects.filter(pk=other.pk).exists()


def test_ticked_posts_are_set_on_a_page_known_or_new(organiser, make, page):
    read(page, (DAY, 25_000))
    posts = [make.post() for _ in range(3)]
    video = make.post(platform="youtube", key="youtube:x")
    path = "/publications/pages/which/"
    answer = organiser.get(path)
    assert [(gap.code, gap.posts) for gap in answer.context["totals"].gaps] == [("site", 3), ("youtube", 1)]
    ticked = [post.pk for post in posts[:2]]
    missing = organiser.post(path, {"posts": ticked})
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["page"])
    assert missing.content.decode().count(" checked") == 2
    assert organiser.post(path, {"page": page.pk}).status_code == 422
    assert organiser.post(path, {"posts": [video.pk], "page": page.pk}).status_code == 422
    assert organiser.post(path, {"posts": ["9" * 30], "page": page.pk}).status_code == 422
    assert organiser.post(path, {"posts": ticked, "page": page.pk, "named": "Ж"}).status_code == 422
    assert organiser.post(path, {"posts": ticked, "page": page.pk}).status_code == 302
    assert sorted(Post.objects.filter(page=page, page_followers=25_000).values_list("pk", flat=True)) == ticked
    assert organiser.post(path, {"posts": [posts[2].pk], "named": "Жаңа сайт"}).status_code == 302
    posts[2].refresh_from_db()
    assert (posts[2].page.name, posts[2].page.platform, posts[2].page_followers) == ("Жаңа сайт", "site", None)
    wrong = organiser.post(f"{path}?platform=youtube", {"posts": [video.pk], "named": "https://vk.com/taraz_zhastary"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["named"])
    assert not Page.objects.filter(platform="vk").exists()


def test_what_is_gone_since_it_was_shown_is_refused_in_words(make):
    post = make.post()
    gone, keep = (Page.objects.create(organisation=make.organisation, platform="site", key=k, name=k) for k in "аб")
    reading = Reading.objects.create(post=post, read_on=date(2025, 9, 12), views=5)
    Page.objects.filter(pk=gone.pk).delete()
    Reading.objects.filter(pk=reading.pk).delete()
    late = (
        lambda: record_followers([FollowersRow(gone, date(2025, 9, 12), 5)], organisation=make.organisation, by=None),
        lambda: merge_pages(keep=gone, other=keep, by=None),
        lambda: set_page([post], gone, by=None),
        lambda: correct_reading(reading, read_on=date(2025, 9, 13), numbers={"views": 6}, by=None),
    )
    for act in late:
        with pytest.raises(AppError, match="try_again"):
            act()
    assert not Reading.objects.exists()
