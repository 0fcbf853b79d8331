"""A sent table against the log: which readings it brings, what is in already, which rows are left out and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from grants.models import Organisation
from media_log.actions.readings import ReadingRow
from media_log.models import PageReading, Post, Reading
from media_log.models.posts import READ_ON
from media_log.number_files.reader import RowFault, TableRow
from media_log.queries.readings import lower_than_before
from media_log.reading_forms import EARLIEST_DAY
from rules.post_keys import inspect_link

_T = TypeVar("_T")
_AT_ONCE = 500


@dataclass(frozen=True)
class Change:
    """A reading that would be noted. `lower`: numbers below the latest of an earlier day."""

    row: int
    reading: ReadingRow
    lower: tuple[str, ...]


@dataclass
class NumbersPlan:
    """What a table would do."""

    changes: list[Change] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    in_already: int = 0

    @property
    def posts(self) -> int:
        """How many publications get a reading."""
        return len({change.reading.post.pk for change in self.changes})


def plan_numbers(rows: Collection[TableRow], *, organisation: Organisation, today: date) -> NumbersPlan:
    """Compare a table with the log. Rows without a day are of `today`. Four queries per 500 rows at most."""
    plan = NumbersPlan()
    by_key, by_number = _posts(organisation, rows)
    said: dict[tuple[int, date], int] = {}
    of_page: dict[tuple[int, date], tuple[int, int]] = {}
    readings: list[tuple[TableRow, ReadingRow]] = []
    for row in rows:
        post = _post(row, by_key, by_number)
        day = row.day or today
        _judge_day(row, day, today)
        if post is not None and not row.faults:
            # A row that is left out anyway says nothing.
            _judge_twice(row, post, day, said, of_page)
        if row.faults or post is None:
            plan.faults += row.faults
        else:
            readings.append((row, ReadingRow(post, day, **row.numbers)))
    _compare(plan, readings)
    return plan


def _posts(organisation: Organisation, rows: Collection[TableRow]) -> tuple[dict[str, Post], dict[int, Post]]:
    """The log's posts that the rows name, by key and by number."""
    keys = {key for row in rows if row.link and (key := inspect_link(row.link).key)}
    numbers = {row.number for row in rows if row.number is not None and not row.link}
    posts = Post.objects.of(organisation).select_related("page")
    by_key: dict[str, Post] = {}
    by_number: dict[int, Post] = {}
    for some in _in_parts(sorted(keys)):
        by_key |= {post.key: post for post in posts.filter(key__in=some)}
    for part in _in_parts(sorted(numbers)):
        by_number |= {post.pk: post for post in posts.filter(pk__in=part)}
    return by_key, by_number


def _in_parts(values: list[_T]) -> list[list[_T]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]


def _post(row: TableRow, by_key: dict[str, Post], by_number: dict[int, Post]) -> Post | None:
    """The post that a row is about; what it cannot be is a fault of the row."""
    if row.link:
        link = inspect_link(row.link)
        post = by_key.get(link.key)
        if post is None:
            row.faults.append(RowFault(row.row, "unknown_post" if link.is_link else "not_a_link", "link"))
        return post
    post = by_number.get(row.number) if row.number is not None else None
    if post is None:
        code = "nothing_named" if row.number is None else "unknown_number"
        row.faults.append(RowFault(row.row, code, "link" if row.number is None else "number"))
    return post


def _judge_day(row: TableRow, day: date, today: date) -> None:
    if day > today:
        row.faults.append(RowFault(row.row, "future_day", "read_on"))
    elif day < EARLIEST_DAY:
        row.faults.append(RowFault(row.row, "early_day", "read_on"))


def _judge_twice(
    row: TableRow,
    post: Post,
    day: date,
    said: dict[tuple[int, date], int],
    of_page: dict[tuple[int, date], tuple[int, int]],
) -> None:
    """A publication and a day, and a page's followers on a day, are said once in a table."""
    earlier = said.setdefault((post.pk, day), row.row)
    if earlier != row.row:
        row.faults.append(RowFault(row.row, "same_again", "link", {"row": earlier}))
        return
    followers = row.numbers.get("page_followers")
    if followers is not None and post.page_id:
        first, number = of_page.setdefault((post.page_id, day), (row.row, followers))
        if number != followers:
            row.faults.append(RowFault(row.row, "followers_differ", "page_followers", {"row": first}))


def _compare(plan: NumbersPlan, readings: list[tuple[TableRow, ReadingRow]]) -> None:
    """What is in already changes nothing."""
    stored: dict[tuple[int, date], Reading] = {}
    followers: dict[tuple[int, date], int] = {}
    for some in _in_parts(readings):
        posts = [reading.post.pk for _row, reading in some]
        pages = {reading.post.page_id for _row, reading in some if reading.post.page_id}
        stored |= {(one.post_id, one.read_on): one for one in Reading.objects.filter(post__in=posts)}
        of_pages = PageReading.objects.filter(page__in=pages).values_list("page", "read_on", "followers")
        followers |= {(page, day): number for page, day, number in of_pages}
    for row, reading in readings:
        kept = stored.get((reading.post.pk, reading.read_on))
        has = {name: getattr(kept, name) for name in READ_ON} if kept else {}
        if reading.post.page_id:
            has["page_followers"] = followers.get((reading.post.page_id, reading.read_on))
        if all(has.get(name) == value for name, value in row.numbers.items()):
            plan.in_already += 1
        else:
            plan.changes.append(Change(row.row, reading, lower_than_before(reading.post, reading.read_on, row.numbers)))
