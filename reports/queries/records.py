"""The entries behind a figure of the statistics: every figure can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet

from events.models import Attendance, HeadCount
from events.queries import counts
from grants.models import Project
from rules.codes import DIMENSIONS, NOT_STATED
from rules.counting import UNIQUE_PEOPLE
from rules.errors import AppError
from rules.tables import TOTAL

VISITS, PEOPLE = "visits", "people"
# Not a value of its own: those of the category table whose category follows from the age.
DERIVED = "derived"


@dataclass(frozen=True)
class HeadCountShare:
    """What one activity's head count gives to a figure."""

    head_count: HeadCount
    count: int


@dataclass(frozen=True)
class Records:
    """The entries that make up a figure: ledger rows, one each, and shares of head counts."""

    rows: QuerySet[Attendance]
    shares: list[HeadCountShare]
    row_count: int

    @property
    def share_count(self) -> int:
        """What the head counts give together."""
        return sum(share.count for share in self.shares)

    @property
    def total(self) -> int:
        """The figure itself."""
        return self.row_count + self.share_count


def records_of(*, project: Project, table: str, value: str = TOTAL) -> Records:
    """The entries behind one figure: `table` gender, category or age with one of its values, "total" or (category)
    "derived"; or `table` visits or people. Raises AppError no_such_figure (404)."""
    _check(table, value)
    rule = counts.counting_rule(project)
    scope = counts.activities_in_scope(project=project, rule=rule)
    rows = counts.counted_rows(scope)
    one_row_each = table == PEOPLE or (rule.basis == UNIQUE_PEOPLE and table != VISITS)
    if one_row_each:
        rows = counts.first_stated(rows, table if table in DIMENSIONS else "gender")
    rows = _with_value(rows, table, value)
    heads = [] if one_row_each else list(_shares(counts.live_head_counts(scope), table, value))
    ordered = rows.select_related("activity__kind", "person").order_by(
        F("activity__starts_on").asc(nulls_last=True), "activity__ref", "observed_at", "pk"
    )
    return Records(ordered, heads, rows.count())


def _check(table: str, value: str) -> None:
    known = {TOTAL, *DIMENSIONS.get(table, ())} | ({DERIVED} if table == "category" else set())
    if table not in {*DIMENSIONS, VISITS, PEOPLE} or value not in known:
        raise AppError("no_such_figure", 404)


def _with_value(rows: QuerySet[Attendance], table: str, value: str) -> QuerySet[Attendance]:
    if value == DERIVED:
        return rows.filter(category_is_derived=True)
    return rows if value == TOTAL else rows.filter(**{counts.COLUMNS[table]: value})


def _shares(head_counts: QuerySet[HeadCount], table: str, value: str) -> Iterator[HeadCountShare]:
    listed = head_counts.select_related("activity__kind").prefetch_related("parts")
    for head in listed.order_by(F("activity__starts_on").asc(nulls_last=True), "activity__ref"):
        count = _share(head, table, value)
        if count:
            yield HeadCountShare(head, count)


def _share(head: HeadCount, table: str, value: str) -> int:
    if value == TOTAL:
        return head.total
    stated = {part.value: part.count for part in head.parts.all() if part.dimension == table}
    return head.total - sum(stated.values()) if value == NOT_STATED else stated.get(value, 0)
