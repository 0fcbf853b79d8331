"""Posts, where they are mentioned and how many they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from events.models import Activity
from events.queries.periods import ALWAYS, belongs_to
from grants.models import Organisation, Project
from media_log.actions import Place
from media_log.labels import PLATFORM_LABELS, WARNING_LABELS, Label
from media_log.models import Mention, Post
from media_log.oddities import link_oddities, timing_oddities
from rules.plan_progress import Period

Activities = QuerySet[Activity] | Iterable[int]
# The condition on activities that have no publication.
WITHOUT_POSTS = ~Q(Exists(Mention.objects.filter(activity=OuterRef("pk"))))


@dataclass(frozen=True)
class MentionLine:
    """One place that mentions a post, and what is odd about the post's date there."""

    id: int
    place: Place
    activity: Activity | None
    warnings: tuple[Label, ...]
    # Why it is right all the same; it takes all warnings of this place away.
    reason: str = ""


@dataclass(frozen=True)
class PostLine:
    """A post as lists show it. `made_on` is the stated date of publishing, else the upload day read from its id."""

    post: Post
    platform: Label
    shown_url: str
    made_on: date | None
    is_from_id: bool
    mentions: tuple[MentionLine, ...]
    warnings: tuple[Label, ...]

    @property
    def as_text(self) -> str:
        """Its line in a list of links: the link, or what it was where it has none."""
        if self.post.url:
            return self.post.url
        day = f", {self.made_on:%d.%m.%Y}" if self.made_on else ""
        return f"{self.platform}: {self.post.page.name + ', ' if self.post.page else ''}{self.post.title}{day}"

    @property
    def is_explained(self) -> bool:
        """Whether every place says why the post is right."""
        return all(mention.reason for mention in self.mentions)


@dataclass(frozen=True)
class PlatformViews:
    """The posts of a platform and their latest views added up; `known`: how many of them have a number at all, read
    between `first_read_on` and `last_read_on`."""

    code: str
    label: Label
    posts: int
    known: int
    views: int
    first_read_on: date | None = None
    last_read_on: date | None = None


def mentions_for(*, project: Project, period: Period = ALWAYS) -> QuerySet[Mention]:
    """What was published for a project: for its activities of a period, wherever they belonged before, or within the
    period for it as a whole."""
    places = Q(activity__project=project) | Q(activity__isnull=True, project=project)
    return Mention.objects.filter(places, belongs_to(period, "post__made_on"))


def posts_found(*, organisation: Organisation, project: Project | None = None) -> QuerySet[Post]:
    """The organisation's posts, or one project's, each once, the newest first."""
    found = Post.objects.of(organisation).select_related("page")
    return found.filter(pk__in=mentions_for(project=project).values("post")) if project else found


def platforms_used(*, organisation: Organisation) -> list[str]:
    """The platforms that have posts, the most used first. One query."""
    used = Post.objects.of(organisation).order_by().values_list("platform").annotate(number=Count("pk"))
    return [platform for platform, _number in used.order_by("-number", "platform")]


def distinct_posts(*, project: Project, period: Period = ALWAYS) -> int:
    """How many different posts a project has, however many activities mention them. One query."""
    return mentions_for(project=project, period=period).aggregate(number=Count("post", distinct=True))["number"]


def distinct_posts_of_projects(*, projects: Iterable[int]) -> dict[int, int]:
    """How many different posts each project has, as `distinct_posts` counts them; every requested project has an entry.
    One query."""
    ids = list(projects)
    of = Coalesce("activity__project", "project")
    rows = Mention.objects.annotate(of=of).filter(of__in=ids).order_by().values_list("of")
    return {**dict.fromkeys(ids, 0), **dict(rows.annotate(number=Count("post", distinct=True)))}


def post_counts(*, activities: Activities) -> dict[int, int]:
    """How many different posts each activity has; every requested activity has an entry. One query for ids, two for a
    queryset."""
    ids = list(activities.values_list("pk", flat=True) if isinstance(activities, QuerySet) else activities)
    found = Mention.objects.filter(activity__in=ids).order_by().values_list("activity").annotate(number=Count("pk"))
    return {**dict.fromkeys(ids, 0), **dict(found)}


def keys_of_posts(*, project: Project) -> set[str]:
    """The keys of a project's posts (rules.post_keys). One query."""
    return set(mentions_for(project=project).values_list("post__key", flat=True))


def activity_lines(*, activity: Activity) -> list[PostLine]:
    """The posts of one activity, in the order they were added. Two queries."""
    posts = (
        Post.objects.filter(mentions__activity=activity).select_related("page", "link_check").order_by("mentions__pk")
    )
    return post_lines(posts=posts)


def post_lines(*, posts: Iterable[Post]) -> list[PostLine]:
    """These posts with every place that mentions them. One further query, whatever their number."""
    listed = list(posts)
    prefetch_related_objects(
        listed, Prefetch("mentions", Mention.objects.select_related("activity__project", "project"))
    )
    return [_line(post, list(post.mentions.all())) for post in listed]


def link_warnings(codes: Iterable[str]) -> tuple[Label, ...]:
    """Warnings in words."""
    return tuple(WARNING_LABELS[code] for code in codes)


def _line(post: Post, mentions: list[Mention]) -> PostLine:
    day = post.made_on
    weak = link_oddities(post, mentions)
    return PostLine(
        post=post,
        platform=PLATFORM_LABELS.get(post.platform, post.platform),
        shown_url=post.url.split("://", 1)[-1].removeprefix("www.").rstrip("/"),
        made_on=day,
        is_from_id=bool(day and not post.published_on),
        mentions=tuple(_mention_line(mention, day) for mention in mentions),
        warnings=link_warnings(weak),
    )


def _mention_line(mention: Mention, day: date | None) -> MentionLine:
    activity = mention.activity
    holder = activity or mention.project
    project = activity.project if activity else mention.project
    odd = timing_oddities(activity, project, day)
    return MentionLine(mention.pk, Place(holder.ref, holder.title), activity, link_warnings(odd), mention.reason)
