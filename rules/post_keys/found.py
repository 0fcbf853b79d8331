"""What a recogniser answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rules.post_keys.addresses import Address

NUMBER = re.compile(r"[0-9]{1,25}")
PROFILE = ("profile",)


@dataclass(frozen=True)
class Found:
    """A recognised page: its key within the platform, what it is, the link to open, what is weak about it.

    The url is recognised again as the same thing.
    """

    key: str
    kind: str
    url: str
    warnings: tuple[str, ...] = ()
    uploaded_at: datetime | None = None


# Gets the parts of a link; None for a page that is nothing we know.
Recogniser = Callable[[Address], Found | None]
