"""What a page says about itself."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime


@dataclass(frozen=True)
class Facts:
    """Empty where a page says nothing. `picture` and `oembed` are whole addresses."""

    title: str = ""
    author: str = ""
    site_name: str = ""
    published_at: datetime | None = None
    picture: str = ""
    oembed: str = ""
    # Whether the title is one that the page gives to sharers, not only to its window.
    is_shared: bool = False

    def or_else(self, other: Facts) -> Facts:
        """The same, with what is missing taken from another."""
        return Facts(**{name.name: getattr(self, name.name) or getattr(other, name.name) for name in fields(self)})


LONGEST_TITLE, LONGEST_NAME = 300, 200
