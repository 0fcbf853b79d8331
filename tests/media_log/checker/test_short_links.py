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
