"""What is odd about publications and not explained yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch

from grants.models import Organisation, Project
from media_log.labels import WARNING_LABELS, Label
from media_log.models import Mention, Post
from media_log.oddities import CODES, is_gone, is_shared_without_reason, link_oddities, timing_oddities
from media_log.queries.posts import posts_found

# Of 2,000 places only what is judged and shown: whole activities and projects cost three times as long to read.
_OF_PROJECT = ("ref", "starts_on", "ends_on")
_NEEDED = (
    *("post", "reason", "url_as_given"),
    *(f"activity__{name}" for name in ("ref", "title", "starts_on", "ends_on")),
    *(f"{project}__{name}" for project in ("activity__project", "project") for name in _OF_PROJECT),
)


@dataclass(frozen=True)
class OpenWarning:
    """An oddity of a post that nobody has explained, and the places without a reason at which it stands.

    `code`: one of media_log.oddities.CODES.
    """

    code: str
    post: Post
    mentions: tuple[Mention, ...]

    @property
    def words(self) -> Label:
        """The oddity in words."""
        return WARNING_LABELS[self.code]


def open_warnings(*, project: Project | None = None, organisation: Organisation | None = None) -> list[OpenWarning]:
    """Every unexplained oddity of a project's posts, or of an organisation's, the gravest kind first, then the newest.

    Of a project only its own places are named; whether a post is shared is asked of all of them. Two queries.
    """
    owner = project.organisation if project else organisation
    assert owner is not None, "of a project or of an organisation"
    posts = posts_found(organisation=owner, project=project).select_related("link_check")
    mentions = Mention.objects.select_related("activity__project", "project").only(*_NEEDED)
    found: list[OpenWarning] = []
    for post in posts.order_by("pk").prefetch_related(Prefetch("mentions", mentions)):
        found += warnings_of(post, project=project)
    return sorted(found, key=lambda one: (CODES.index(one.code), -one.post.pk))


def warnings_of(post: Post, *, project: Project | None = None) -> list[OpenWarning]:
    """The unexplained oddities of one post, the gravest first. No query where link_check and the mentions with their
    activity's project are there already."""
    mentions = list(post.mentions.all())
    here = [mention for mention in mentions if project is None or _project_of(mention) == project.pk]
    unexplained = [mention for mention in here if not mention.reason]
    if not unexplained:
        return []
    found: dict[str, list[Mention]] = {}
    if is_shared_without_reason(mentions):
        found["shared"] = [mention for mention in unexplained if mention.activity_id]
    for mention in unexplained:
        for code in timing_oddities(mention.activity, mention.project, post.made_on):
            found.setdefault(code, []).append(mention)
    for code in _of_whole_post(post, mentions):
        found[code] = unexplained
    return [OpenWarning(code, post, tuple(found[code])) for code in CODES if found.get(code)]


def _of_whole_post(post: Post, mentions: Collection[Mention]) -> list[str]:
    codes = [code for code in link_oddities(post, mentions) if code in CODES]
    if is_gone(post):
        codes.append("gone")
    if post.made_on is None:
        codes.append("no_date")
    return codes


def _project_of(mention: Mention) -> int:
    return mention.activity.project_id if mention.activity else mention.project_id
