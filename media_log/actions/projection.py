"""What a post shows of its readings: the one place that writes a post's day and latest numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.utils import timezone

from media_log.models import PageReading, Post, Reading
from media_log.models.posts import READ_ON

_NUMBERS = tuple(READ_ON)
_Latest = dict[int, dict[str, tuple[date, int]]]


def made_on(post: Post) -> date | None:
    """The day a post is taken to be from: as stated, else of its upload (Asia/Almaty)."""
    if post.published_on or not post.uploaded_at:
        return post.published_on
    return timezone.localdate(post.uploaded_at)


def refresh_posts(ids: Collection[int]) -> set[int]:
    """Write the day and the latest numbers of these posts anew from what is recorded; returns those that changed.

    Of each number the latest day's reading stands. Followers are those of the post's page where it was read on that day
    or later, else what was read with the post. Three queries and a bulk write per 1,000 posts; the
    caller holds the posts.
    """
    changed: set[int] = set()
    wanted = sorted(ids)
    for start in range(0, len(wanted), 1000):
        changed |= _refresh(wanted[start : start + 1000])
    return changed


def _refresh(ids: list[int]) -> set[int]:
    posts = list(Post.objects.filter(pk__in=ids))
    latest = _latest_of_posts(ids)
    followers = _latest_of_pages({post.page_id for post in posts if post.page_id})
    changed = []
    for post in posts:
        numbers = latest.get(post.pk, {})
        of_page = followers.get(post.page_id) if post.page_id else None
        own = numbers.get("page_followers")
        if of_page and (own is None or of_page[0] >= own[0]):
            numbers["page_followers"] = of_page
        if _set(post, numbers):
            changed.append(post)
    columns = ["made_on", *READ_ON.keys(), *READ_ON.values()]
    Post.objects.bulk_update(changed, columns, batch_size=100)
    return {post.pk for post in changed}


def _set(post: Post, numbers: dict[str, tuple[date, int]]) -> bool:
    """Put them onto the post; whether anything differed."""
    new: dict[str, object] = {"made_on": made_on(post)}
    for number, day in READ_ON.items():
        new[day], new[number] = numbers.get(number, (None, None))
    is_changed = any(getattr(post, name) != value for name, value in new.items())
    for name, value in new.items():
        setattr(post, name, value)
    return is_changed


def _latest_of_posts(ids: list[int]) -> _Latest:
    found: _Latest = defaultdict(dict)
    rows = Reading.objects.filter(post__in=ids).order_by("read_on").values_list("post", "read_on", *_NUMBERS)
    for post, day, *values in rows:
        found[post].update(
            {name: (day, value) for name, value in zip(_NUMBERS, values, strict=True) if value is not None}
        )
    return found


def _latest_of_pages(pages: set[int]) -> dict[int, tuple[date, int]]:
    rows = PageReading.objects.filter(page__in=pages).order_by("read_on").values_list("page", "read_on", "followers")
    return {page: (day, followers) for page, day, followers in rows}
