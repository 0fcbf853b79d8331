"""Publications that have no link: what was on the air, in print or in the street."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date

from rules.names import fold_organisation
from rules.post_keys.links import Link

# Where such a publication stands. Like the platforms of links these are codes.
UNLINKED_PLATFORMS = ("tv", "radio", "newspaper", "outdoor", "online_ad", "elsewhere")
_LONGEST = 400


def unlinked_key(*, platform: str, outlet: str, day: date, title: str) -> str:
    """The key of a publication without a link: the same outlet, day and title are the same publication, however they
    were spelled. At most 400 characters, as every key."""
    key = f"{platform}:{fold_organisation(outlet)}/{day.isoformat()}/{folded_title(title)}"
    if len(key) <= _LONGEST:
        return key
    return f"{key[: _LONGEST - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"


def unlinked_link(*, platform: str, kind: str, outlet: str, day: date, title: str) -> Link:
    """What stands for the link of a publication without one: its key, and nothing to open."""
    key = unlinked_key(platform=platform, outlet=outlet, day=day, title=title)
    return Link(given="", url="", key=key, platform=platform, kind=kind)


def says_something(text: str) -> bool:
    """Whether anything of a name or title is left for a key: letters or digits."""
    return bool(fold_organisation(text)) and bool(folded_title(text))


def folded_title(text: str) -> str:
    """One spelling: quotes, punctuation, capitals and runs of spaces say nothing."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", letters).strip()
