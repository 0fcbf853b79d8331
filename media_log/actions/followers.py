"""Pages: how many follow them, what they are called, which of them are one, which posts stand on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from grants.actions.audit import record_audit
from grants.models import Organisation, User
from media_log.actions.projection import refresh_posts
from media_log.models import Page, PageReading, Post
from rules.errors import AppError


@dataclass(frozen=True)
class FollowersRow:
    """How many followed a page on a day."""

    page: Page
    read_on: date
    followers: int


def hold(organisation: Organisation, *, pages: Collection[int], posts: Collection[int] = ()) -> set[int]:
    """Lock pages, then their posts and further ones, each in one order: nobody waits in a circle. Returns the pages'
    posts. Inside a transaction. Raises AppError try_again where a page is gone."""
    held = Page.objects.of(organisation).filter(pk__in=pages).select_for_update().order_by("pk")
    if len(held.values_list("pk")) != len(set(pages)):
        # Put together with another one since it was shown.
        raise AppError("try_again", 409)
    of_pages = set(Post.objects.of(organisation).filter(page__in=pages).values_list("pk", flat=True))
    wanted = sorted({*of_pages, *posts})
    for start in range(0, len(wanted), 1000):
        some = Post.objects.of(organisation).filter(pk__in=wanted[start : start + 1000])
        list(some.select_for_update().order_by("pk").values_list("pk"))
    return of_pages


@transaction.atomic
def record_followers(rows: Iterable[FollowersRow], *, organisation: Organisation, by: User | None) -> set[int]:
    """Note followers; of the same page and day the last word stands. Returns the posts whose latest numbers changed.
    The pages must be of the organisation."""
    merged = {(row.page.pk, row.read_on): row.followers for row in rows}
    if not merged:
        return set()
    pages = {page for page, _day in merged}
    posts = hold(organisation, pages=pages)
    stored = {(row.page_id, row.read_on): row for row in PageReading.objects.filter(page__in=pages)}
    new, changed = [], []
    for (page, day), followers in merged.items():
        row = stored.get((page, day))
        if row is None:
            new.append(PageReading(page_id=page, read_on=day, followers=followers, added_by=by))
        elif row.followers != followers:
            row.followers, row.added_by = followers, by
            changed.append(row)
    PageReading.objects.bulk_create(new, batch_size=500)
    PageReading.objects.bulk_update(changed, ["followers", "added_by"], batch_size=200)
    if new or changed:
        record_audit(organisation, by, "followers.record", "pages", pages=len(pages))
    return refresh_posts(posts)


@transaction.atomic
def delete_followers(reading: PageReading, *, organisation: Organisation, by: User | None) -> None:
    """Take a reading of followers back; the page's posts show the one before it."""
    posts = hold(organisation, pages=[reading.page_id])
    gone, _kinds = PageReading.objects.filter(pk=reading.pk).delete()
    refresh_posts(posts)
    if gone:
        record_audit(
            organisation, by, "followers.delete", reading.page, day=reading.read_on.isoformat(), was=reading.followers
        )


@transaction.atomic
def rename_page(page: Page, *, name: str, by: User | None) -> None:
    """Call a page by another name; it is known again by its key as before."""
    if name == page.name:
        return
    was, page.name = page.name, name
    page.save(update_fields=["name"])
    record_audit(page.organisation, by, "page.rename", page, was=was, name=name)


@transaction.atomic
def merge_pages(*, keep: Page, other: Page, by: User | None) -> None:
    """Two pages are one: posts and readings go to `keep`; of the same day its own reading stays.

    Raises AppError page_merged_with_itself, page_of_another_platform. Both must be of one organisation.
    """
    if keep.pk == other.pk:
        raise AppError("page_merged_with_itself", 422)
    if keep.platform != other.platform:
        raise AppError("page_of_another_platform", 422)
    assert keep.organisation_id == other.organisation_id, "pages of two organisations"
    posts = hold(keep.organisation, pages=[keep.pk, other.pk])
    own_days = list(PageReading.objects.filter(page=keep).values_list("read_on", flat=True))
    PageReading.objects.filter(page=other).exclude(read_on__in=own_days).update(page=keep)
    Post.objects.filter(page=other).update(page=keep)
    name = other.name
    other.delete()
    refresh_posts(posts)
    record_audit(keep.organisation, by, "page.merge", keep, other=name, posts=len(posts))


@transaction.atomic
def set_page(posts: Collection[Post], page: Page, *, by: User | None) -> int:
    """Say on which page posts stand; returns how many changed. Raises AppError page_of_another_platform. All must be
    of the page's organisation."""
    if any(post.platform != page.platform for post in posts):
        raise AppError("page_of_another_platform", 422)
    assert all(post.organisation_id == page.organisation_id for post in posts), "another organisation's posts"
    ids = sorted(post.pk for post in posts)
    hold(page.organisation, pages=[page.pk], posts=ids)
    moved = Post.objects.filter(Q(page__isnull=True) | ~Q(page=page), pk__in=ids).update(page=page)
    refresh_posts(ids)
    if moved:
        record_audit(page.organisation, by, "page.set", page, posts=moved)
    return moved
