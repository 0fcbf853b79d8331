"""What the overview shows, put together: the cells, their tables and pictures, what lacks, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Window

from events.models import Activity
from events.queries.activities import met
from grants.models import Indicator, Organisation, Project
from grants.wording import indicator_label
from media_log.models import CheckState, LinkCheck
from media_log.overview_pictures import chart_of, heat_of
from media_log.overview_tables import (
    Place,
    Row,
    link_to,
    months_table,
    places_table,
    plain_tables,
)
from media_log.queries import overview_of, post_counts
from media_log.queries.chosen import GONE, MANY, READ
from media_log.queries.overview import LARGE, SEEN, Overview
from media_log.queries.posts import WITHOUT_POSTS, mentions_for
from rules.plan_progress import percent_of

SHOWN_WITHOUT = 5


@dataclass(frozen=True)
class PlanLine:
    """An indicator of the whole project beside its plan; `actual` None: nothing was read yet."""

    label: str
    actual: int | None
    plan: Decimal
    query: str

    @property
    def percent(self) -> Decimal | None:
        """The actual in percent of the plan."""
        return percent_of(None if self.actual is None else Decimal(self.actual), self.plan)

    @property
    def width(self) -> float:
        """How much of a bar of 100 is full."""
        return float(min(self.percent or Decimal(0), Decimal(100)))

    @property
    def is_reached(self) -> bool:
        """Whether the plan is reached."""
        return self.actual is not None and self.actual >= self.plan


def overview_page(
    *, organisation: Organisation, project: Project | None, projects: Sequence[Project], today: date, show_all: bool
) -> dict[str, Any]:
    """Everything the page shows. Five queries; of a project seven."""
    overview = overview_of(organisation=organisation, project=project)
    without = activities_without(organisation=organisation, project=project, today=today)
    listed = list(without.annotate(number=Window(Count("pk")))[:SHOWN_WITHOUT])
    months = months_table(overview, today)
    tables = plain_tables(overview)
    return {
        "overview": overview,
        "total": overview.total,
        "list_query": link_to(project),
        "tables": tables,
        "first": _largest(tables[0].rows),
        "months": months,
        "chart": chart_of(months),
        "heat": heat_of(overview),
        "by_place": places_table(overview, _places(project, projects), show_all=show_all),
        "without": listed,
        "without_number": listed[0].number if listed else 0,
        "plan": plan_lines(overview) if project else [],
        "gone": gone_number(organisation=organisation, project=project),
        "gone_query": link_to(project, state=GONE),
    }


def _largest(rows: list[Row]) -> Row | None:
    return rows[0] if rows else None


def _places(project: Project | None, projects: Sequence[Project]) -> list[Place]:
    if project is None:
        return [Place(one.pk, one.ref, one.title) for one in projects]
    activities = list(project.activities.order_by("starts_on", "ref").values_list("pk", "ref", "title"))
    posts = post_counts(activities=[pk for pk, _ref, _title in activities])
    return [Place(pk, ref, title, posts[pk]) for pk, ref, title in activities]


def activities_without(*, organisation: Organisation, project: Project | None, today: date) -> QuerySet[Activity]:
    """Activities at which people met, which are over and have no publication, the latest first; as home lists them."""
    found = Activity.objects.of(organisation).filter(met(today), WITHOUT_POSTS).select_related("kind")
    if project:
        found = found.filter(project=project)
    return found.order_by("-starts_on", "-starts_at", "-ref")


def gone_number(*, organisation: Organisation, project: Project | None) -> int:
    """How many posts are no longer there, by the last look at each. One query."""
    gone = LinkCheck.objects.of(organisation).filter(state=CheckState.GONE)
    if project:
        gone = gone.filter(post__in=mentions_for(project=project).values("post"))
    return gone.count()


def plan_lines(overview: Overview) -> list[PlanLine]:
    """The project's own indicators of publications; those of its measures stand on the board. One query."""
    assert overview.project is not None
    large, seen = overview.by(LARGE), overview.by(SEEN)
    figures: dict[str, tuple[int | None, str]] = {
        "publications": (overview.total.posts, link_to(overview.project)),
        "publications_on_pages_over_20000_followers": (
            large[1].posts if 1 in large else 0 if 0 in large else None,
            link_to(overview.project, followers=MANY),
        ),
        "publications_over_10000_views": (
            seen[1].posts if 1 in seen else 0 if 0 in seen else None,
            link_to(overview.project, views=MANY),
        ),
        "publication_views": (
            overview.total.views if overview.total.known else None,
            link_to(overview.project, views=READ),
        ),
    }
    planned = Indicator.objects.filter(project=overview.project, measure=None, code__in=figures).order_by("pk")
    return [
        PlanLine(indicator_label(one.code), figures[one.code][0], one.plan, figures[one.code][1]) for one in planned
    ]
