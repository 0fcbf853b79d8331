"""Two records of one publication become one: what is known of either is kept."""

from __future__ import annotations

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import User
from media_log.actions.pictures import let_picture_go
from media_log.actions.projection import refresh_posts
from media_log.models import Mention, PlannedPost, Post, PostProof, Reading
from media_log.models.posts import READ_ON

# What is said about a post: the one that stays keeps its own, and takes the other's where it says nothing.
_SAID = ("title", "details", "page_id", "language", "is_paid", "published_on")


@transaction.atomic
def merge_posts(gone: Post, stays: Post, *, by: User | None) -> Post:
    """Put everything of `gone` onto `stays` and delete `gone`; returns `stays` as it is now.

    Mentions, readings, proofs and lines of the content plan move; of the same place, day or document the one of
    `stays` is kept, filled up where it is silent. Both must be of one organisation. Merging what is gone already
    changes nothing.
    """
    assert gone.organisation_id == stays.organisation_id, "posts of two organisations"
    if gone.pk == stays.pk:
        return stays
    # Always in one order, so that two mergers cannot wait for each other.
    pair = Post.objects.select_for_update(of=("self",)).filter(pk__in=(gone.pk, stays.pk)).order_by("pk")
    held = {post.pk: post for post in pair.select_related("organisation")}
    one, other = held.get(gone.pk), held.get(stays.pk)
    if one is None or other is None:
        return other or stays
    _move_mentions(one, other)
    _move_readings(one, other)
    _move_proofs(one, other)
    PlannedPost.objects.filter(post=one).update(post=other)
    _fill(one, other)
    record_audit(other.organisation, by, "publication.merge", other, gone=one.key, stays=other.key)
    let_picture_go(one)
    one.delete()
    refresh_posts([other.pk])
    other.refresh_from_db()
    return other


def _fill(gone: Post, stays: Post) -> None:
    silent = [name for name in _SAID if getattr(stays, name) in (None, "") and getattr(gone, name) not in (None, "")]
    # A page of another platform published something else.
    if "page_id" in silent and gone.page and gone.page.platform != stays.platform and gone.platform != stays.platform:
        silent.remove("page_id")
    for name in silent:
        setattr(stays, name, getattr(gone, name))
    if silent:
        stays.save(update_fields=[name.removesuffix("_id") for name in silent])


def _move_mentions(gone: Post, stays: Post) -> None:
    here = {_place(mention): mention for mention in stays.mentions.all()}
    for mention in gone.mentions.all():
        same = here.get(_place(mention))
        if same is None:
            Mention.objects.filter(pk=mention.pk).update(post=stays)
        elif mention.reason and not same.reason:
            Mention.objects.filter(pk=same.pk).update(reason=mention.reason)


def _place(mention: Mention) -> tuple[str, int]:
    if mention.activity_id:
        return "activity", mention.activity_id
    return "project", mention.project_id


def _move_readings(gone: Post, stays: Post) -> None:
    here = {reading.read_on: reading for reading in stays.readings.all()}
    for reading in gone.readings.all():
        same = here.get(reading.read_on)
        if same is None:
            Reading.objects.filter(pk=reading.pk).update(post=stays)
            continue
        missing = [name for name in READ_ON if getattr(same, name) is None and getattr(reading, name) is not None]
        for name in missing:
            setattr(same, name, getattr(reading, name))
        if missing:
            same.save(update_fields=missing)


def _move_proofs(gone: Post, stays: Post) -> None:
    here = set(stays.proofs.values_list("evidence", flat=True))
    PostProof.objects.filter(post=gone).exclude(evidence__in=here).update(post=stays)
