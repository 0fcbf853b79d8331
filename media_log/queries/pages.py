"""Pages, how many follow them, and posts that stand on none that we know."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, DateField, F, IntegerField, OuterRef, QuerySet, Subquery

from grants.models import Organisation
from media_log.labels import PLATFORM_LABELS, Label
from media_log.models import Page, PageReading, Post
from media_log.reading_chart import Chart, chart_of


@dataclass(frozen=True)
class FollowersLine:
    """How many followed a page on a day; `change`: against the reading before it, None for the first."""

    reading: PageReading
    change: int | None


@dataclass(frozen=True)
class PageHistory:
    """A page's followers, the latest first, with a chart where there are two readings."""

    lines: list[FollowersLine]
    chart: Chart | None


@dataclass(frozen=True)
class PlatformGap:
    """A platform, how many of its posts stand on no known page."""

    code: str
    label: Label
    posts: int


@dataclass(frozen=True)
class PageTotals:
    """How many pages there are and how many posts stand on none; `gaps` by platform sum to the latter."""

    pages: int
    gaps: list[PlatformGap] = field(default_factory=list)

    @property
    def homeless(self) -> int:
        """Posts without a page."""
        return sum(gap.posts for gap in self.gaps)


def pages_of(*, organisation: Organisation) -> QuerySet[Page]:
    """Pages with `posts_count`, and of the latest reading `followers` and `followers_on`; those whose followers were
    read longest ago come first."""
    last = PageReading.objects.filter(page=OuterRef("pk")).order_by("-read_on")
    found = Page.objects.of(organisation).annotate(
        posts_count=Count("posts"),
        followers=Subquery(last.values("followers")[:1], output_field=IntegerField()),
        followers_on=Subquery(last.values("read_on")[:1], output_field=DateField()),
    )
    return found.order_by(F("followers_on").asc(nulls_first=True), "platform", "name", "pk")


def page_history(*, page: Page) -> PageHistory:
    """What was read of a page. One query."""
    before: int | None = None
    lines, points = [], []
    for reading in page.readings.select_related("added_by").order_by("read_on"):
        lines.append(FollowersLine(reading, None if before is None else reading.followers - before))
        points.append((reading.read_on, reading.followers))
        before = reading.followers
    return PageHistory(lines[::-1], chart_of(points))


def page_totals(*, organisation: Organisation) -> PageTotals:
    """How many pages, and how many posts of which platform have none. Two queries."""
    homeless = Post.objects.of(organisation).filter(page__isnull=True).order_by()
    counts = homeless.values_list("platform").annotate(n=Count("pk")).order_by("-n", "platform")
    gaps = [PlatformGap(code, PLATFORM_LABELS.get(code, code), number) for code, number in counts]
    return PageTotals(Page.objects.of(organisation).count(), gaps)


def posts_without_page(*, organisation: Organisation, platform: str) -> QuerySet[Post]:
    """Posts of a platform whose page nobody has named, the newest first."""
    return Post.objects.of(organisation).filter(page__isnull=True, platform=platform).order_by("-pk")
