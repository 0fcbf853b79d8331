"""What was published in a period, each post once; and the links of each activity as a report lists them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.fields.files import FieldFile

from events.models import Activity
from grants.models import Measure, Project
from media_log.models import LinkCheck, Mention, PageReading, Post, PostProof
from media_log.queries.overview import DAY, KIND, PLATFORM, Overview, Tally, overview_of
from media_log.queries.planned import PlanCounts, counts_of, plan_lines
from media_log.queries.posts import mentions_for
from rules.errors import AppError

# What a digest holds at most; a longer period is made in parts.
MOST_POSTS = 5000
MOST_TOP, MOST_PICTURES = 10, 12


@dataclass(frozen=True)
class ListedPost:
    """A post where it is listed; `elsewhere`: the other places that mention it (None: a project as a whole)."""

    post: Post
    elsewhere: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class ActivityLinks:
    """The posts of one activity, or (None) those of the project as a whole; `number`: its place in the list."""

    number: int
    activity: Activity | None
    posts: list[ListedPost]


@dataclass(frozen=True)
class CodeCount:
    """Posts of a platform or kind: how many, and the views last read of those that have a number (`known`)."""

    code: str
    posts: int
    known: int
    views: int


@dataclass(frozen=True)
class PageLine:
    """A page that published, how many of the posts are its own, its followers as last read (None: never)."""

    name: str
    platform: str
    posts: int
    followers: int | None
    read_on: date | None


@dataclass(frozen=True)
class Digest:
    """A period. `posts`: every post once, by day; `counted`: the overview's cells of these days, which every count is
    a sum of."""

    project: Project
    first: date
    last: date
    posts: list[Post]
    counted: Overview
    undated: int
    links: list[ActivityLinks]
    pages: list[PageLine]
    plan: PlanCounts

    @property
    def total(self) -> int:
        """How many different posts."""
        return self.counted.total.posts

    @property
    def platforms(self) -> list[CodeCount]:
        """By platform, the most first; they sum to the total."""
        return _counted(self.counted, PLATFORM)

    @property
    def kinds(self) -> list[CodeCount]:
        """By kind, the most first; they sum to the total."""
        return _counted(self.counted, KIND)

    @property
    def top(self) -> list[Post]:
        """The most seen posts of those whose views were read."""
        seen = [post for post in self.posts if post.views is not None]
        return sorted(seen, key=lambda post: (-(post.views or 0), post.pk))[:MOST_TOP]


def digest_of(*, project: Project, first: date, last: date, today: date) -> Digest:
    """What was published from `first` to `last`, both included. Seven queries, whatever the number of posts.

    Raises AppError digest_too_large above 5,000 posts.
    """
    found = posts_between(project=project, first=first, last=last)
    posts = list(found.select_related("page").order_by("made_on", "pk")[: MOST_POSTS + 1])
    if len(posts) > MOST_POSTS:
        raise AppError("digest_too_large", 422, most=MOST_POSTS)
    ids = {post.pk for post in posts}
    links = [group for group in links_by_activity(project=project, among=ids) if group.posts]
    overview = overview_of(organisation=project.organisation, project=project)
    return Digest(
        project=project,
        first=first,
        last=last,
        posts=posts,
        counted=overview.between(first, last),
        undated=overview.by(DAY).get(None, Tally()).posts,
        links=[ActivityLinks(place, group.activity, group.posts) for place, group in enumerate(links, 1)],
        pages=_pages(posts),
        plan=counts_of(plan_lines(project=project, today=today, first=first, last=last)),
    )


def posts_between(*, project: Project, first: date, last: date) -> QuerySet[Post]:
    """A project's posts made from `first` to `last`."""
    posts = Post.objects.filter(pk__in=mentions_for(project=project).order_by().values("post"))
    return posts.filter(made_on__gte=first, made_on__lte=last)


def months_published(*, project: Project) -> list[date]:
    """The months in which anything was published, the latest first. One query."""
    posts = Post.objects.filter(pk__in=mentions_for(project=project).order_by().values("post"))
    return list(posts.order_by().dates("made_on", "month", order="DESC"))


def links_by_activity(
    *, project: Project, measure: Measure | None = None, among: set[int] | None = None
) -> list[ActivityLinks]:
    """Each activity with its posts in the order they were added, the project's own last; `among`: only these posts.
    Three queries.

    A cancelled activity is listed only where something was published for it.
    """
    activities = Activity.objects.filter(project=project, **({"measure": measure} if measure else {}))
    mentions = mentions_for(project=project).select_related("post__page").order_by("pk")
    if measure:
        mentions = mentions.filter(activity__measure=measure)
    here = [mention for mention in mentions if among is None or mention.post_id in among]
    shared = _shared_places(project)
    by_place: dict[int | None, list[ListedPost]] = defaultdict(list)
    for mention in here:
        elsewhere = tuple(other for other in shared.get(mention.post_id, ()) if other.pk != mention.pk)
        by_place[mention.activity_id].append(ListedPost(mention.post, elsewhere))
    found = [one for one in activities if by_place.get(one.pk) or not one.cancelled_at]
    groups = [ActivityLinks(place, one, by_place.get(one.pk, [])) for place, one in enumerate(found, 1)]
    if by_place.get(None):
        groups.append(ActivityLinks(len(groups) + 1, None, by_place[None]))
    return groups


def pictures_of(*, project: Project, first: date, last: date) -> list[tuple[Post, FieldFile]]:
    """Pictures of a period's posts, the most seen first: a screenshot or photo that was kept, else what the page showed
    of itself. At most 12. Two queries."""
    posts = posts_between(project=project, first=first, last=last).order_by().values("pk")
    proofs = PostProof.objects.filter(
        post__in=posts, evidence__type__in=("screenshot", "photo"), evidence__removed_at__isnull=True
    ).exclude(evidence__preview="")
    checks = LinkCheck.objects.filter(post__in=posts).exclude(picture="")
    found: dict[int, tuple[Post, FieldFile]] = {}
    for proof in proofs.select_related("post__page", "evidence").order_by("pk"):
        found.setdefault(proof.post_id, (proof.post, proof.evidence.preview))
    for check in checks.select_related("post__page").order_by("pk"):
        found.setdefault(check.post_id, (check.post, check.picture))
    ordered = sorted(found.values(), key=lambda one: (-(one[0].views or -1), one[0].made_on or date.max, one[0].pk))
    return ordered[:MOST_PICTURES]


def _counted(cells: Overview, dimension: int) -> list[CodeCount]:
    lines = [CodeCount(code, tally.posts, tally.known, tally.views) for code, tally in cells.by(dimension).items()]
    return sorted(lines, key=lambda line: (-line.posts, line.code))


def _pages(posts: Iterable[Post]) -> list[PageLine]:
    pages = {post.page_id: post.page for post in posts if post.page}
    number = Counter(post.page_id for post in posts if post.page_id)
    rows = PageReading.objects.filter(page__in=pages).order_by("read_on").values_list("page", "read_on", "followers")
    latest = {page: (day, followers) for page, day, followers in rows}
    lines = []
    for page in pages.values():
        day, followers = latest.get(page.pk, (None, None))
        lines.append(PageLine(page.name, page.platform, number[page.pk], followers, day))
    return sorted(lines, key=lambda line: (-(line.followers or -1), line.name))


def _shared_places(project: Project) -> dict[int, list[Mention]]:
    """The mentions of those posts of the project that have several."""
    several = (
        Mention.objects.filter(post__in=mentions_for(project=project).order_by().values("post"))
        .order_by()
        .values("post")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .values("post")
    )
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in Mention.objects.filter(post__in=several).select_related("activity", "project"):
        found[mention.post_id].append(mention)
    return found
