"""The numbers of posts as somebody hands them in: followers are the page's where the page is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import Organisation, User
from media_log.actions.followers import FollowersRow, hold, record_followers
from media_log.actions.projection import refresh_posts
from media_log.actions.readings import ReadingRow, record_readings
from media_log.models import Post, Reading, ReadingSource
from media_log.models.posts import READ_ON
from rules.errors import AppError

Numbers = dict[str, int | None]


@transaction.atomic
def record_numbers(
    rows: Iterable[ReadingRow], *, organisation: Organisation, by: User | None, source: ReadingSource
) -> set[int]:
    """Note readings of posts; followers are noted of the post's page where it has one, and so for all of its posts.
    Returns the posts whose latest numbers changed. `row.post.page` is read: fetch it with the posts."""
    own, of_pages = [], []
    for row in rows:
        if row.page_followers is not None and row.post.page:
            of_pages.append(FollowersRow(row.post.page, row.read_on, row.page_followers))
            own.append(replace(row, page_followers=None))
        else:
            own.append(row)
    hold(organisation, pages={row.page.pk for row in of_pages}, posts={row.post.pk for row in own})
    changed = record_followers(of_pages, organisation=organisation, by=by)
    return changed | record_readings(own, organisation=organisation, by=by, source=source)


@transaction.atomic
def correct_reading(reading: Reading, *, read_on: date, numbers: Numbers, by: User | None) -> None:
    """Write a reading anew: these numbers and no others (None: not read), of this day.

    Raises AppError reading_says_nothing, reading_day_taken, try_again where it is gone.
    """
    if all(value is None for value in numbers.values()):
        raise AppError("reading_says_nothing", 422)
    post = reading.post
    hold(post.organisation, pages=[], posts=[post.pk])
    if Reading.objects.filter(post=post, read_on=read_on).exclude(pk=reading.pk).exists():
        raise AppError("reading_day_taken", 422)
    if not Reading.objects.filter(pk=reading.pk, post=post).exists():
        raise AppError("try_again", 409)
    was = {name: getattr(reading, name) for name in READ_ON}
    for name in READ_ON:
        setattr(reading, name, numbers.get(name))
    day, reading.read_on = reading.read_on, read_on
    reading.source, reading.added_by = ReadingSource.TYPED, by
    reading.save()
    refresh_posts([post.pk])
    record_audit(post.organisation, by, "reading.correct", post, day=day.isoformat(), was=was)


@transaction.atomic
def delete_reading(post: Post, reading: Reading, *, by: User | None) -> None:
    """Take a reading back; the post shows the one before it."""
    hold(post.organisation, pages=[], posts=[post.pk])
    gone, _kinds = Reading.objects.filter(pk=reading.pk).delete()
    refresh_posts([post.pk])
    if gone:
        was = {name: getattr(reading, name) for name in READ_ON}
        record_audit(post.organisation, by, "reading.delete", post, day=reading.read_on.isoformat(), was=was)
