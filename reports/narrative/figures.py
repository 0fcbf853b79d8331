"""What is known at a place of a report: the figures that a typed text there is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.dataset.model import ActivityEntry, FigureEntry, MeasureEntry, ReportData
from reports.narrative.names import names_of_activities, names_of_figures, names_of_project
from rules.narrative import KindFigures, SectionFigures

# Activities counted in these are people met, whether or not a project's tables take the unit in.
_PEOPLE = {"people", "families"}
# Figures of indicators that a text names by another word than the ledger's unit.
_UNITS = ("respondents", "consultations", "organisations", "families")


def section_figures(data: ReportData, slot: str) -> SectionFigures:
    """The figures of a slot: of one activity, of a measure, else of the whole project. A slot that names nothing any
    more knows nothing: a text there is compared with nothing."""
    what, _, number = slot.partition(":")
    if what == "activity":
        return _of_activity(data, int(number))
    if what == "measure":
        measures = [one for task in data.tasks for one in task.measures if one.pk == int(number)]
        return _of_measure(data, measures[0]) if measures else SectionFigures()
    return _of_project(data)


def _of_activity(data: ReportData, pk: int) -> SectionFigures:
    found = [one for one in data.activities() if one.pk == pk]
    if not found:
        return SectionFigures()
    actual = _actual(found, [])
    if asked := found[0].satisfaction:
        actual["satisfaction"] = asked.share
    return SectionFigures(actual, {}, _kinds(found), names_of_activities(found))


def _of_measure(data: ReportData, measure: MeasureEntry) -> SectionFigures:
    actual = _actual(measure.activities, measure.figures)
    names = names_of_activities(measure.activities) | names_of_figures(measure.figures) | {measure.title}
    return SectionFigures(actual, _plans(measure.figures), _kinds(measure.activities), names)


def _of_project(data: ReportData) -> SectionFigures:
    """Of the whole project the participants are those of the tables; the plans of its measures may be named too."""
    activities = data.activities()
    actual = {**_actual(activities, data.figures), "participants": Decimal(data.statistics.total)}
    actual["publications"] = Decimal(data.posts)
    of_measures = [figure for task in data.tasks for measure in task.measures for figure in measure.figures]
    figures = [*data.figures, *of_measures]
    names = names_of_activities(activities) | names_of_figures(figures) | names_of_project(data)
    return SectionFigures(actual, _plans(figures), _kinds(activities), names)


def _actual(activities: Iterable[ActivityEntry], figures: Iterable[FigureEntry]) -> dict[str, Decimal]:
    """By what is counted: the ledger's numbers, and the indicators that were computed. A unit that no activity is
    counted in is not known here unless an indicator asks for it."""
    listed = list(activities)
    actual = {one.code: one.actual for one in figures if one.actual is not None}
    for unit in _UNITS:
        numbers = [one.number for one in listed if one.unit == unit]
        if numbers:
            actual.setdefault(unit, Decimal(sum(numbers)))
    actual["participants"] = Decimal(sum(one.number for one in listed if one.unit in _PEOPLE))
    actual["activities"] = Decimal(sum(one.is_held for one in listed))
    return actual


def _plans(figures: Iterable[FigureEntry]) -> dict[str, frozenset[Decimal]]:
    plans: dict[str, set[Decimal]] = {}
    for one in figures:
        plans.setdefault(one.code, set()).add(one.plan)
    return {code: frozenset(values) for code, values in plans.items()}


def _kinds(activities: Iterable[ActivityEntry]) -> dict[str, KindFigures]:
    of_kind: dict[str, list[ActivityEntry]] = {}
    for one in activities:
        of_kind.setdefault(one.kind, []).append(one)
    return {kind: _kind(listed) for kind, listed in of_kind.items()}


def _kind(listed: list[ActivityEntry]) -> KindFigures:
    people = [one.number for one in listed if one.unit in _PEOPLE]
    return KindFigures(activities=len(listed), people=sum(people), each=tuple(people))
