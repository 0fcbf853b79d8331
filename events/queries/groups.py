"""Families and classes that were counted in one act, as staff see them: one line each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from events.labels import GENDER_CHOICES
from events.models import Activity, Attendance
from events.words import band_in_words, facts_in_words
from rules.categories import unpack_statuses
from rules.codes import AGE_VALUES, NOT_STATED


@dataclass(frozen=True)
class GroupShown:
    """A group: its act, how many of it stand or were undone, and what is known about them in words."""

    group: uuid.UUID
    size: int
    facts: list[str]


class _Part(NamedTuple):
    """People of a group who are alike."""

    gender: str
    statuses: str
    band: str
    number: int
    youngest: int | None
    oldest: int | None


# By group and whether the part of it was undone.
GroupsShown = dict[tuple[uuid.UUID, bool], GroupShown]


def group_shown(*, activity: Activity, group: uuid.UUID) -> GroupShown | None:
    """What still stands of one group; None when nothing does."""
    return groups_shown(activity=activity, groups=[group], voided=False).get(group)


def groups_shown(*, activity: Activity, groups: Iterable[uuid.UUID], voided: bool) -> dict[uuid.UUID, GroupShown]:
    """Several groups of an activity: their live rows, or those that were undone."""
    rows = Attendance.objects.filter(activity=activity, group__in=list(groups), voided_at__isnull=not voided)
    alike = ("group", "gender", "statuses", "stated_band")
    counts = rows.order_by().values_list(*alike).annotate(n=Count("pk"), youngest=Min("age"), oldest=Max("age"))
    parts: dict[uuid.UUID, list[_Part]] = {}
    for group, *known in counts:
        if group:
            parts.setdefault(group, []).append(_Part(*known))
    return {group: _shown(group, found) for group, found in parts.items()}


def groups_of(rows: Iterable[Attendance], *, activity: Activity) -> GroupsShown:
    """What the rows that stand for a group stand for."""
    lines = [(row.group, bool(row.voided_at)) for row in rows if row.group]
    found: GroupsShown = {}
    for voided in {undone for _group, undone in lines}:
        groups = [group for group, undone in lines if undone is voided]
        shown = groups_shown(activity=activity, groups=groups, voided=voided)
        found |= {(group, voided): one for group, one in shown.items()}
    return found


def one_line_a_group(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Of every group only its first row, its undone part apart; everybody else stays."""
    firsts = (
        rows.order_by()
        .filter(group__isnull=False)
        .values("group", "voided_at")
        .annotate(first=Min("pk"))
        .values("first")
    )
    return rows.filter(Q(group__isnull=True) | Q(pk__in=firsts))


def _shown(group: uuid.UUID, parts: list[_Part]) -> GroupShown:
    numbers = dict.fromkeys([*GENDER_CHOICES, NOT_STATED], 0)
    for part in parts:
        numbers[part.gender] += part.number
    words = [f"{GENDER_CHOICES[code]}: {numbers[code]}" for code in GENDER_CHOICES if numbers[code]]
    if words and numbers[NOT_STATED]:
        words.append(_("Not stated") + f": {numbers[NOT_STATED]}")
    words += _ages(parts)
    statuses = unpack_statuses(parts[0].statuses)
    if statuses:
        words += facts_in_words(gender=NOT_STATED, age=None, statuses=statuses)
    return GroupShown(group, sum(numbers.values()), words)


def _ages(parts: list[_Part]) -> list[str]:
    bands = sorted({part.band for part in parts if part.band}, key=AGE_VALUES.index)
    if bands:
        return [band_in_words(band) for band in bands]
    known = [age for part in parts for age in (part.youngest, part.oldest) if age is not None]
    if not known:
        return []
    if min(known) == max(known):
        return facts_in_words(gender=NOT_STATED, age=known[0], statuses=())
    return [_("%(from)s–%(to)s years old") % {"from": min(known), "to": max(known)}]
