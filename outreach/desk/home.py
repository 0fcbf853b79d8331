"""What now? Today's activities, what held ones still lack, the plan at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from events.models import Activity
from events.queries.activities import activities_between, met
from events.queries.counts import ActivityCount, activity_counts
from grants.models import Indicator, Organisation, Project
from grants.wording import indicator_label, indicator_unit
from outreach.desk.lacks import LACKS, without
from reports.queries.indicators import indicator_actuals
from surveys.queries.satisfaction import Satisfaction

SHOWN_PER_LACK = 2
SHOWN_PROJECTS = 4
SHOWN_BARS = 6


@dataclass(frozen=True)
class Lack:
    """Held activities without one thing: how many, and the latest of them."""

    what: str
    count: int
    first: list[Activity]


@dataclass(frozen=True)
class Bar:
    """One indicator's actual figure against its plan; `width` is the bar's share of the line, 0–100. `basis`: what a
    share of satisfied people was counted from."""

    indicator: Indicator
    label: str
    unit: str
    actual: Decimal
    plan: Decimal
    percent: int
    basis: Satisfaction | None = None

    @property
    def width(self) -> int:
        """A bar ends where the plan is reached."""
        return max(0, min(100, self.percent))

    @property
    def is_reached(self) -> bool:
        """Whether the plan is fulfilled."""
        return self.percent >= 100


@dataclass(frozen=True)
class Glance:
    """One project's plan in a few bars; `others`: indicators that are not shown here."""

    project: Project
    bars: list[Bar]
    others: int


Row = tuple[Activity, ActivityCount]


def rows_today(*, organisation: Organisation, today: date) -> list[Row]:
    """Today's activities, the cancelled ones left out, each with its number so far."""
    held = activities_between(organisation=organisation, first=today, last=today)
    return _with_counts([activity for activity in held if not activity.cancelled_at])


def next_row(*, organisation: Organisation, today: date) -> Row | None:
    """The next activity after today."""
    ahead = Activity.objects.of(organisation).filter(starts_on__gt=today, cancelled_at__isnull=True)
    rows = _with_counts(list(ahead.select_related("kind", "project")[:1]))
    return rows[0] if rows else None


def _with_counts(activities: list[Activity]) -> list[Row]:
    counts = activity_counts(activities=[activity.pk for activity in activities])
    return [(activity, counts[activity.pk]) for activity in activities]


def lacks_of(*, organisation: Organisation, today: date) -> list[Lack]:
    """What held activities lack, the things that all have left out. Four queries at most."""
    held = Activity.objects.of(organisation).filter(met(today))
    numbers = held.order_by().aggregate(**{what: Count("pk", filter=without(what)) for what in LACKS})
    return [
        Lack(
            what,
            numbers[what],
            list(activities_lacking(organisation=organisation, what=what, today=today)[:SHOWN_PER_LACK]),
        )
        for what in LACKS
        if numbers[what]
    ]


def activities_lacking(*, organisation: Organisation, what: str, today: date) -> QuerySet[Activity]:
    """Held activities without people, survey answers or a publication, latest first."""
    lacking = Activity.objects.of(organisation).filter(met(today), without(what)).select_related("kind", "project")
    return lacking.order_by("-starts_on", "-starts_at", "-ref")


def plan_at_a_glance(*, organisation: Organisation, today: date) -> list[Glance]:
    """The projects that run now, latest to end first, otherwise the last ones; each with its first indicators."""
    running = Q(starts_on__lte=today, ends_on__gte=today)
    projects = Project.objects.of(organisation).annotate(runs=Count("pk", filter=running))
    shown = projects.order_by("-runs", F("ends_on").desc(nulls_last=True), "ref")[:SHOWN_PROJECTS]
    return [_glance(project) for project in shown]


def _glance(project: Project) -> Glance:
    every = indicator_actuals(project=project)
    bars = [
        Bar(
            row.indicator,
            indicator_label(row.indicator.code),
            indicator_unit(row.indicator),
            row.actual,
            row.plan,
            round(row.percent),
            row.basis,
        )
        for row in every
        if row.actual is not None and row.percent is not None
    ]
    # Figures of the whole project say more than those of one measure.
    bars.sort(key=lambda bar: bar.indicator.measure_id is not None)
    return Glance(project, bars[:SHOWN_BARS], len(every) - len(bars[:SHOWN_BARS]))
