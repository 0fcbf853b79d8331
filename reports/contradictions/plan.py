"""The plan that was not met, was set too low, has nothing under it, or counts something else than its activities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from events.queries.counts import CountedActivity
from grants.labels import UNIT_LABELS
from grants.wording import indicator_label
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from reports.queries.indicators import IndicatorActual, indicator_actuals

_OVER_HALF = 150
# Indicators that count what activities of these units give.
_UNITS = {
    "participants": {"people", "families"},
    "people_reached": {"people", "families"},
    "respondents": {"respondents"},
    "consultations": {"consultations"},
    "organisations": {"organisations"},
}


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Indicators whose period is over and that fall short, those over by half, those in a unit in which nothing is
    counted, measures without activities. A measure is named "P2 1.1"."""
    of_measure: dict[int | None, list[CountedActivity]] = defaultdict(list)
    for one in facts.activities:
        of_measure[one.activity.measure_id].append(one)
    yield from _empty(facts, {pk for pk in of_measure if pk})
    for row in indicator_actuals(project=facts.project, today=facts.today):
        measure = row.indicator.measure
        under = of_measure[measure.pk] if measure else facts.activities
        yield from _other_unit(facts, row, under)
        yield from _against_plan(facts, row)


def _empty(facts: ProjectFacts, measures: set[int]) -> Iterator[Finding]:
    """Measures under which nothing stands, once the project has begun. One query."""
    if facts.project.starts_on and facts.project.starts_on > facts.today:
        return
    empty = facts.project.measures.exclude(pk__in=measures).order_by("task__number", "number")
    records = tuple(f"{facts.project.ref} {number}" for number in empty.values_list("number", flat=True))
    if records:
        words = _("Measures without any activity: {records}.")
        yield Finding("no_activity", sentence(words, records=", ".join(records)), records)


def _other_unit(facts: ProjectFacts, row: IndicatorActual, under: list[CountedActivity]) -> Iterator[Finding]:
    """Planned in people, say, and every held activity under it is counted in respondents."""
    counted = [one for one in under if one.count.total]
    units = sorted({one.activity.count_unit for one in counted})
    fitting = _UNITS.get(row.indicator.code)
    if not fitting or row.actual or not row.plan or not units or fitting & set(units):
        return
    record, refs = _record(facts, row), tuple(one.activity.ref for one in counted)
    words = _("{record} · {indicator}: {plan} are planned, but its activities are counted in other units ({units}).")
    message = sentence(
        words,
        record=record,
        indicator=indicator_label(row.indicator.code),
        plan=_number(row.plan),
        units=", ".join(str(UNIT_LABELS.get(unit, unit)) for unit in units),
    )
    yield Finding("plan_unit", message, (record, *refs), (row.plan.normalize(), *units), subject=row.indicator.code)


def _against_plan(facts: ProjectFacts, row: IndicatorActual) -> Iterator[Finding]:
    percent, is_over = row.percent, bool(facts.project.ends_on and facts.project.ends_on < facts.today)
    if percent is None or row.actual is None:
        return
    code = "plan_over_half" if percent >= _OVER_HALF else "plan_not_met" if is_over and percent < 100 else ""
    if code:
        record = _record(facts, row)
        message = sentence(
            _("{record} · {indicator}: {actual} of {plan} ({percent} %)."),
            record=record,
            indicator=indicator_label(row.indicator.code),
            actual=_number(row.actual),
            plan=_number(row.plan),
            percent=number_format(percent, use_l10n=True),
        )
        figures = (row.actual.normalize(), row.plan.normalize())
        yield Finding(code, message, (record,), figures, subject=row.indicator.code)


def _record(facts: ProjectFacts, row: IndicatorActual) -> str:
    measure = row.indicator.measure
    return f"{facts.project.ref} {measure.number}" if measure else facts.project.ref


def _number(value: Decimal) -> str:
    return number_format(value.normalize(), use_l10n=True)
