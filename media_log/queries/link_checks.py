"""What was found behind the links."""

from __future__ import annotations

from dataclasses import dataclass

from media_log.models import LinkCheck, Post


@dataclass(frozen=True)
class CheckPart:
    """The last look at a post's link; None before the first."""

    last: LinkCheck | None


def check_part(*, post: Post) -> CheckPart:
    """What the page of a post shows of its link. One query."""
    return CheckPart(LinkCheck.objects.filter(post=post).first())
