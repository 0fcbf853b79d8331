"""A wrong link is put right: the post gets another key, or is put together with the post that has it already."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import User
from media_log.actions.merging import merge_posts
from media_log.actions.pictures import let_picture_go
from media_log.actions.projection import refresh_posts
from media_log.models import CheckState, LinkCheck, Mention, Post
from rules.errors import AppError
from rules.post_keys import Link, find_links, inspect_link

# What a look at the old link found, undone.
_NOT_LOOKED_AT = {
    "state": CheckState.WAITING,
    "claimed_until": None,
    "failures": 0,
    "checked_at": None,
    "alive_at": None,
    "gone_since": None,
    "status": None,
    "problem": "",
    "final_url": "",
    "title": "",
    "author": "",
    "site_name": "",
    "published_at": None,
    "picture": "",
}


@transaction.atomic
def correct_link(post: Post, text: str, *, by: User | None, keeps_spelling: bool = False) -> Post:
    """Give a post the link in `text`; returns the post that stands afterwards, which is another one where the link was
    logged already: then the two are put together. `keeps_spelling`: each mention keeps the link as it was given.

    Raises AppError link_missing when the text holds no link, one_link when somebody gave the links of several.
    """
    link = inspect_link(text)
    if not link.is_link:
        raise AppError("link_missing", 422)
    if not keeps_spelling and len({one.key for one in map(inspect_link, find_links(text)) if one.is_link}) > 1:
        raise AppError("one_link", 422)
    held = Post.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=post.pk).first()
    if held is None:
        raise AppError("post_gone", 409)
    other = Post.objects.of(held.organisation).filter(key=link.key).exclude(pk=held.pk).first()
    if not keeps_spelling:
        # Somebody gave the link anew: what was weak about its old spelling is over.
        Mention.objects.filter(post=held).update(url_as_given=link.given[:1000])
    if other is not None:
        return merge_posts(held, other, by=by)
    before = held.key
    if before != link.key:
        _forget_looks(held)
    _rename(held, link)
    record_audit(held.organisation, by, "publication.correct_link", held, before=before, after=link.key)
    refresh_posts([held.pk])
    held.refresh_from_db()
    return held


def _rename(post: Post, link: Link) -> None:
    # A kind that only followed from the old link follows the new one; a stated kind stays.
    if post.kind == inspect_link(post.url).kind or not post.url:
        post.kind = link.kind
    post.key, post.platform, post.url, post.uploaded_at = link.key, link.platform, link.url, link.uploaded_at
    # A page of another platform published something else.
    if post.page and post.page.platform != link.platform:
        post.page = None
    try:
        with transaction.atomic():
            post.save(update_fields=["key", "platform", "kind", "url", "uploaded_at", "page"])
    except IntegrityError as taken:
        # Somebody logged that link at this very moment: the next try puts the two together.
        raise AppError("try_again", 409) from taken


def _forget_looks(post: Post) -> None:
    check = LinkCheck.objects.filter(post=post).first()
    if check is None:
        return
    let_picture_go(post)
    LinkCheck.objects.filter(pk=check.pk).update(next_at=timezone.now(), **_NOT_LOOKED_AT)
