"""The overview in words: tables whose rows are sums over the same cells, each row with the way to its publications."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from grants.models import Project
from media_log.labels import PLATFORM_LABELS, Label
from media_log.models import PostKind
from media_log.overview_forms import (
    DATE_UNKNOWN,
    FOLLOWERS_LABELS,
    LANGUAGE_LABELS,
    NO_PROJECT,
    PAID_LABELS,
    SEVERAL_ACTIVITIES,
    SEVERAL_PROJECTS,
    VIEWS_LABELS,
    WHOLE_PROJECT,
    month_words,
)
from media_log.queries import overview as cells
from media_log.queries.chosen import FEWER, MANY, NO, NONE, SEVERAL, UNKNOWN, YES
from media_log.queries.overview import NO_PLACE, Overview, Tally

# More activities than these are one row on a phone, until somebody asks for all.
SHOWN_PLACES = 40


@dataclass(frozen=True)
class Row:
    """A part: its words, its sums, the query that lists its posts ("" where a row stands for several parts)."""

    label: Label
    tally: Tally
    query: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Parts of one whole."""

    code: str
    heading: Label
    rows: list[Row]
    # Rows put together into the last one.
    hidden: int = 0


@dataclass(frozen=True)
class Place:
    """An activity or project as a row names it. `posts`: those at several activities included."""

    pk: int
    ref: str
    title: str
    posts: int = 0


def link_to(project: Project | None, **params: str) -> str:
    """The query of the list for a part of the overview."""
    return urlencode({**({"project": project.ref} if project else {}), **params})


def plain_tables(overview: Overview) -> list[Table]:
    """By platform, kind, paid, language, size of the page and views."""
    sized = {1: MANY, 0: FEWER, None: UNKNOWN}
    paid = {1: YES, 0: NO, None: UNKNOWN}
    kinds = {str(kind.value): capfirst(kind.label) for kind in PostKind}
    return [
        _table(overview, "platform", _("By platform"), cells.PLATFORM, PLATFORM_LABELS, str),
        _table(overview, "kind", _("By kind"), cells.KIND, kinds, str),
        _table(overview, "paid", _("Paid and free"), cells.PAID, PAID_LABELS, paid.get),
        _table(overview, "language", _("By language"), cells.LANGUAGE, LANGUAGE_LABELS, lambda code: code or UNKNOWN),
        _table(overview, "followers", _("By the size of the page"), cells.LARGE, FOLLOWERS_LABELS, sized.get),
        _table(overview, "views", _("By views"), cells.SEEN, VIEWS_LABELS, sized.get),
    ]


def _table(
    overview: Overview,
    code: str,
    heading: str,
    dimension: int,
    labels: Mapping[str, Label],
    value_of: Callable[[Any], str | None],
) -> Table:
    """The largest part first, what is not known last."""
    rows = []
    for key, tally in overview.by(dimension).items():
        value = value_of(key) or ""
        label = capfirst(str(labels.get(value, value)))
        rows.append(
            (value == UNKNOWN, -tally.posts, value, Row(label, tally, link_to(overview.project, **{code: value})))
        )
    return Table(code, heading, [row[-1] for row in sorted(rows, key=lambda row: row[:3])])


def months_table(overview: Overview, today: date) -> Table:
    """Every month from the first that matters to the last, those without a post among them; then the undated."""
    days = overview.by(cells.DAY)
    sums: dict[date, Tally] = {}
    for day, tally in days.items():
        if day is not None:
            sums.setdefault(day.replace(day=1), Tally()).add(tally.numbers)
    rows = [
        Row(
            month_words(first.year, first.month),
            sums.get(first, Tally()),
            link_to(overview.project, month=first.isoformat()[:7]),
            note=first.isoformat()[:7],
        )
        for first in _months(overview.project, sums, today)
    ]
    if None in days:
        rows.append(Row(DATE_UNKNOWN, days[None], link_to(overview.project, month=UNKNOWN)))
    return Table("month", _("By month"), rows)


# A wrong year must not make a thousand rows: then only the months that have something stand there.
MOST_MONTHS = 36


def _months(project: Project | None, sums: Iterable[date], today: date) -> list[date]:
    known = set(sums)
    if project and project.starts_on:
        known.add(project.starts_on.replace(day=1))
        known.add(min(project.ends_on or today, max(today, project.starts_on)).replace(day=1))
    if not known:
        return []
    first, last = min(known), max(known)
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        return sorted(known)
    found = [first]
    while found[-1] < last:
        found.append(next_month(found[-1]))
    return found


def next_month(first: date) -> date:
    """The first of the following month."""
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def places_table(overview: Overview, places: Sequence[Place], *, show_all: bool) -> Table:
    """By the only activity of each post (of an organisation: the only project), then those at several, then those of
    none. The parts sum as any other."""
    sums = overview.by(cells.PLACE)
    name = "activity" if overview.project else "only"
    rows = [
        Row(
            f"{place.ref} · {place.title}",
            sums[place.pk],
            link_to(overview.project, **{name: place.ref}),
            _more(place, sums),
        )
        for place in places
        if place.pk in sums
    ]
    rows, hidden = (rows, 0) if show_all or len(rows) <= SHOWN_PLACES + 5 else _shortened(rows)
    several, none = (SEVERAL_ACTIVITIES, WHOLE_PROJECT) if overview.project else (SEVERAL_PROJECTS, NO_PROJECT)
    for key, label, value in ((cells.SEVERAL, several, SEVERAL), (NO_PLACE, none, NONE)):
        if key in sums:
            rows.append(Row(label, sums[key], link_to(overview.project, **{name: value})))
    return Table("place", _("By activity") if overview.project else _("By project"), rows, hidden)


def _more(place: Place, sums: dict[Any, Tally]) -> str:
    """How many more posts an activity shares with others: they are counted in the row of several."""
    shared = place.posts - sums[place.pk].posts
    return _("%(n)s more shared with other activities") % {"n": shared} if shared > 0 else ""


def _shortened(rows: list[Row]) -> tuple[list[Row], int]:
    """The largest, in their order, and one row for all the others."""
    shown = {id(row) for row in sorted(rows, key=lambda row: -row.tally.posts)[:SHOWN_PLACES]}
    rest = Tally()
    for row in rows:
        if id(row) not in shown:
            rest.add(row.tally.numbers)
    hidden = len(rows) - len(shown)
    return [*(row for row in rows if id(row) in shown), Row(_("All others"), rest, "")], hidden
