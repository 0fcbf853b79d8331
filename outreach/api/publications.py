"""Publications: list, add links."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import codes_4xx

from grants.permissions import may_edit, may_view
from media_log.actions import AddedLink, Outcome, add_links
from media_log.models import Mention, Post
from media_log.models.posts import READ_ON
from media_log.queries import posts_found
from media_log.queries.warnings import warnings_of
from outreach.api.auth import member
from outreach.api.errors import ErrorOut, InvalidFields
from outreach.api.lists import activity_of, page_of, project_of
from outreach.api.publication_schemas import AddedLinksOut, PublicationOut, PublicationsIn
from outreach.api.schemas import Page, Paging, Ref

router = Router(tags=["publications"])


class PublicationFilter(Paging):
    """Which publications: of a project, of an activity."""

    project: Ref | None = None
    activity: Ref | None = None


@router.get("/publications", response={200: Page[PublicationOut], codes_4xx: ErrorOut})
def publications(request: HttpRequest, chosen: Query[PublicationFilter]) -> dict[str, Any]:
    """Each post once, the newest first, with every place that mentions it."""
    organisation = member(request, may_view).organisation
    project = project_of(organisation, chosen.project) if chosen.project else None
    found = posts_found(organisation=organisation, project=project)
    if chosen.activity:
        found = found.filter(mentions__activity=activity_of(organisation, chosen.activity))
    mentions = Prefetch("mentions", Mention.objects.select_related("activity__project", "project"))
    found = found.select_related("page", "link_check").prefetch_related(mentions)
    return page_of(found, chosen, lambda rows: map(_shown, rows))


@router.post("/publications", response={200: AddedLinksOut, codes_4xx: ErrorOut})
def add(request: HttpRequest, given: PublicationsIn) -> dict[str, Any]:
    """Log links for an activity, or for a project as a whole; what became of each."""
    asking = member(request, may_edit)
    if bool(given.activity) == bool(given.project):
        raise InvalidFields({"activity": ["either activity or project"]})
    activity = activity_of(asking.organisation, given.activity) if given.activity else None
    project = activity.project if activity else project_of(asking.organisation, given.project or "")
    added = add_links(
        organisation=asking.organisation,
        project=project,
        activity=activity,
        text=given.links,
        by=asking.user,
        kind=given.kind or "",
        reason=given.reason.strip(),
    )
    stored = sum(answer.outcome in {Outcome.ADDED, Outcome.SHARED} for answer in added)
    return {"items": [_answer(answer) for answer in added], "added": stored}


def _shown(post: Post) -> dict[str, Any]:
    return {
        "key": post.key,
        "platform": post.platform,
        "kind": post.kind,
        "url": post.url,
        "title": post.title,
        "language": post.language,
        "is_paid": post.is_paid,
        "page": {"name": post.page.name, "url": post.page.url} if post.page else None,
        "uploaded_at": post.uploaded_at,
        "published_on": post.published_on,
        "made_on": post.made_on,
        "views": post.views,
        "page_followers": post.page_followers,
        "numbers": {
            number: {"value": getattr(post, number), "read_on": getattr(post, day)} for number, day in READ_ON.items()
        },
        "mentions": [_mention(mention) for mention in post.mentions.all()],
        "warnings": [warning.code for warning in warnings_of(post)],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    activity = mention.activity
    return {
        "project": (activity.project if activity else mention.project).ref,
        "activity": activity.ref if activity else None,
        "reason": mention.reason,
    }


def _answer(answer: AddedLink) -> dict[str, Any]:
    link = answer.link
    return {
        "given": link.given,
        "outcome": answer.outcome.value,
        "url": link.url,
        "key": link.key,
        "platform": link.platform,
        "kind": link.kind,
        "uploaded_at": link.uploaded_at,
        "warnings": list(link.warnings),
        "elsewhere": [place.ref for place in answer.elsewhere],
    }
