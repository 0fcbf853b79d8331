"""A publication in words: by its title, else by its link; without a link by where, when and what it was."""

from __future__ import annotations

from django.utils.translation import gettext as _

from media_log.labels import PLATFORM_LABELS
from media_log.models import Post


def shown_url(url: str) -> str:
    """A link as people read it."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def post_words(post: Post) -> str:
    """Its title, else its link without the scheme. One query unless the post's page is fetched."""
    if not post.url:
        return unlinked_words(post)
    return post.title or shown_url(post.url)


def unlinked_words(post: Post) -> str:
    """A publication without a link in words: outlet, day, title."""
    outlet = post.page.name if post.page else str(PLATFORM_LABELS.get(post.platform, post.platform))
    day = f"{post.made_on:%d.%m.%Y}" if post.made_on else _("day unknown")
    title = f"«{post.title}»" if post.title and not post.title.startswith("«") else post.title
    return ", ".join(part for part in (outlet, day, title, post.details) if part)
