"""What was read off publications, and when."""

from __future__ import annotations

from dataclasses import dataclass

from media_log.models import Post, Reading


@dataclass(frozen=True)
class ReadingsPart:
    """The history of a post's numbers, the latest first."""

    rows: list[Reading]


def readings_part(*, post: Post) -> ReadingsPart:
    """What the page of a post shows of its readings. One query."""
    return ReadingsPart(list(post.readings.order_by("-read_on")))
