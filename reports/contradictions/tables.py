"""What the three tables cannot hide: not stated, outside the bands, a category that the age denies, other numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.labels import CATEGORY_LABELS, DIMENSION_LABELS
from events.models import Attendance
from events.queries import counts
from events.queries.counts import COLUMNS
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from reports.queries.statistics import ProjectStatistics, project_statistics
from rules.ages import YOUTH_TO
from rules.categories import LIKELY_AGES, unlikely_statuses, unpack_statuses
from rules.codes import DIMENSIONS, NOT_STATED, OUTSIDE
from rules.tables import TablesDifferError

# A category and the ages that deny it; a derived category follows the age and cannot.
_DENIED = {
    "youth": Q(age__gt=YOUTH_TO),
    "children": Q(age__gte=18),
    "elderly_50_plus": Q(age__lt=50),
}
# Statuses with likely ages, apart from those above.
_RARE = tuple(status for status in LIKELY_AGES if status not in _DENIED)
_SPECIAL = {NOT_STATED: "not_stated", OUTSIDE: "outside_bands"}


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Findings about the tables."""
    try:
        statistics = project_statistics(project=facts.project)
    except TablesDifferError as error:
        yield Finding("tables_differ", str(error), (facts.project.ref,), (str(error),))
        return
    rows = counts.counted_rows(counts.activities_in_scope(project=facts.project, rule=statistics.rule))
    yield from _unresolved(facts, statistics, rows)
    yield from _against_age(facts, rows)
    yield from _unlikely(facts, rows)
    yield from _reported(facts)
    yield from _mixed_units(facts, statistics)


def _unresolved(facts: ProjectFacts, statistics: ProjectStatistics, rows: QuerySet[Attendance]) -> Iterator[Finding]:
    """One finding per table and value: how many, and at which activities."""
    where = _where(facts, statistics, rows)
    for dimension, values in statistics.unresolved.items():
        for value, number in values.items():
            words = (
                _("{table}: {n} people are not stated.")
                if value == NOT_STATED
                else _("{table}: {n} people are outside the bands.")
            )
            records = facts.in_order(where[dimension, value]) or (facts.project.ref,)
            message = sentence(words, table=DIMENSION_LABELS[dimension], n=number)
            yield Finding(_SPECIAL[value], message, records, (number,), subject=dimension)


def _where(
    facts: ProjectFacts, statistics: ProjectStatistics, rows: QuerySet[Attendance]
) -> dict[tuple[str, str], set[int]]:
    """The activities behind each value that needs a word; head counts say by their rest. Two queries."""
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    if not statistics.unresolved:
        return where
    special = Q(gender=NOT_STATED) | Q(age_band__in=_SPECIAL) | Q(category=NOT_STATED)
    for activity, *values in rows.filter(special).order_by().values_list("activity", *COLUMNS.values()).distinct():
        for dimension, value in zip(COLUMNS, values, strict=True):
            where[dimension, value].add(activity)
    scope = counts.activities_in_scope(project=facts.project, rule=statistics.rule)
    stated: dict[int, dict[str, int]] = {}
    totals: dict[int, int] = {}
    heads = counts.live_head_counts(scope).order_by()
    columns = ("activity", "total", "parts__dimension", "parts__value", "parts__count")
    for activity, total, dimension, value, number in heads.values_list(*columns):
        totals[activity] = total
        sums = stated.setdefault(activity, dict.fromkeys(DIMENSIONS, 0))
        if dimension:
            sums[dimension] += number
        if value == OUTSIDE and number:
            where[dimension, value].add(activity)
    for activity, sums in stated.items():
        for dimension, number in sums.items():
            if number < totals[activity]:
                where[dimension, NOT_STATED].add(activity)
    return where


def _against_age(facts: ProjectFacts, rows: QuerySet[Attendance]) -> Iterator[Finding]:
    """Young people over 35, children of 18 and more, people over 50 who are not. One query."""
    denied = Q()
    for category, ages in _DENIED.items():
        denied |= Q(category=category) & ages
    odd = rows.filter(denied, category_is_derived=False).order_by()
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for category, activity, number in odd.values_list("category", "activity").annotate(n=Count("pk")):
        found[category][activity] = number
    for category in (code for code in _DENIED if code in found):
        words = _("{n} people are counted as “{category}”, and their age says otherwise.")
        number = sum(found[category].values())
        message = sentence(words, n=number, category=CATEGORY_LABELS[category])
        refs = facts.in_order(set(found[category]))
        yield Finding("category_against_age", message, refs, (number,), subject=category)


def _unlikely(facts: ProjectFacts, rows: QuerySet[Attendance]) -> Iterator[Finding]:
    """Stated statuses that people of such an age rarely have; those the age denies outright are not repeated. One
    query."""
    odd = Q()
    for status in _RARE:
        first, last = LIKELY_AGES[status]
        odd |= Q(statuses__contains=status) & (Q(age__lt=first) | Q(age__gt=last))
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for packed, age, activity in rows.filter(odd).order_by().values_list("statuses", "age", "activity"):
        for status in unlikely_statuses(unpack_statuses(packed), age):
            found[status].append((activity, age or 0))
    for status in (code for code in _RARE if code in found):
        refs, ages = facts.in_order({pk for pk, _age in found[status]}), sorted(age for _pk, age in found[status])
        words = _("{n} people aged {ages} are counted as “{status}”, which is unlikely.")
        told = f"{ages[0]}–{ages[-1]}" if ages[0] != ages[-1] else ages[0]
        message = sentence(words, n=len(ages), ages=told, status=CATEGORY_LABELS[status])
        yield Finding("unlikely_status", message, refs, tuple(ages), subject=status)


def _reported(facts: ProjectFacts) -> Iterator[Finding]:
    """A number reported elsewhere that the ledger does not give."""
    for one in facts.activities:
        reported, counted = one.count.reported, one.count.total
        if reported is not None and counted and reported != counted:
            words = _("{ref}: {reported} were reported, {counted} are counted.")
            message = sentence(words, ref=one.activity.ref, reported=reported, counted=counted)
            yield Finding("reported_differs", message, (one.activity.ref,), (reported, counted))


def _mixed_units(facts: ProjectFacts, statistics: ProjectStatistics) -> Iterator[Finding]:
    """Families that stand among people in the tables."""
    mixed = [
        one
        for one in facts.activities
        if one.activity.count_unit == "families"
        and one.count.total
        and statistics.rule.admits(unit="families", kind=one.activity.kind.code)
    ]
    if mixed:
        words = _("{n} families are counted as people, one each.")
        number = sum(one.count.total for one in mixed)
        refs = tuple(one.activity.ref for one in mixed)
        yield Finding("unit_mixed", sentence(words, n=number), refs, (number,))
