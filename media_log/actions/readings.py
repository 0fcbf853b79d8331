"""Noting what was read off publications, with the day it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import Organisation, User
from media_log.actions.projection import refresh_posts
from media_log.models import Post, Reading, ReadingSource
from media_log.models.posts import READ_ON
from rules.errors import AppError

_NUMBERS = tuple(READ_ON)


@dataclass(frozen=True)
class ReadingRow:
    """Numbers of a post on a day. None: not read, what that day has already stays."""

    post: Post
    read_on: date
    views: int | None = None
    likes: int | None = None
    reach: int | None = None
    page_followers: int | None = None


@transaction.atomic
def record_readings(
    rows: Iterable[ReadingRow], *, organisation: Organisation, by: User | None, source: ReadingSource
) -> set[int]:
    """Note readings; of the same post and day the last word stands, number by number. Returns the posts whose latest
    numbers changed. Rows that state nothing are passed over. The posts must be of the organisation.

    A constant number of statements per 500 rows.
    """
    merged = _merged(rows)
    if not merged:
        return set()
    ids = sorted({post for post, _day in merged})
    held = list(Post.objects.of(organisation).filter(pk__in=ids).select_for_update().order_by("pk").values_list("pk"))
    if len(held) != len(ids):
        # Somebody has deleted one of them between the form and its answer.
        raise AppError("try_again", 409)
    stored = {(row.post_id, row.read_on): row for row in Reading.objects.filter(post__in=ids)}
    new, changed = [], []
    for (post, day), numbers in merged.items():
        row = stored.get((post, day))
        if row is None:
            new.append(Reading(post_id=post, read_on=day, source=source, added_by=by, **numbers))
        elif any(getattr(row, name) != value for name, value in numbers.items()):
            for name, value in numbers.items():
                setattr(row, name, value)
            row.source, row.added_by = source, by
            changed.append(row)
    Reading.objects.bulk_create(new, batch_size=500)
    Reading.objects.bulk_update(changed, [*_NUMBERS, "source", "added_by"], batch_size=200)
    if new or changed:
        record_audit(organisation, by, "readings.record", "publications", posts=len(ids), source=str(source))
    return refresh_posts(ids)


def _merged(rows: Iterable[ReadingRow]) -> dict[tuple[int, date], dict[str, int]]:
    merged: dict[tuple[int, date], dict[str, int]] = {}
    for row in rows:
        stated = {name: value for name in _NUMBERS if (value := getattr(row, name)) is not None}
        if stated:
            merged.setdefault((row.post.pk, row.read_on), {}).update(stated)
    return merged
