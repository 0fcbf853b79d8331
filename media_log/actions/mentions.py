"""Writing the media log: each post once, each of its mentions once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction

from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import Organisation, Project, User
from media_log.actions.pictures import let_picture_go
from media_log.actions.projection import made_on, refresh_posts
from media_log.actions.readings import record_readings
from media_log.actions.stated_numbers import new_readings
from media_log.models import Mention, Page, Post, ReadingSource
from rules.errors import AppError
from rules.post_keys import Link, find_links, inspect_link

MOST_LINKS = 500
_Key = tuple[type, int]
# What a row may state of a post, apart from numbers.
_FACTS = ["kind", "published_on", "title", "details", "language", "is_paid", "page"]


class Outcome(StrEnum):
    """What became of one link."""

    ADDED = "added"
    # The post is already here: nothing is stored twice.
    REPEATED = "repeated"
    # The post is known from another activity: stored as a second mention, counted once.
    SHARED = "shared"
    NOT_A_LINK = "not_a_link"


@dataclass(frozen=True)
class Place:
    """An activity or project that mentions a post."""

    ref: str
    title: str


@dataclass(frozen=True)
class MentionRow:
    """One link to be logged, with what else is known about the post (empty: nothing is said about it). `read_on`: the
    day its numbers were read, None for today where they differ from the latest. `page` is of the organisation."""

    link: Link
    project: Project
    activity: Activity | None = None
    kind: str = ""
    published_on: date | None = None
    views: int | None = None
    followers: int | None = None
    # Why the post is right at this place although it looks odd.
    reason: str = ""
    likes: int | None = None
    reach: int | None = None
    read_on: date | None = None
    title: str = ""
    details: str = ""
    language: str = ""
    is_paid: bool | None = None
    page: Page | None = None

    @property
    def facts(self) -> dict[str, object]:
        """The post's columns that this row states."""
        stated = {
            "kind": self.kind or None,
            "published_on": self.published_on,
            "title": self.title or None,
            "details": self.details or None,
            "language": self.language or None,
            "is_paid": self.is_paid,
            "page_id": self.page.pk if self.page else None,
        }
        return {name: value for name, value in stated.items() if value is not None}

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers that this row states."""
        stated = {"views": self.views, "likes": self.likes, "reach": self.reach, "page_followers": self.followers}
        return {name: value for name, value in stated.items() if value is not None}


@dataclass(frozen=True)
class AddedLink:
    """The answer to one link: `elsewhere` names the other places that mention the post; `changed` says that the row's
    facts (views, date …) differed from what was stored and were written."""

    link: Link
    outcome: Outcome
    post: Post | None = None
    elsewhere: tuple[Place, ...] = ()
    changed: bool = False


def add_links(
    *,
    organisation: Organisation,
    project: Project,
    activity: Activity | None,
    text: str | Sequence[str],
    by: User | None,
    kind: str = "",
    reason: str = "",
) -> list[AddedLink]:
    """Log every link of a pasted text, or each element of a list, for an activity (None: the project as a whole).
    `kind` and `reason` are said of all of them.

    Raises AppError no_links when a text holds none, too_many_links above 500.
    """
    links = find_links(text) if isinstance(text, str) else list(text)
    if not links:
        raise AppError("no_links", 422)
    if len(links) > MOST_LINKS:
        raise AppError("too_many_links", 422, most=MOST_LINKS)
    rows = [MentionRow(inspect_link(link), project, activity, kind=kind, reason=reason) for link in links]
    return record_mentions(rows, organisation=organisation, by=by)


@transaction.atomic
def record_mentions(rows: Iterable[MentionRow], *, organisation: Organisation, by: User | None) -> list[AddedLink]:
    """Log many links at once, in a constant number of statements; one answer per row, in their order.

    Safe beside others who log the same posts: a post's mentions are only written while the post is held.
    """
    rows = list(rows)
    posts = _hold_posts(organisation, rows)
    changed = _write_facts(organisation, posts, rows, by)
    places = _places_of(posts)
    answers, new = [], []
    reasons: dict[tuple[int, _Key], str] = {}
    for row in rows:
        if not row.link.is_link:
            answers.append(AddedLink(row.link, Outcome.NOT_A_LINK))
            continue
        post = posts[row.link.key]
        here = _key(row.activity or row.project)
        mentioned = places[post.pk]
        elsewhere = tuple(place for other, place in mentioned.items() if other != here)
        if here in mentioned:
            outcome = Outcome.REPEATED
        else:
            outcome = Outcome.SHARED if elsewhere else Outcome.ADDED
            mentioned[here] = _place(row.activity or row.project)
            new.append(_mention(row, post, by))
        if row.reason:
            reasons[post.pk, here] = row.reason
        # The post's change is told once, at the first of its rows that states anything.
        is_changed = bool(row.facts or row.numbers) and post.pk in changed
        changed -= {post.pk} if is_changed else set()
        answers.append(AddedLink(row.link, outcome, post, elsewhere, is_changed))
    Mention.objects.bulk_create(new, batch_size=500)
    explained = _write_reasons(reasons)
    if new or explained or any(answer.changed for answer in answers):
        _audit(organisation, by, rows, len(new))
    return answers


@transaction.atomic
def remove_mention(mention: Mention, *, by: User | None, is_sure: bool = True) -> None:
    """Take a mention back; a post that nothing mentions any more goes with it. Its proofs' documents stay.

    Raises AppError last_mention_of_proved when a post with proofs or readings would go and nobody said to be sure.
    """
    posts = Post.objects.select_for_update(of=("self",)).select_related("organisation")
    post = posts.filter(pk=mention.post_id).first()
    if post is None:
        return
    others = post.mentions.exclude(pk=mention.pk)
    if not is_sure and not others.exists() and (post.proofs.exists() or post.readings.exists()):
        raise AppError("last_mention_of_proved", 409)
    Mention.objects.filter(pk=mention.pk).delete()
    if not post.mentions.exists():
        let_picture_go(post)
        post.delete()
    subject = mention.activity or mention.project
    record_audit(post.organisation, by, "publication.remove", subject, key=post.key)


def _hold_posts(organisation: Organisation, rows: list[MentionRow]) -> dict[str, Post]:
    """The posts of these links, made where they are new, locked in one order."""
    links = {row.link.key: row.link for row in rows if row.link.is_link}
    # Three tries: only somebody who takes a post's last mention back at this moment can make one of them missing.
    for _attempt in range(3):
        new = [_new_post(organisation, links[key]) for key in sorted(links)]
        Post.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
        held = Post.objects.of(organisation).filter(key__in=links).select_for_update().order_by("pk")
        posts = {post.key: post for post in held}
        if len(posts) == len(links):
            return posts
    raise AppError("try_again", 409)


def _new_post(organisation: Organisation, link: Link) -> Post:
    post = Post(
        organisation=organisation,
        key=link.key,
        platform=link.platform,
        kind=link.kind,
        url=link.url,
        uploaded_at=link.uploaded_at,
    )
    post.made_on = made_on(post)
    return post


def _write_facts(
    organisation: Organisation, posts: dict[str, Post], rows: list[MentionRow], by: User | None
) -> set[int]:
    """Write what the rows state about their posts, the last word winning. Returns the posts that changed.

    Rows are merged before they are compared: bringing the same table again changes nothing.
    """
    merged: dict[str, dict[str, object]] = defaultdict(dict)
    for row in rows:
        merged[row.link.key].update(row.facts)
    changed = set()
    for key, facts in merged.items():
        post = posts.get(key)
        new = {name: value for name, value in facts.items() if getattr(post, name) != value} if post else {}
        if post and new:
            changed.add(post.pk)
            for name, value in new.items():
                setattr(post, name, value)
    Post.objects.bulk_update([post for post in posts.values() if post.pk in changed], _FACTS, batch_size=200)
    read = new_readings((posts[row.link.key], row.read_on, row.numbers) for row in rows if row.link.is_link)
    if read:
        record_readings(read, organisation=organisation, by=by, source=ReadingSource.WORKBOOK)
        changed |= {reading.post.pk for reading in read}
    refresh_posts(changed)
    return changed


def _write_reasons(reasons: dict[tuple[int, _Key], str]) -> int:
    """Write the reasons of mentions, new and old ones; how many differed. Two statements when there are any."""
    if not reasons:
        return 0
    posts = {post for post, _place in reasons}
    changed = []
    for mention in Mention.objects.filter(post_id__in=posts):
        here = (Activity, mention.activity_id) if mention.activity_id else (Project, mention.project_id)
        reason = reasons.get((mention.post_id, here), mention.reason)
        if reason != mention.reason:
            mention.reason = reason
            changed.append(mention)
    Mention.objects.bulk_update(changed, ["reason"], batch_size=200)
    return len(changed)


def _key(holder: Activity | Project) -> _Key:
    return type(holder), holder.pk


def _places_of(posts: dict[str, Post]) -> dict[int, dict[_Key, Place]]:
    places: dict[int, dict[_Key, Place]] = defaultdict(dict)
    ids = [post.pk for post in posts.values()]
    mentions = Mention.objects.filter(post_id__in=ids).select_related("activity", "project")
    for mention in mentions:
        holder = mention.activity or mention.project
        places[mention.post_id][_key(holder)] = _place(holder)
    return places


def _place(holder: Activity | Project) -> Place:
    return Place(ref=holder.ref, title=holder.title)


def _mention(row: MentionRow, post: Post, by: User | None) -> Mention:
    return Mention(
        post=post, project=row.project, activity=row.activity, url_as_given=row.link.given[:1000], added_by=by
    )


def _audit(organisation: Organisation, by: User | None, rows: list[MentionRow], added: int) -> None:
    holders = {row.activity or row.project for row in rows}
    subject = holders.pop() if len(holders) == 1 else "publications"
    record_audit(organisation, by, "publications.add", subject, links=len(rows), added=added)
