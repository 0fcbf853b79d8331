"""Who a project reached: people met, and apart from them views, readers, listeners. Never one sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from events.models import ActivityKind, Product
from events.product_labels import made_in_words
from events.queries.counts import activities_in_scope, activity_counts, counted_rows, distinct_people
from events.queries.products import products_of
from grants.models import Project
from media_log.queries import PlatformViews, keys_of_posts, views_by_platform
from rules.counting import CountingRule
from rules.post_keys import inspect_link


@dataclass(frozen=True)
class MetLine:
    """People met at the activities of one kind."""

    kind: ActivityKind
    activities: int
    people: int


@dataclass(frozen=True)
class SeenLine:
    """A product and who saw it. `is_post`: its link is a publication of the project, whose views count it already."""

    product: Product
    words: str
    is_post: bool


@dataclass(frozen=True)
class Reach:
    """Direct and indirect reach side by side."""

    met: list[MetLine]
    people: int
    unique: int
    platforms: list[PlatformViews]
    products: list[SeenLine]

    @property
    def views(self) -> int:
        """The views of the posts, each post once."""
        return sum(line.views for line in self.platforms)

    @property
    def of_products(self) -> int:
        """What products add to it: none that is counted as a post."""
        return sum(line.product.indirect_reach or 0 for line in self.products if not line.is_post)

    @property
    def indirect(self) -> int:
        """All indirect reach."""
        return self.views + self.of_products

    @property
    def is_read(self) -> bool:
        """Whether any views, readers or listeners were noted: before that the indirect reach is not known, not none."""
        return any(line.known for line in self.platforms) or bool(self.products)

    @property
    def read_days(self) -> tuple[date, date] | None:
        """The oldest and the newest day on which the posts' views were read; None before any reading."""
        days = [day for line in self.platforms for day in (line.first_read_on, line.last_read_on) if day]
        return (min(days), max(days)) if days else None

    @property
    def posts_unread(self) -> int:
        """Posts whose views nobody has noted."""
        return sum(line.posts - line.known for line in self.platforms)


def reach_of(*, project: Project) -> Reach:
    """The reach of a project. Direct reach is people and families of every kind, whatever the project's tables count.
    Eight queries."""
    activities = activities_in_scope(project=project, rule=CountingRule())
    counts = activity_counts(activities=activities)
    met: dict[int, MetLine] = {}
    for one in activities.select_related("kind"):
        if number := counts[one.pk].total:
            so_far = met.get(one.kind_id, MetLine(one.kind, 0, 0))
            met[one.kind_id] = MetLine(one.kind, so_far.activities + 1, so_far.people + number)
    return Reach(
        met=sorted(met.values(), key=lambda line: -line.people),
        people=sum(count.total for count in counts.values()),
        unique=distinct_people(counted_rows(activities)),
        platforms=views_by_platform(project=project),
        products=_seen(project),
    )


def _seen(project: Project) -> list[SeenLine]:
    products = products_of(project=project).filter(indirect_reach__isnull=False).order_by("-indirect_reach", "pk")
    posts = keys_of_posts(project=project)
    return [
        SeenLine(one, made_in_words(one.kind, one.number_made), bool(one.link) and inspect_link(one.link).key in posts)
        for one in products
    ]
