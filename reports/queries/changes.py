"""What changed since the interim report: two datasets of a project side by side."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import ValidationError

from events.labels import DIMENSION_LABELS, LABELS
from grants.models import Project
from reports.dataset import ReportData
from reports.dataset.model import ActivityEntry, ChangeEntry, FigureEntry, Names
from reports.dataset.wording import in_form_languages
from reports.queries.issued import latest_interim
from rules.codes import DIMENSIONS

logger = logging.getLogger(__name__)
Figures = dict[tuple[str, str], tuple[Names, Decimal | None]]


def changes_of(*, project: Project, now: ReportData) -> list[ChangeEntry]:
    """Against the project's latest issued interim report; none where there is none, or where it was kept in a shape
    that cannot be read any more."""
    interim = latest_interim(project=project)
    if interim is None:
        return []
    try:
        before = ReportData.model_validate(interim.dataset)
    except ValidationError:
        logger.exception("the dataset of issued report %s cannot be read", interim.pk)
        return []
    return changes_between(before, now)


def changes_between(before: ReportData, now: ReportData) -> list[ChangeEntry]:
    """Every figure that is another one: the statistics, the figures of the project and its measures, the activities of
    the period, in that order. What was not there on one side is None there."""
    earlier, later = dict(_figures(before)), dict(_figures(now))
    changed = []
    for key in [*later, *(key for key in earlier if key not in later)]:
        was, is_now = earlier.get(key, (None, None))[1], later.get(key, (None, None))[1]
        if was != is_now:
            what = (later.get(key) or earlier[key])[0]
            changed.append(ChangeEntry(what=what, record=key[1].partition("/")[0], before=was, now=is_now))
    return changed


def _figures(data: ReportData) -> Iterator[tuple[tuple[str, str], tuple[Names, Decimal | None]]]:
    """By what is counted and its record: the label and the figure."""
    for code, label, number in _statistics(data):
        yield (code, ""), (label, Decimal(number))
    yield from _of_plan(data.figures, "")
    for task in data.tasks:
        for measure in task.measures:
            yield from _of_plan(measure.figures, measure.number)
    for activity in data.activities():
        if activity.is_held or activity.number:
            yield ("activity", activity.ref), (_activity(activity), Decimal(activity.number))


def _statistics(data: ReportData) -> Iterator[tuple[str, Names, int]]:
    found = data.statistics
    totals: tuple[tuple[str, Callable[[], object], int], ...] = (
        ("total", lambda: _("All participants"), found.total),
        ("attendances", lambda: _("Attendances"), found.attendances),
        ("people", lambda: _("Unique people"), found.people),
        ("posts", lambda: _("Publications"), data.posts),
    )
    for code, say, number in totals:
        yield code, in_form_languages(say), number
    for dimension, values in DIMENSIONS.items():
        for value in values:
            yield f"{dimension}:{value}", _column(dimension, value), found.tables[dimension].get(value, 0)


def _column(dimension: str, value: str) -> Names:
    return in_form_languages(lambda: f"{DIMENSION_LABELS[dimension]}: {LABELS[dimension][value]}")


def _of_plan(
    figures: list[FigureEntry], measure: str
) -> Iterator[tuple[tuple[str, str], tuple[Names, Decimal | None]]]:
    """Two figures of one code are told apart by their place."""
    for place, one in enumerate(figures):
        yield (f"figure:{one.code}", f"{measure}/{place}"), (one.label, one.actual)


def _activity(one: ActivityEntry) -> Names:
    return Names(kk=f"{one.kind_name.kk}: {one.title}", ru=f"{one.kind_name.ru}: {one.title}")
