"""The pictures of links: files that go with what they were found for."""

from __future__ import annotations

from django.db import transaction

from media_log.models import LinkCheck, Post


def let_picture_go(post: Post) -> None:
    """Delete the picture that a look at a post's link brought, once what is being written is sure to be kept."""
    check = LinkCheck.objects.filter(post=post).first()
    name = check.picture.name if check else ""
    if check and name:
        storage = check.picture.storage
        transaction.on_commit(lambda: storage.delete(name))
