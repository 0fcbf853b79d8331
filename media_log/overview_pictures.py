"""The months as bars, the days as a calendar: what is drawn, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from grants.models import Project
from media_log.overview_tables import Row, Table, link_to
from media_log.queries.overview import DAY, Overview

MOST_BARS = 12
MOST_WEEKS = 53
# Units of the drawing: as wide as a small phone, so that its figures are read without zooming.
WIDTH, HEIGHT, FOOT, HEAD = 320, 150, 34, 18
# Shades of the calendar above none.
SHADES = 3
_CALENDAR = date(1970, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Bar:
    """A month: where its bar stands and ends, its number, its words beneath."""

    row: Row
    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    month: str
    year: str


@dataclass(frozen=True)
class Chart:
    """The last months as bars; `earlier`: posts of months before them."""

    bars: list[Bar]
    earlier: int


def chart_of(months: Table) -> Chart:
    """Bars for the last twelve months of the table."""
    dated = [row for row in months.rows if row.note]
    shown = dated[-MOST_BARS:]
    most = max((row.tally.posts for row in shown), default=0) or 1
    step = WIDTH / max(len(shown), 6)
    room = HEIGHT - FOOT - HEAD
    bars = []
    for place, row in enumerate(shown):
        year, month = row.note.split("-")
        height = round(room * row.tally.posts / most, 1)
        is_first = place == 0 or month == "01"
        x = place * step
        bars.append(
            Bar(
                row,
                x=round(x + step * 0.12, 1),
                y=round(HEAD + room - height, 1),
                width=round(step * 0.76, 1),
                height=height,
                middle=round(x + step / 2, 1),
                above=round(HEAD + room - height - 5, 1),
                month=month,
                year=year if is_first else "",
            )
        )
    return Chart(bars, sum(row.tally.posts for row in dated[:-MOST_BARS]))


@dataclass(frozen=True)
class HeatDay:
    """A day: how many posts, how dark, the query that lists them; not `is_inside`: outside the project's period."""

    day: date
    posts: int
    shade: int
    is_inside: bool
    query: str


@dataclass(frozen=True)
class Heat:
    """Weeks from Monday; `outside`: posts with a day that is on none of them; `undated`: posts whose day is unknown."""

    weeks: list[list[HeatDay]]
    outside: int
    undated: int


def heat_of(overview: Overview) -> Heat:
    """The days of the project's period, at most a year; without a period from the first post to the last."""
    tallies = overview.by(DAY)
    undated = tallies[None].posts if None in tallies else 0
    posts = {day: tally.posts for day, tally in tallies.items() if day is not None}
    first, last = _period(overview.project, posts)
    if first is None or last is None:
        return Heat([], sum(posts.values()), undated)
    inside = {day: number for day, number in posts.items() if first <= day <= last}
    most = max(inside.values(), default=1)
    weeks = [
        [_heat_day(day, inside.get(day, 0), most, first <= day <= last, overview.project) for day in week]
        for week in _weeks(first, last)
    ]
    return Heat(weeks, sum(posts.values()) - sum(inside.values()), undated)


def _period(project: Project | None, posts: dict[date, int]) -> tuple[date | None, date | None]:
    first, last = (project.starts_on, project.ends_on) if project else (None, None)
    first = first or min(posts, default=None)
    last = last or max(posts, default=None)
    if first is None or last is None:
        return None, None
    # A wrong year is on no calendar: its posts are told beneath.
    first, last = max(first, _CALENDAR[0]), min(last, _CALENDAR[1])
    return (max(first, last - timedelta(days=7 * MOST_WEEKS - 7)), last) if first <= last else (None, None)


def _weeks(first: date, last: date) -> Iterator[list[date]]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield [monday + timedelta(days=number) for number in range(7)]
        monday += timedelta(days=7)


def _heat_day(day: date, posts: int, most: int, is_inside: bool, project: Project | None) -> HeatDay:
    shade = -(-posts * SHADES // most)
    return HeatDay(day, posts, shade, is_inside, link_to(project, day=day.isoformat()))
