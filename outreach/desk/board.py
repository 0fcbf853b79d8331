"""The plan board: measure by measure what was planned, what is there, what is left and where today's pace leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from events.queries.counts import CountedActivity
from grants.models import Indicator, Measure, Project, Task
from grants.queries import number_key
from grants.wording import indicator_label, indicator_unit
from outreach.desk.activity_head import CANCELLED, state_of
from outreach.desk.lacks import with_lacks
from reports.queries.facts import PlanFacts
from reports.queries.indicators import DIRECT_REACH, actual_of, posts_of, read_days
from reports.queries.moment import one_moment
from rules.indicators import INDICATOR_CODES
from rules.plan_progress import Period, Progress, progress_of
from rules.post_keys import inspect_link
from surveys.queries.satisfaction import Satisfaction

# Of a measure's activities the board shows the next and the last ones; all of them have a page of their own.
SHOWN_ACTIVITIES = 5


@dataclass(frozen=True)
class BoardFigure:
    """One indicator on the board. `basis`: what a share of satisfied people was counted from; `read`: the oldest and
    newest day of the readings that a figure of publications is counted from."""

    indicator: Indicator
    label: str
    unit: str
    progress: Progress
    basis: Satisfaction | None
    read: tuple[date, date] | None = None


@dataclass(frozen=True)
class BoardActivity:
    """An activity with its number and where it stands today."""

    counted: CountedActivity
    state: str
    is_held: bool
    is_outside: bool

    @property
    def activity(self) -> Any:
        """The activity, with what `with_lacks` says of it."""
        return self.counted.activity


@dataclass(frozen=True)
class BoardMeasure:
    """A measure (None: of no measure) with its figures and activities."""

    measure: Measure | None
    figures: list[BoardFigure] = field(default_factory=list)
    activities: list[BoardActivity] = field(default_factory=list)

    @property
    def shown(self) -> list[BoardActivity]:
        """The latest ones, what is still ahead included."""
        return self.activities[:SHOWN_ACTIVITIES]

    @property
    def held(self) -> int:
        """How many were held, today's among them: the same that the plan counts."""
        return sum(1 for one in self.activities if one.is_held)

    @property
    def cancelled(self) -> int:
        """How many were cancelled."""
        return sum(1 for one in self.activities if one.state == CANCELLED)

    @property
    def ahead(self) -> int:
        """How many are still to come, those without a date among them."""
        return len(self.activities) - self.held - self.cancelled


@dataclass(frozen=True)
class BoardTask:
    """A task and its measures."""

    task: Task
    measures: list[BoardMeasure]


@dataclass(frozen=True)
class Reach:
    """Direct reach (people met) and indirect reach (views, readers, listeners): shown apart, never added up.

    `views` None: no post was read yet; `read` of `posts` were, on the days `views_read`. `products` likewise, with the
    days of the readings; one that is a publication of the project too is counted there only.
    """

    direct: int
    views: int | None
    read: int
    posts: int
    views_read: tuple[date, date] | None
    products: int | None
    first_read_on: date | None
    last_read_on: date | None


@dataclass(frozen=True)
class Board:
    """Everything the board of one project shows."""

    project: Project
    period: Period
    days_left: int | None
    has_begun: bool
    is_over: bool
    figures: list[BoardFigure]
    tasks: list[BoardTask]
    without_measure: BoardMeasure
    attendances: int
    people: int
    reach: Reach

    @property
    def measures(self) -> list[BoardMeasure]:
        """All of them in the plan's order."""
        return [line for task in self.tasks for line in task.measures]

    @property
    def activities(self) -> list[BoardActivity]:
        """All of the project's."""
        return [one for line in [*self.measures, self.without_measure] for one in line.activities]

    @property
    def outside(self) -> list[BoardActivity]:
        """Those with a day outside the contract period, the first one first."""
        found = [one for one in self.activities if one.is_outside and one.state != CANCELLED]
        return sorted(found, key=lambda one: (one.activity.starts_on, one.activity.ref))

    @property
    def every_figure(self) -> list[BoardFigure]:
        """Those of the whole project first."""
        return [*self.figures, *(figure for line in self.measures for figure in line.figures)]


def board_of(*, project: Project, today: date) -> Board:
    """The board as of `today`, read in one moment. Ten queries, whatever the number of activities."""
    with one_moment():
        measures = list(Measure.objects.filter(project=project).select_related("task").order_by("pk"))
        indicators = list(Indicator.objects.filter(project=project).order_by("pk"))
        facts = PlanFacts(
            project,
            today=today,
            codes={"unique_people", *(one.code for one in indicators)},
            activities=with_lacks(project.activities.select_related("kind").order_by("-starts_on", "-ref"), today),
        )
        return _board(facts, measures, indicators)


def _board(facts: PlanFacts, measures: list[Measure], indicators: list[Indicator]) -> Board:
    project, today = facts.project, facts.today
    period = Period(project.starts_on, project.ends_on)
    lines = {measure.pk: BoardMeasure(measure) for measure in measures}
    rest = BoardMeasure(None)
    figures: list[BoardFigure] = []
    for indicator in indicators:
        line = lines.get(indicator.measure_id or 0)
        indicator.measure = line.measure if line else None  # known already, so that no page asks for it
        (line.figures if line else figures).append(_figure(indicator, facts, period))
    for counted in facts.everything:
        one = counted.activity
        place = lines[one.measure_id] if one.measure_id else rest
        state, is_held = state_of(one, today), facts.is_held(one)
        place.activities.append(BoardActivity(counted, state, is_held, one.is_outside_contract()))
    return Board(
        project=project,
        period=period,
        days_left=period.days_left(today),
        has_begun=period.has_begun(today),
        is_over=period.is_over(today),
        figures=figures,
        tasks=_tasks(lines.values()),
        without_measure=rest,
        attendances=sum(one.count.total for one in facts.admitted(facts.rule, None)),
        people=facts.people(None),
        reach=_reach(facts),
    )


def _figure(indicator: Indicator, facts: PlanFacts, period: Period) -> BoardFigure:
    found = actual_of(indicator, facts)
    progress = progress_of(
        plan=Decimal(indicator.plan),
        actual=found.actual,
        period=period,
        today=facts.today,
        has_pace=INDICATOR_CODES.get(indicator.code) != "percent",
    )
    return BoardFigure(
        indicator,
        indicator_label(indicator.code),
        indicator_unit(indicator),
        progress,
        found.basis,
        read_days(facts, indicator.code, indicator.measure_id),
    )


def _tasks(lines: Iterable[BoardMeasure]) -> list[BoardTask]:
    """Tasks and their measures in the order of their numbers."""
    found: dict[int, BoardTask] = {}
    for line in lines:
        if line.measure:
            found.setdefault(line.measure.task_id, BoardTask(line.measure.task, [])).measures.append(line)
    for task in found.values():
        task.measures.sort(key=lambda line: number_key(line.measure.number if line.measure else ""))
    return sorted(found.values(), key=lambda one: number_key(one.task.number))


def _reach(facts: PlanFacts) -> Reach:
    posts = posts_of(facts, None).values()
    views = [one.views for one in posts if one.views is not None]
    keys = {one.key for one in posts}
    # A product that is one of the publications has its views among theirs already.
    apart = [one for one in facts.products if not (one.link and inspect_link(one.link).key in keys)]
    seen = [one.reach for one in apart if one.reach is not None]
    days = [one.read_on for one in apart if one.read_on]
    return Reach(
        direct=sum(one.count.total for one in facts.admitted(DIRECT_REACH, None)),
        views=sum(views) if views else None,
        read=len(views),
        posts=len(posts),
        views_read=read_days(facts, "publication_views", None),
        products=sum(seen) if seen else None,
        first_read_on=min(days, default=None),
        last_read_on=max(days, default=None),
    )
