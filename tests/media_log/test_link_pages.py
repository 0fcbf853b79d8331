"""Pages about links: in words, with what to do, for those who may."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from grants.models import Role
from media_log.models import LinkCheck, Post
from media_log.queries.link_checks import link_totals, links_found
from tests.conftest import signed_in

DAY = datetime(2025, 9, 10, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.LINK_CHECKS = True


@pytest.fixture
def english(organiser):
    organiser.cookies["django_language"] = "en"
    return organiser


def checked(make, state, holder=None, **fields) -> LinkCheck:
    post = make.post()
    make.mention(post, holder or make.activity())
    fields.setdefault("next_at", timezone.now() + timedelta(days=3))
    return LinkCheck.objects.create(post=post, state=state, **{"checked_at": DAY, **fields})


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        ("alive", {}, "Looked at on 10.09.2025 10:00: the publication is there."),
        ("gone", {"gone_since": DAY, "problem": "not_found"}, "Not found since 10.09.2025, on two days or more."),
        ("alive", {"gone_since": DAY, "problem": "not_found", "next_at": DAY + timedelta(1)}, "again on 11.09.2025"),
        ("waiting", {"checked_at": None}, "It will be looked at soon"),
        ("closed", {"problem": "robots"}, "asks programs not to look at this page"),
        ("unreachable", {"problem": "dns"}, "says nothing about the publication itself"),
        ("refused", {"problem": "not_public"}, "Whoever reads the report cannot open it either"),
    ],
)
def test_a_look_is_told_in_words(make, english, state, fields, words):
    check = checked(make, state, **fields)
    page = english.get(f"/publications/{check.post_id}/").content.decode()
    assert words in page
    assert "Look now" in page


def test_a_preview_and_a_day_that_is_taken_by_a_button(make, english):
    check = checked(make, "alive", title="Семинар <b>өтті", author="Аймақ", site_name="Газет", published_at=DAY)
    check.picture.save("picture.jpg", ContentFile(b"\xff\xd8\xff"))
    path = f"/publications/{check.post_id}/"
    page = english.get(path).content.decode()
    for words in ("Семинар &lt;b&gt;өтті", "Аймақ · Газет", "published on 10.09.2025", f'src="{path}link/picture/"'):
        assert words in page
    picture = english.get(f"{path}link/picture/")
    assert (b"".join(picture), picture["Content-Type"]) == (b"\xff\xd8\xff", "image/jpeg")
    assert (picture["X-Content-Type-Options"], picture["Cache-Control"]) == ("nosniff", "private, max-age=3600")
    check.post.refresh_from_db()
    assert check.post.published_on is None
    english.post(f"{path}link/day/")
    check.post.refresh_from_db()
    assert (check.post.published_on, check.post.made_on) == (date(2025, 9, 10), date(2025, 9, 10))
    assert "Take this day" not in english.get(path).content.decode()
    check.picture.storage.delete(check.picture.name)
    assert english.get(f"{path}link/picture/").status_code == 404


def test_looking_now_and_not_twice_at_once(make, english):
    old, fresh = checked(make, "closed"), checked(make, "alive", checked_at=timezone.now())
    never = make.post()
    unlinked = make.post(platform="tv", url="", key="tv:1")
    for post in (old.post, fresh.post, never, unlinked):
        assert english.post(f"/publications/{post.pk}/link/look/").status_code == 302
    assert "This publication has no link." in english.get("/publications/").content.decode()
    due = LinkCheck.objects.filter(next_at__lte=timezone.now())
    assert set(due.values_list("post", flat=True)) == {old.post_id, never.pk}


def test_no_one_looks_too_often(make, english, monkeypatch):
    monkeypatch.setattr("media_log.views.link_checks.LOOKS.__class__.count", lambda self, *who: 120)
    check = checked(make, "closed")
    before = LinkCheck.objects.values("next_at").get()
    answer = english.post(f"/publications/{check.post_id}/link/look/", follow=True)
    assert "Try again in 2 min" in answer.content.decode()
    assert LinkCheck.objects.values("next_at").get() == before


def test_of_more_than_a_thousand_links_none_is_left_out(make, english):
    organisation, platform = make.organisation, "site"
    links = [f"https://example.kz/{number}" for number in range(1001)]
    Post.objects.bulk_create(
        Post(organisation=organisation, platform=platform, kind="article", key=f"site:{link}", url=link)
        for link in links
    )
    answer = english.post("/publications/links/", follow=True)
    assert "1001 links will be looked at again" in answer.content.decode().replace("\xa0", "").replace("1 001", "1001")


def test_all_links_of_a_project_are_looked_at_again(make, english):
    one, other = make.project(ref="А1"), make.project(ref="Б1")
    here = checked(make, "gone", make.activity(one), gone_since=DAY)
    there = checked(make, "alive", make.activity(other))
    just_now = checked(make, "alive", make.activity(one), checked_at=timezone.now())
    new = make.post()
    make.mention(new, one)
    answer = english.post("/publications/links/", {"project": "А1"})
    assert answer.url == "/publications/links/?project=%D0%901"
    due = set(LinkCheck.objects.filter(next_at__lte=timezone.now()).values_list("post", flat=True))
    assert due == {here.post_id, new.pk}
    assert not due & {there.post_id, just_now.post_id}
    assert english.post("/publications/links/", {"project": "ЖОҚ"}).status_code == 404


def test_the_page_of_links_names_what_wants_mending_and_its_parts_sum(make, english):
    gone = checked(make, "gone", gone_since=DAY, problem="not_found")
    once = checked(make, "alive", gone_since=DAY + timedelta(1), problem="not_found")
    checked(make, "alive")
    checked(make, "closed", problem="log_in")
    checked(make, "unreachable", problem="dns")
    make.mention(make.post(), make.activity())
    make.mention(make.post(platform="tv", url="", key="tv:1"), make.activity())
    totals = link_totals(organisation=make.organisation)
    counts = {line.code: line.count for line in totals.sorts}
    assert counts == {"gone": 1, "missing": 1, "refused": 0, "unreachable": 1, "closed": 1, "alive": 1, "waiting": 1}
    assert totals.total == 6
    assert list(links_found(organisation=make.organisation))[:2] == [gone, once]
    page = english.get("/publications/links/").content.decode()
    assert "To be mended" in page
    assert page.count('class="post"') == 3
    assert english.get("/publications/links/?sort=alive").content.decode().count('class="post"') == 1
    assert english.get("/publications/links/?sort=nonsense").status_code == 200
    project = gone.post.mentions.get().project
    assert link_totals(organisation=make.organisation, project=project).total == 1


def test_a_page_of_links_asks_the_database_no_more_for_many(make, english, django_assert_num_queries):
    for _number in range(2):
        checked(make, "gone", gone_since=DAY)
    english.get("/publications/links/")
    with django_assert_num_queries(8):
        english.get("/publications/links/")
    for _number in range(5):
        checked(make, "gone", gone_since=DAY)
    with django_assert_num_queries(8):
        english.get("/publications/links/")


def test_switched_off_the_pages_say_so_and_offer_nothing(make, english, settings):
    settings.LINK_CHECKS = False
    check = checked(make, "alive")
    page = english.get(f"/publications/{check.post_id}/").content.decode()
    assert "switched off on this installation" in page
    assert "Look now" not in page
    assert "switched off" in english.get("/publications/links/").content.decode()
    english.post(f"/publications/{check.post_id}/link/look/")
    english.post("/publications/links/")
    assert LinkCheck.objects.get().next_at > timezone.now()


def test_viewers_read_and_change_nothing(make):
    viewer = signed_in(make.member(Role.VIEWER).user)
    check = checked(make, "gone", gone_since=DAY, published_at=DAY)
    page = viewer.get(f"/publications/{check.post_id}/").content.decode()
    assert f"/publications/{check.post_id}/link/look/" not in page
    assert f"/publications/{check.post_id}/link/day/" not in page
    assert viewer.post("/publications/links/").status_code == 403
