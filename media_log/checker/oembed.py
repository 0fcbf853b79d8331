"""oEmbed: what YouTube, TikTok and the like answer to everybody about one of their posts, without a key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from media_log.checker.facts import LONGEST_NAME, LONGEST_TITLE, Facts
from media_log.checker.texts import decoded, tidy


@dataclass(frozen=True)
class Service:
    """A platform's endpoint. `gone`: the answers by which it says that there is no such post."""

    endpoint: str
    name: str
    gone: frozenset[int] = frozenset({404, 410})


# YouTube shows a page with status 200 for every film that was ever deleted: only here it says so. An id of a wrong
# shape is a bad question to it (400); a film that its owner keeps private, or lets nobody embed, is 401 or 403.
SERVICES = {
    "youtube": Service("https://www.youtube.com/oembed", "YouTube", frozenset({400, 404, 410})),
    "tiktok": Service("https://www.tiktok.com/oembed", "TikTok"),
    "vimeo": Service("https://vimeo.com/api/oembed.json", "Vimeo"),
}


def question(service: Service, url: str) -> str:
    """The address at which a service tells about a post."""
    return f"{service.endpoint}?{urlencode({'url': url, 'format': 'json'})}"


def read_oembed(body: bytes) -> Facts:
    """What an answer says; nothing for what is no answer. Never raises."""
    try:
        said = json.loads(decoded(body))
    except (ValueError, RecursionError):
        return Facts()
    if not isinstance(said, dict):
        return Facts()
    picture = said.get("thumbnail_url")
    title = tidy(said.get("title"), LONGEST_TITLE)
    return Facts(
        title=title,
        author=tidy(said.get("author_name"), LONGEST_NAME),
        site_name=tidy(said.get("provider_name"), LONGEST_NAME),
        picture=picture if isinstance(picture, str) and picture.startswith("https://") else "",
        is_shared=bool(title),
    )
