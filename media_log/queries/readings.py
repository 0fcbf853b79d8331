"""What was read off publications, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest

from grants.models import Organisation, Project
from media_log.models import Page, PageReading, Post, Reading, ReadingSource
from media_log.models.posts import READ_ON
from media_log.queries.posts import posts_found
from media_log.reading_chart import Chart, chart_of

# What grows as long as it stands: less than before is a slip, or the platform took something away.
GROWING = ("views", "likes", "reach")
# Numbers older than this are due again.
STALE_DAYS = 30
_NEVER = date(1, 1, 1)


@dataclass(frozen=True)
class HistoryRow:
    """What was read on a day. `reading`: of the post; None where only the page's followers were read that day.
    `lower`: numbers that are less than on an earlier day."""

    day: date
    numbers: dict[str, int | None]
    reading: Reading | None
    source: str
    who: str
    lower: tuple[str, ...] = ()

    @property
    def is_of_page(self) -> bool:
        """Only the page's followers."""
        return self.reading is None


@dataclass(frozen=True)
class ReadingsPart:
    """The history of a post's numbers, the latest first, and a chart of its views where there are two readings."""

    rows: list[HistoryRow]
    chart: Chart | None


def readings_part(*, post: Post) -> ReadingsPart:
    """What the page of a post shows of its readings. Two queries."""
    rows = {row.read_on: _of_post(row) for row in post.readings.select_related("added_by")}
    of_page = PageReading.objects.filter(page=post.page_id).select_related("added_by") if post.page_id else ()
    for followers in of_page:
        rows[followers.read_on] = _with_followers(rows.get(followers.read_on), followers)
    marked = _marked([rows[day] for day in sorted(rows)])
    points = [(row.day, views) for row in marked if (views := row.numbers["views"]) is not None]
    return ReadingsPart(marked[::-1], chart_of(points))


def posts_to_read(
    *,
    organisation: Organisation,
    today: date,
    project: Project | None = None,
    platform: str = "",
    page: Page | None = None,
    only_due: bool = False,
) -> QuerySet[Post]:
    """Posts in the order in which their numbers should be read: never read first, then the longest ago, by
    `last_read_on`. `only_due`: not read for 30 days."""
    found = posts_found(organisation=organisation, project=project).annotate(last_read_on=_last_read_on())
    if platform:
        found = found.filter(platform=platform)
    if page:
        found = found.filter(page=page)
    if only_due:
        found = found.filter(last_read_on__lt=today - timedelta(days=STALE_DAYS))
    return found.select_related("page").order_by("last_read_on", F("made_on").desc(nulls_last=True), "-pk")


def lower_than_before(post: Post, day: date, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Which of these numbers of `day` are below the post's latest of an earlier day."""
    return tuple(
        name
        for name in GROWING
        if name in numbers
        and (before := getattr(post, READ_ON[name])) is not None
        and before < day
        and numbers[name] < getattr(post, name)
    )


def _last_read_on() -> Greatest:
    """The newest day of a post's numbers; the year 1 for never. Of the post's own columns: no join."""
    days = [Coalesce(day, Value(_NEVER), output_field=DateField()) for name, day in READ_ON.items() if name in GROWING]
    return Greatest(*days)


def _of_post(row: Reading) -> HistoryRow:
    numbers = {name: getattr(row, name) for name in READ_ON}
    return HistoryRow(row.read_on, numbers, row, str(ReadingSource(row.source).label), _who(row))


def _with_followers(row: HistoryRow | None, followers: PageReading) -> HistoryRow:
    numbers: dict[str, int | None] = dict.fromkeys(READ_ON) if row is None else row.numbers
    numbers = {**numbers, "page_followers": followers.followers}
    if row is None:
        return HistoryRow(followers.read_on, numbers, None, "", _who(followers))
    return HistoryRow(row.day, numbers, row.reading, row.source, row.who)


def _who(row: Reading | PageReading) -> str:
    return (row.added_by.name or row.added_by.email) if row.added_by else ""


def _marked(rows: list[HistoryRow]) -> list[HistoryRow]:
    """Days in order, each with what is lower than the reading before it."""
    before: dict[str, int] = {}
    found = []
    for row in rows:
        lower = tuple(
            name for name in GROWING if (value := row.numbers[name]) is not None and value < before.get(name, 0)
        )
        before |= {name: value for name in GROWING if (value := row.numbers[name]) is not None}
        found.append(HistoryRow(row.day, row.numbers, row.reading, row.source, row.who, lower))
    return found
