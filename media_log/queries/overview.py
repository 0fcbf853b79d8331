"""Every total of the media log. One query brings cells, each post stands in exactly one of them, and every number of
every table is a sum over these cells: so the parts of each table add up to the same total, whatever is in the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import F, Max, Min, QuerySet
from django.db.models.functions import Coalesce

from grants.models import Organisation, Project
from media_log.labels import PLATFORM_LABELS
from media_log.models import Mention, Post
from media_log.queries.posts import PlatformViews, mentions_for
from rules.indicators import MANY_FOLLOWERS, MANY_VIEWS

# Places that are no single activity (or, of an organisation, no single project).
SEVERAL, NO_PLACE = -1, 0
# What a cell is told apart by, in the order of its columns.
PLATFORM, KIND, LANGUAGE, PAID, LARGE, SEEN, DAY, PLACE = range(8)
DIMENSIONS = 8


@dataclass
class Tally:
    """How many posts; of how many of them views were read, how many views those are and when they were read."""

    posts: int = 0
    known: int = 0
    views: int = 0
    read_from: date | None = None
    read_to: date | None = None

    @property
    def unread(self) -> int:
        """Posts whose views nobody has read: not nought, not known."""
        return self.posts - self.known

    def add(self, other: Sequence[Any]) -> None:
        """Add the five numbers of a cell, or of another tally."""
        posts, known, views, first, last = other
        self.posts += posts
        self.known += known
        self.views += views
        if known:
            self.read_from = first if self.read_from is None else min(self.read_from, first)
            self.read_to = last if self.read_to is None else max(self.read_to, last)

    @property
    def numbers(self) -> tuple[Any, ...]:
        """As a cell ends."""
        return self.posts, self.known, self.views, self.read_from, self.read_to


@dataclass
class Overview:
    """The cells of a project, or of the whole organisation.

    A cell is (platform, kind, language, paid, on a large page, seen often, day, place, posts, posts with views, views,
    first and last day they were read). Paid, large and seen may be None: nobody said, not read. The place is the id of
    the only activity (of an organisation: the only project), SEVERAL, or NO_PLACE: the project as a whole.
    """

    project: Project | None
    cells: list[tuple[Any, ...]] = field(repr=False)

    @cached_property
    def total(self) -> Tally:
        """Every post once."""
        total = Tally()
        for cell in self._about:
            total.add(cell[DIMENSIONS:])
        return total

    def by(self, dimension: int) -> dict[Any, Tally]:
        """The sums for each value of a dimension."""
        coarse = {DAY: self._days, PLACE: self._places}.get(dimension, self._about)
        found: dict[Any, Tally] = {}
        for cell in coarse:
            found.setdefault(cell[dimension], Tally()).add(cell[DIMENSIONS:])
        return found

    def between(self, first: date, last: date) -> Overview:
        """The same of the days from `first` to `last`, both included; posts of no known day are in no period."""
        days = ((cell, _day(cell[DAY])) for cell in self.cells)
        return Overview(self.project, [cell for cell, day in days if day is not None and first <= day <= last])

    # With 100,000 posts there are nearly as many cells: each is touched three times, not once per table.
    @cached_property
    def _about(self) -> list[tuple[Any, ...]]:
        return _folded(self.cells, slice(PLATFORM, DAY))

    @cached_property
    def _days(self) -> list[tuple[Any, ...]]:
        return [
            (*key[:DAY], _day(key[DAY]), *key[DAY + 1 :]) for key in _folded(self.cells, slice(DAY, DAY + 1), before=6)
        ]

    @cached_property
    def _places(self) -> list[tuple[Any, ...]]:
        return _folded(self.cells, slice(PLACE, PLACE + 1), before=7)


def overview_of(*, organisation: Organisation, project: Project | None = None) -> Overview:
    """The cells of the organisation's posts, or of one project's. One query."""
    places = places_of(organisation=organisation, project=project)
    return Overview(project, _cells(organisation.pk, places, join="JOIN" if project else "LEFT JOIN"))


def _cells(organisation: int, places: QuerySet[Any, Any], *, join: str) -> list[tuple[Any, ...]]:
    inner, params = places.query.sql_with_params()
    # Columns of our own tables and constants only; every value is a parameter.
    with connection.cursor() as cursor:
        cursor.execute(_CELLS.format(join=join, places=inner, **_NAMES), [*params, organisation])
        return cursor.fetchall()


def places_of(*, organisation: Organisation, project: Project | None = None) -> QuerySet[Any, Any]:
    """For each post (`of`) the first and the last place that mentions it: activities of the project, or projects of the
    organisation. Equal: the only place; both None: the project as a whole."""
    if project:
        return _ends(mentions_for(project=project), F("activity"))
    # A mention goes with its activity, wherever that belongs now.
    return _ends(Mention.objects.of(organisation), Coalesce("activity__project", "project"))


def _ends(mentions: QuerySet[Mention], place: Any) -> QuerySet[Any, Any]:
    return mentions.order_by().values(of=F("post_id")).annotate(first=Min(place), last=Max(place))


def views_by_platform(*, project: Project) -> list[PlatformViews]:
    """A project's posts by platform with the views last read, each post once; the most seen first. One query."""
    cells = _cells(project.organisation_id, _ends(mentions_for(project=project), F("activity")), join="JOIN")
    platforms = Overview(project, cells).by(PLATFORM)
    lines = [PlatformViews(code, PLATFORM_LABELS.get(code, code), *tally.numbers) for code, tally in platforms.items()]
    return sorted(lines, key=lambda line: (-line.views, line.code))


_CELLS = """
SELECT post.platform, post.kind, post.language, post.is_paid,
       CASE WHEN post.page_followers IS NULL THEN NULL WHEN post.page_followers >= {many_followers} THEN 1 ELSE 0 END,
       CASE WHEN post.views IS NULL THEN NULL WHEN post.views >= {many_views} THEN 1 ELSE 0 END,
       post.made_on,
       CASE WHEN place.first IS NULL THEN {nowhere} WHEN place.first = place.last THEN place.first ELSE {several} END,
       COUNT(*), COUNT(post.views), COALESCE(SUM(post.views), 0), MIN(post.views_read_on), MAX(post.views_read_on)
FROM {posts} post {join} ({places}) place ON place.of = post.id
WHERE post.organisation_id = %s
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


_NAMES = {
    "posts": Post._meta.db_table,
    "many_followers": MANY_FOLLOWERS,
    "many_views": MANY_VIEWS,
    "nowhere": NO_PLACE,
    "several": SEVERAL,
}


def _folded(cells: Iterable[tuple[Any, ...]], kept: slice, *, before: int = 0) -> list[tuple[Any, ...]]:
    """The cells with every dimension summed away but `kept`; the others stand as None."""
    found: dict[Any, list[Any]] = {}
    key_of, numbers_of = itemgetter(kept), itemgetter(slice(DIMENSIONS, None))
    for cell in cells:
        key = key_of(cell)
        sums = found.get(key)
        if sums is None:
            found[key] = list(numbers_of(cell))
            continue
        posts, known, views, first, last = numbers_of(cell)
        sums[0] += posts
        if known:
            sums[1] += known
            sums[2] += views
            sums[3] = first if sums[3] is None or first < sums[3] else sums[3]
            sums[4] = last if sums[4] is None or last > sums[4] else sums[4]
    empty = (None,) * DIMENSIONS
    return [
        (*empty[:before], *key, *empty[before + len(key) :], *sums[:3], _day(sums[3]), _day(sums[4]))
        for key, sums in found.items()
    ]


def _day(value: Any) -> date | None:
    """SQLite hands a day over as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
