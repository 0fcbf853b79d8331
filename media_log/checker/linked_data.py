"""JSON-LD: the most exact thing a news site says about an article, when it says anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from media_log.checker.dates import moment_of
from media_log.checker.facts import LONGEST_NAME, LONGEST_TITLE, Facts
from media_log.checker.texts import tidy

_LONGEST = 300_000
_MOST_NODES = 2_000
_KINDS = ("article", "posting", "videoobject", "reportage")


def facts_of(texts: list[str], *, url: str, now: datetime) -> Facts:
    """What the first article or film in these blocks says. Never raises."""
    for text in texts:
        for node in _nodes(text):
            if _is_article(node):
                return _facts(node, url, now)
    return Facts()


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """Every object of a block, outer ones first, at most so many."""
    if len(text) > _LONGEST:
        return
    try:
        waiting = [json.loads(text.strip().removeprefix("<!--").removesuffix("-->").rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _number in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, (dict, list))]
        elif isinstance(node, list):
            waiting += node[:_MOST_NODES]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and any(kind in name.lower() for kind in _KINDS) for name in names)


def _facts(node: dict[str, Any], url: str, now: datetime) -> Facts:
    title = tidy(_first(node.get("headline")) or _first(node.get("name")), LONGEST_TITLE)
    picture = _link(node.get("image")) or _link(node.get("thumbnailUrl"))
    days = (moment_of(_first(node.get(name)), now=now) for name in ("datePublished", "uploadDate", "dateCreated"))
    return Facts(
        title=title,
        author=tidy(", ".join(_names(node.get("author") or node.get("creator"))), LONGEST_NAME),
        site_name=tidy(", ".join(_names(node.get("publisher"))), LONGEST_NAME),
        published_at=next((day for day in days if day), None),
        picture=urljoin(url, picture) if picture else "",
        is_shared=bool(title),
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _names(value: Any) -> list[str]:
    """Names of people or houses, however deep the page wraps them; an address is no name."""
    names = []
    for item in (value if isinstance(value, list) else [value])[:5]:
        name = _first(item.get("name")) if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip() and "://" not in name:
            names.append(name.strip())
    return names


def _link(value: Any) -> str:
    found = _first(value)
    if isinstance(found, dict):
        found = _first(found.get("url")) or _first(found.get("contentUrl"))
    return found if isinstance(found, str) and len(found) < 2000 else ""
