"""What people say about a publication: what it is, what else it was published for, why that is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import Project, User
from media_log.actions.pages import find_or_make_page
from media_log.actions.projection import refresh_posts
from media_log.models import Mention, Post
from rules.errors import AppError


@dataclass(frozen=True)
class PostFacts:
    """What a person states about a post. `page`: a page's name or link, "" for none; is_paid None: nobody said."""

    kind: str
    title: str = ""
    details: str = ""
    language: str = ""
    is_paid: bool | None = None
    published_on: date | None = None
    page: str = ""


@transaction.atomic
def change_post(post: Post, facts: PostFacts, *, by: User | None) -> Post:
    """Write what is stated about a post; returns it as it is now. Saying the same again changes nothing.

    Raises AppError post_gone when it was removed meanwhile.
    """
    held = _held(post)
    # The name that stands there already means that very page, on whatever platform it is.
    is_same = held.page is not None and held.page.name == facts.page
    page = held.page if is_same else find_or_make_page(held.organisation, held.platform, facts.page)
    new = {
        "kind": facts.kind,
        "title": facts.title,
        "details": facts.details,
        "language": facts.language,
        "is_paid": facts.is_paid,
        "published_on": facts.published_on,
        "page": page,
    }
    changed = sorted(name for name, value in new.items() if getattr(held, name) != value)
    if not changed:
        return held
    for name in changed:
        setattr(held, name, new[name])
    held.save(update_fields=changed)
    refresh_posts([held.pk])
    record_audit(held.organisation, by, "publication.change", held, changed=changed)
    held.refresh_from_db()
    return held


@transaction.atomic
def date_post(post: Post, day: date, *, by: User | None) -> None:
    """State the day on which a post was published."""
    held = _held(post)
    if held.published_on != day:
        held.published_on = day
        held.save(update_fields=["published_on"])
        refresh_posts([held.pk])
        record_audit(held.organisation, by, "publication.change", held, changed=["published_on"])


@transaction.atomic
def explain_mention(mention: Mention, reason: str, *, by: User | None) -> None:
    """Say why a post that looks odd here is right all the same; "" takes the reason back.

    Raises AppError post_gone when it was taken off this place meanwhile.
    """
    mentions = Mention.objects.select_for_update(of=("self",)).select_related("post__organisation")
    held = mentions.filter(pk=mention.pk).first()
    if held is None:
        raise AppError("post_gone", 409)
    if held.reason != reason:
        held.reason = reason
        held.save(update_fields=["reason"])
        record_audit(held.post.organisation, by, "publication.explain", held, reason=bool(reason))


@transaction.atomic
def mention_post(post: Post, holder: Activity | Project, *, reason: str, by: User | None) -> Mention:
    """Note that a post was published for another activity (or for a project as a whole) too; a second time changes
    nothing but the reason.

    Raises AppError reason_missing where it is mentioned already elsewhere and nobody says why, post_gone when it was
    removed meanwhile.
    """
    held = _held(post)
    activity = holder if isinstance(holder, Activity) else None
    project = holder.project if isinstance(holder, Activity) else holder
    place = {"activity": activity} if activity else {"activity": None, "project": project}
    known = held.mentions.filter(**place).first()
    if not reason and held.mentions.exclude(pk=known.pk if known else 0).exists():
        raise AppError("reason_missing", 422)
    if known:
        explain_mention(known, reason, by=by)
        return known
    mention = Mention.objects.create(
        post=held, project=project, activity=activity, url_as_given=held.url, reason=reason, added_by=by
    )
    record_audit(held.organisation, by, "publications.add", holder, links=1, added=1)
    return mention


def _held(post: Post) -> Post:
    held = Post.objects.select_for_update(of=("self",)).select_related("organisation", "page").filter(pk=post.pk)
    found = held.first()
    if found is None:
        raise AppError("post_gone", 409)
    return found
