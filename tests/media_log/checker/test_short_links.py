"""Shortened links, once the network has said where they lead."""

from datetime import date

import pytest
from django.utils import timezone

from grants.models import AuditEntry
from media_log.models import Mention, Post
from media_log.queries import post_lines
from tests.media_log.checker.house import PAGE, check_of, due_again, post_at
from tests.media_log.checker.local_web import leads_to, says

pytestmark = pytest.mark.django_db
REEL = "https://www.instagram.com/reel/DG2lAQstlEP/"
REEL_PAGE = '<meta property="og:title" content="Айналайын on Instagram">'


@pytest.fixture
def short(make, local, tmp_path):
    """A shortened link that leads to a reel, and its post."""
    local.with_tls(tmp_path, ["bit.ly", "www.instagram.com"])
    local.pages["bit.ly/abc"] = leads_to("https://www.instagram.com/reel/DG2lAQstlEP/?igsh=1")
    local.pages["www.instagram.com/reel/DG2lAQstlEP/?igsh=1"] = says(REEL_PAGE)
    local.pages["www.instagram.com/reel/DG2lAQstlEP/"] = says(REEL_PAGE)
    return post_at(make, "https://bit.ly/abc", key="site:bit.ly/abc", kind="other")


def test_a_shortened_link_becomes_the_post_it_leads_to(make, run, short):
    run()
    short.refresh_from_db()
    assert (short.key, short.platform, short.kind, short.url) == ("instagram:DG2lAQstlEP", "instagram", "reel", REEL)
    assert short.made_on == date(2025, 3, 6)
    assert Mention.objects.get().url_as_given == "https://bit.ly/abc"
    assert AuditEntry.objects.get(verb="publication.correct_link").details == {
        "before": "site:bit.ly/abc",
        "after": "instagram:DG2lAQstlEP",
    }
    assert post_lines(posts=[short])[0].warnings == ()
    due_again(short)
    run()
    assert check_of(short).state == "alive"


def test_a_shortened_link_to_a_post_that_is_there_is_put_together_with_it(make, run, short):
    known = make.post(url=REEL, key="instagram:DG2lAQstlEP", platform="instagram", kind="reel")
    make.mention(known, make.activity(starts_on=timezone.localdate()))
    run()
    assert list(Post.objects.values_list("pk", flat=True)) == [known.pk]
    assert sorted(known.mentions.values_list("url_as_given", flat=True)) == ["https://bit.ly/abc", REEL]


@pytest.mark.parametrize(
    "page",
    [
        says(PAGE),
        leads_to("https://www.instagram.com/accounts/login/"),
        leads_to("https://www.instagram.com/aynalayin/"),
        leads_to("https://127.0.0.1/reel/DG2lAQstlEP/"),
    ],
)
def test_a_shortened_link_that_leads_to_no_post_stays_what_it_is(local, run, short, page):
    local.pages["bit.ly/abc"] = page
    local.pages["www.instagram.com/accounts/login/"] = says("<title>Log in</title>")
    local.pages["www.instagram.com/aynalayin/"] = says(REEL_PAGE)
    run()
    short.refresh_from_db()
    assert short.key == "site:bit.ly/abc"


@pytest.mark.parametrize("said", [says('{"title": "Видео", "author_name": "Айналайын"}'), says(status="404 Not Found")])
def test_a_shortened_link_of_a_platform_is_followed_whatever_its_service_says_of_it(make, local, run, tmp_path, said):
    """Only the redirect says which film it is: TikTok's service knows the film and not its own shortened links."""
    film = "https://www.tiktok.com/@aynalayin/video/7474123456789012345"
    local.with_tls(tmp_path, ["vm.tiktok.com", "www.tiktok.com"])
    short = "https://vm.tiktok.com/ZMabc123/"
    local.pages["www.tiktok.com/oembed?url=https%3A%2F%2Fvm.tiktok.com%2FZMabc123%2F&format=json"] = said
    local.pages["vm.tiktok.com/ZMabc123/"] = leads_to(f"{film}?_t=1")
    local.pages["www.tiktok.com/@aynalayin/video/7474123456789012345?_t=1"] = says(REEL_PAGE)
    post = post_at(make, short, key="tiktok:short/ZMabc123", platform="tiktok", kind="video")
    run()
    post.refresh_from_db()
    assert (post.key, post.url) == ("tiktok:7474123456789012345", film)


def test_a_channel_is_no_film_that_its_service_could_miss(make, local, run, tmp_path):
    local.with_tls(tmp_path, ["www.youtube.com"])
    local.pages["www.youtube.com/@aynalayin"] = says(PAGE)
    channel = post_at(make, "https://www.youtube.com/@aynalayin", platform="youtube", kind="profile")
    run()
    assert check_of(channel).state == "alive"
    assert check_of(channel).problem == ""
