"""What a link is: its post's key, its platform and kind, and what is weak about it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from rules.post_keys.addresses import readable
from rules.post_keys.breaks import found_in, lines_of
from rules.post_keys.recognising import understood

LONGEST_KEY = 400
LONGEST_URL = 1000
_LONGEST_TEXT = 8000


@dataclass(frozen=True)
class Link:
    """A link as given and as understood.

    `key` is the same for every spelling of a post; `uploaded_at` (Asia/Almaty) is known for TikTok and Instagram;
    `warnings` are codes: cut_code, profile, owner_only_folder, short_link, spaces_inside, not_a_link. What is not a
    link has no url and no key.
    """

    given: str
    url: str
    key: str
    platform: str
    kind: str
    uploaded_at: datetime | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_link(self) -> bool:
        """Whether it can be opened at all."""
        return bool(self.key)


def inspect_link(text: str) -> Link:
    """Understand the first link of a text. Never raises: what is no link says so in its warnings."""
    given = text.strip()
    link = _first(given) if len(given) <= _LONGEST_TEXT else ""
    known = understood(link) if link else None
    if known is None:
        return _not_a_link(given)
    platform, found = known
    key = f"{platform}:{readable(found.key)}"
    if len(found.url) > LONGEST_URL:
        return _not_a_link(given)
    if len(key) > LONGEST_KEY:
        key = f"{key[: LONGEST_KEY - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"
    warnings = (*found.warnings, *(["spaces_inside"] if re.search(r"\s", link) else []))
    return Link(given, found.url, key, platform, found.kind, found.uploaded_at, warnings)


def find_links(text: str) -> list[str]:
    """Every link in a text, in its order, repeats kept, as it stands there but for punctuation around it; one that was
    broken by a line keeps its line break.

    Links without a scheme are taken when they look like one (instagram.com/p/…, www.…). Never raises.
    """
    return [one.text for line in lines_of(text) for one in found_in(line.text)]


def _first(text: str) -> str:
    return next((one.text for line in lines_of(text) for one in found_in(line.text)), "")


def _not_a_link(given: str) -> Link:
    return Link(given, "", "", "site", "other", None, ("not_a_link",))
