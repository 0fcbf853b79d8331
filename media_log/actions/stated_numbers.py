"""What the numbers that rows of a table state add to what is recorded already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from media_log.actions.readings import ReadingRow
from media_log.models import Post, Reading

Stated = tuple[Post, date | None, Mapping[str, int]]


def new_readings(stated: Iterable[Stated], *, today: date | None = None) -> list[ReadingRow]:
    """Readings that are new: numbers of a stated day where that day has other ones; numbers without a day as today's,
    where they are neither the latest nor today's already. So the same table again adds nothing, the next day neither.

    Of the same post and day the last word stands. One query where there are numbers, else none.
    """
    merged: dict[tuple[int, date | None], dict[str, int]] = defaultdict(dict)
    posts = {}
    for post, day, numbers in stated:
        if numbers:
            posts[post.pk] = post
            merged[post.pk, day].update(numbers)
    if not merged:
        return []
    today = today or timezone.localdate()
    recorded = Reading.objects.filter(post__in=posts, read_on__in={day or today for _post, day in merged})
    known = {(reading.post_id, reading.read_on): reading for reading in recorded}
    found = []
    for (pk, day), numbers in merged.items():
        said = [known.get((pk, day or today)), None if day else posts[pk]]
        new = {name: value for name, value in numbers.items() if all(getattr(one, name, None) != value for one in said)}
        if new:
            found.append(ReadingRow(posts[pk], day or today, **new))
    return found
