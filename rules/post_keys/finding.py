"""Picking links out of whatever was pasted: a chat message, a numbered list, a table's cell."""

from __future__ import annotations

import html
import re

# Invisible characters that messengers and word processors leave inside links.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)
_ESCAPED = re.compile(r"\\(?=[_\-&?=./~@:#%*()\[\]])")
# Ends of a host that are believed without "https://" before it; any two Latin letters are a country.
_ENDS = (
    "[a-z]{2}|com|org|net|info|edu|gov|biz|name|pro|news|media|press|online|site|space|club|live|page|blog|today|"
    "world|store|group|center|watch|link|click|app|dev|asia|mobi|travel|foundation|gle|dog|xn--[a-z0-9-]+|қаз|рф|бел"
)
_HOST = rf"(?:[\w-]+\.)+(?:{_ENDS})"
# A space right after ? & = or right before & = stands where an underscore or nothing was: the link goes on.
_BODY = (
    r"(?:[^\s<>\"«»“”„|\\^`{}]"
    r"|(?<=[?&=])[ \u00a0]+(?=[A-Za-z0-9_]+=|[A-Za-z0-9_-]+(?:[\s&]|$))"
    r"|[ \u00a0]+(?=[&=][A-Za-z0-9_\s]))"
)
_LINK = re.compile(
    rf"(?P<scheme>https?:\s?/\s?/\s?){_BODY}+"
    rf"|(?<![\w@./:-])(?:www\.[\w-]+\.{_BODY}+|{_HOST}(?::\d+)?(?=/){_BODY}+)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(rf"{_HOST}/?", re.IGNORECASE)
# Two links glued together; after = or / the second one belongs to the first (a redirect, an archive).
_GLUED = re.compile(r"(?<=[^\s=/:?&%])(?=https?://)", re.IGNORECASE)
_TRAILING = ".,;:!?…*'’‘\"`"
_PAIRS = {")": "(", "]": "["}


def find_links(text: str) -> list[str]:
    """Every link in a text, in its order, repeats kept, as it stands there but for punctuation around it.

    Links without a scheme are taken when they look like one (instagram.com/p/…, www.…). Never raises.
    """
    return [trim(link) for found in _LINK.finditer(plain(text)) for link in _GLUED.split(found.group())]


def plain(text: str) -> str:
    """The text without invisible characters and escapes: `\\_`, `&amp;`."""
    return _ESCAPED.sub("", html.unescape(_INVISIBLE.sub("", text)))


def trim(link: str) -> str:
    """The link without the punctuation that the sentence put after it."""
    while link:
        if link[-1] in _TRAILING or (link[-1] in _PAIRS and link.count(link[-1]) > link.count(_PAIRS[link[-1]])):
            link = link[:-1].rstrip()
            continue
        # Markdown: [words](link) leaves "](" behind where the words are a link themselves.
        return link.split("](", 1)[0]
    return link


def first_link(text: str) -> str:
    """The first link of a text, or the text itself when it is nothing but a host (egemen.kz); else empty."""
    found = find_links(text)
    if found:
        return found[0]
    alone = trim(plain(text).strip())
    return alone if _BARE_HOST.fullmatch(alone) else ""
