"""Actual figures of a project's indicators: what the plan asked for, counted from what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from events.models import Activity
from events.queries import counts
from events.queries.materials import handed_out_by_measure
from grants.models import Indicator, Project
from media_log.queries import mentions_for
from rules.counting import UNIQUE_PEOPLE, CountingRule
from surveys.queries.satisfaction import Satisfaction, satisfaction_with_project

MANY_FOLLOWERS = 20_000


@dataclass(frozen=True)
class IndicatorActual:
    """An indicator's figure beside its plan. `actual` None: counted by hand, or no data are kept for it yet.

    `percent` is the actual in percent of the plan, to 0,1; None without an actual or with a plan of zero.
    `basis`: of satisfaction, what it was counted from: it is printed with its formula and n.
    """

    indicator: Indicator
    actual: Decimal | None
    plan: Decimal
    basis: Satisfaction | None = None

    @property
    def percent(self) -> Decimal | None:
        """The actual in percent of the plan."""
        if self.actual is None or not self.plan:
            return None
        return (100 * self.actual / self.plan).quantize(Decimal("0.1"))


def indicator_actuals(*, project: Project) -> list[IndicatorActual]:
    """Every indicator of the project with its figure, in the plan's order. Ten queries at most."""
    figures = _Figures(project, today=timezone.localdate())
    indicators = project.indicators.select_related("measure").order_by("measure_id", "pk")
    return [
        IndicatorActual(
            one, figures.actual(one.code, one.measure_id), one.plan, figures.basis(one.code, one.measure_id)
        )
        for one in indicators
    ]


class _Figures:
    """The figures of one project. Each kind of fact is read once, when the first indicator asks for it.

    A figure's `measure` is the measure's id, or None for the whole project.
    """

    def __init__(self, project: Project, *, today: date) -> None:
        self._project = project
        self._today = today

    def actual(self, code: str, measure: int | None) -> Decimal | None:
        """The figure for an indicator's code; None where nothing is kept to count it from."""
        questions: dict[str, Callable[[int | None], int | Decimal | None]] = {
            "activities": self._held,
            "participants": self._participants,
            "unique_people": self._people,
            "people_reached": lambda of: self._attendances(CountingRule(), of),
            "consultations": lambda of: self._attendances(CountingRule(units=("consultations",)), of),
            "respondents": lambda of: self._attendances(CountingRule(units=("respondents",)), of),
            "organisations": lambda of: self._attendances(CountingRule(units=("organisations",)), of),
            "materials_distributed": self._handed_out,
            "publications": lambda of: len(self._posts(of)),
            "publications_on_pages_over_20000_followers": self._posts_on_large_pages,
            "publication_views": self._views,
            "satisfaction": self._satisfied,
        }
        question = questions.get(code)
        figure = question(measure) if question else None
        return None if figure is None else Decimal(figure)

    @cached_property
    def _activities(self) -> list[Activity]:
        return list(self._project.activities.filter(cancelled_at__isnull=True).select_related("kind").order_by())

    def _of(self, measure: int | None) -> Iterator[Activity]:
        return (one for one in self._activities if measure is None or one.measure_id == measure)

    def _held(self, measure: int | None) -> int:
        return sum(1 for one in self._of(measure) if one.last_day and one.last_day <= self._today)

    @cached_property
    def _rule(self) -> CountingRule:
        return counts.counting_rule(self._project)

    @cached_property
    def _numbers(self) -> dict[int, counts.ActivityCount]:
        return counts.activity_counts(activities=[one.pk for one in self._activities])

    def _attendances(self, rule: CountingRule, measure: int | None) -> int:
        """Visits with head counts at the activities that `rule` admits."""
        return sum(
            self._numbers[one.pk].total
            for one in self._of(measure)
            if rule.admits(unit=one.count_unit, kind=one.kind.code)
        )

    def _participants(self, measure: int | None) -> int:
        if self._rule.basis == UNIQUE_PEOPLE:
            return self._people(measure)
        return self._attendances(self._rule, measure)

    @cached_property
    def _people_of(self) -> dict[int | None, int]:
        """Unique people by measure, and under None of the whole project: a person of two measures is one person."""
        rows = counts.counted_rows(counts.activities_in_scope(project=self._project, rule=self._rule))
        by_measure = rows.filter(activity__measure__isnull=False).order_by().values_list("activity__measure")
        return {**dict(by_measure.annotate(people=counts.people_among())), None: counts.distinct_people(rows)}

    def _people(self, measure: int | None) -> int:
        return self._people_of.get(measure, 0)

    @cached_property
    def _materials(self) -> dict[int | None, int]:
        return handed_out_by_measure(project=self._project)

    def _handed_out(self, measure: int | None) -> int:
        return sum(self._materials.values()) if measure is None else self._materials.get(measure, 0)

    @cached_property
    def _mentions(self) -> list[tuple[int, int | None, int | None, int | None]]:
        columns = ("post", "activity__measure", "post__page_followers", "post__views")
        return list(mentions_for(project=self._project).order_by().values_list(*columns))

    def _posts(self, measure: int | None) -> dict[int, tuple[int | None, int | None]]:
        """Distinct posts with their page's followers and their views."""
        return {
            post: (followers, views)
            for post, of, followers, views in self._mentions
            if measure is None or of == measure
        }

    def _posts_on_large_pages(self, measure: int | None) -> int | None:
        known = [followers for followers, _views in self._posts(measure).values() if followers is not None]
        return sum(1 for followers in known if followers >= MANY_FOLLOWERS) if known else None

    def _views(self, measure: int | None) -> int | None:
        known = [views for _followers, views in self._posts(measure).values() if views is not None]
        return sum(known) if known else None

    @cached_property
    def _satisfaction(self) -> dict[int | None, Satisfaction]:
        return satisfaction_with_project(project=self._project)

    def _satisfied(self, measure: int | None) -> Decimal | None:
        """By the contract's formula from all who answered, not the mean of the activities' shares."""
        return self._satisfaction.get(measure, Satisfaction()).share

    def basis(self, code: str, measure: int | None) -> Satisfaction | None:
        """What a share was counted from, where it must be told beside it."""
        if code != "satisfaction":
            return None
        found = self._satisfaction.get(measure)
        return found if found and found.n else None
