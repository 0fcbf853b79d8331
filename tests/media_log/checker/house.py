"""Posts of the test's web, and when they are looked at."""

from datetime import timedelta

from django.utils import timezone

from media_log.models import HostState, LinkCheck

PAGE = '<meta property="og:title" content="Семинар өтті"><meta name="author" content="Аймақ">'


def post_at(make, url, **fields):
    """A post with a link of the test's web, at an activity of 2025."""
    post = make.post(url.split("://")[1].replace("/", "-"), **{"url": url, **fields})
    day = timezone.localdate() - timedelta(days=20)
    make.mention(post, make.activity(starts_on=day))
    return post


def check_of(post) -> LinkCheck:
    return LinkCheck.objects.get(post=post)


def due_again(post, **changes) -> None:
    LinkCheck.objects.filter(post=post).update(next_at=timezone.now(), **changes)
    HostState.objects.update(next_at=None)
