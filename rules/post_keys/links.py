"""What a link is: its post's key, its platform and kind, and what is weak about it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from rules.post_keys.addresses import Address, parse, readable
from rules.post_keys.finding import first_link
from rules.post_keys.found import Found
from rules.post_keys.platforms import PLATFORM_HOSTS
from rules.post_keys.sites import site

LONGEST_KEY = 400
LONGEST_URL = 1000
_LONGEST_TEXT = 8000
_FOLDED = re.compile(r"(?:(?:www|m|mobile|web|mbasic|touch|lite|music|amp|wap|[a-z]{2}-[a-z]{2})\.)+(?=.+\.)")
# Pages that only lead to another: host and path -> the query value that holds the real link.
_REDIRECTS = {
    ("l.facebook.com", "/l.php"): "u",
    ("lm.facebook.com", "/l.php"): "u",
    ("l.instagram.com", ""): "u",
    ("vk.com", "/away.php"): "to",
    ("google.com", "/url"): "q",
    ("google.kz", "/url"): "q",
    ("youtube.com", "/redirect"): "q",
}


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
    link = first_link(given) if len(given) <= _LONGEST_TEXT else ""
    address = _unwrap(parse(link)) if link else None
    if address is None:
        return _not_a_link(given)
    platform, found = _recognise(address)
    key = f"{platform}:{readable(found.key)}"
    if len(found.url) > LONGEST_URL:
        return _not_a_link(given)
    if len(key) > LONGEST_KEY:
        key = f"{key[: LONGEST_KEY - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"
    warnings = (*found.warnings, *(["spaces_inside"] if re.search(r"\s", link) else []))
    return Link(given, found.url, key, platform, found.kind, found.uploaded_at, warnings)


def _recognise(address: Address) -> tuple[str, Found]:
    known = PLATFORM_HOSTS.get(_FOLDED.sub("", address.host)) or PLATFORM_HOSTS.get(address.host)
    if known is None:
        return "site", site(address)
    platform, recognise = known
    return platform, recognise(address) or Found(address.path() + address.tail(), "other", address.url())


def _unwrap(address: Address | None) -> Address | None:
    """The page that a redirecting link leads to, at most three steps on."""
    for _step in range(3):
        if address is None:
            return None
        name = _REDIRECTS.get((_FOLDED.sub("", address.host), address.path()))
        inner = address.get(name) if name else ""
        target = parse(first_link(unquote(inner))) if inner else None
        if target is None:
            return address
        address = target
    return address


def _not_a_link(given: str) -> Link:
    return Link(given, "", "", "site", "other", None, ("not_a_link",))
