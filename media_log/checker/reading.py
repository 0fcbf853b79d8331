"""Reading a page: Open Graph, Twitter's tags, JSON-LD, microdata, its title. Hostile pages cost bounded time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from media_log.checker import linked_data
from media_log.checker.dates import moment_of
from media_log.checker.facts import LONGEST_NAME, LONGEST_TITLE, Facts
from media_log.checker.texts import decoded, tidy

# What is worth reading of a page stands near its top; the rest may be two megabytes of nothing.
_MOST_TAGS = 60_000
_MOST_TEXT = 300_000
_MOST_SCRIPTS = 20
_PIECE = 16_384

_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_AUTHORS = ("author", "article:author", "dc.creator", "twitter:creator", "mediator_author")
_SITES = ("og:site_name", "application-name", "publisher")
_PICTURES = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src", "image_src")
_DAYS = (
    *("article:published_time", "og:published_time", "datepublished", "uploaddate", "mediator_published_time"),
    *("pubdate", "publishdate", "date", "dc.date.issued", "dc.date", "article:published", "ya:ovs:upload_date"),
)


class _EnoughError(Exception):
    """The rest of the page is not read."""


class _Collector:
    """What lxml tells of a page, tag by tag: no tree is built, however deep it would be."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.title = ""
        self.scripts: list[str] = []
        self.oembed = ""
        self._tags = 0
        self._text: list[str] | None = None
        self._size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        self._tags += 1
        if self._tags > _MOST_TAGS:
            raise _EnoughError
        if tag == "title" or (tag == "script" and "ld+json" in attributes.get("type", "").lower()):
            self._text, self._size = [], 0
        elif tag == "meta":
            content = attributes.get("content", "")
            for name in ("property", "name", "itemprop"):
                self._say(attributes.get(name, ""), content)
        elif tag == "link":
            self._link(attributes)
        elif tag == "time" and (attributes.get("itemprop", "").lower() == "datepublished" or "pubdate" in attributes):
            self._say("datepublished", attributes.get("datetime", ""))

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self._text is not None and self._size < _MOST_TEXT:
            self._text.append(text)
            self._size += len(text)

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._text is None:
            return
        if tag == "title":
            self.title = self.title or "".join(self._text)
        elif tag == "script" and len(self.scripts) < _MOST_SCRIPTS:
            self.scripts.append("".join(self._text))
        if tag in {"title", "script"}:
            self._text = None

    def close(self) -> None:
        """The page is over."""

    def _say(self, name: str, content: str) -> None:
        # The first word stands: what comes later is often another article's.
        if name and content.strip() and len(self.said) < 500:
            self.said.setdefault(name.strip().lower()[:60], content[:4000])

    def _link(self, attributes: Mapping[str, str]) -> None:
        rel, kind, href = (attributes.get(name, "") for name in ("rel", "type", "href"))
        if "alternate" in rel.lower() and kind.lower() == "application/json+oembed":
            self.oembed = self.oembed or href[:2000]
        elif rel.lower() == "image_src":
            self._say("image_src", href)

    def first(self, names: tuple[str, ...]) -> str:
        """What the page says under the first of these names that it uses."""
        return next((self.said[name] for name in names if name in self.said), "")


def read_page(body: bytes, *, content_type: str, url: str, now: datetime) -> Facts:
    """What a page says about itself; nothing for what is no page. Never raises."""
    page = _Collector()
    _feed(page, decoded(body, content_type).replace("\x00", ""))
    in_tags = Facts(
        title=tidy(page.first(_TITLES), LONGEST_TITLE),
        author=_name(page),
        site_name=tidy(page.first(_SITES), LONGEST_NAME),
        published_at=next((day for name in _DAYS if (day := moment_of(page.said.get(name), now=now))), None),
        picture=_whole(url, page.first(_PICTURES)),
        oembed=_whole(url, page.oembed),
        is_shared=bool(page.first(_TITLES[:2])),
    )
    exact = linked_data.facts_of(page.scripts, url=url, now=now)
    # A page's tags are what a sharer sees; who and when is more exact in its data.
    found = Facts(author=exact.author, published_at=exact.published_at).or_else(in_tags).or_else(exact)
    return found.or_else(Facts(title=tidy(page.title, LONGEST_TITLE)))


def _feed(page: _Collector, text: str) -> None:
    # Without a network of its own and without the entities of a DTD: lxml's HTML parser has neither.
    parser = etree.HTMLParser(target=page, no_network=True, huge_tree=False, recover=True)
    with suppress(_EnoughError, etree.LxmlError, ValueError, AssertionError):
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()


def _name(page: _Collector) -> str:
    """The author's name; many sites put their own address or page there."""
    for name in _AUTHORS:
        said = tidy(page.said.get(name), LONGEST_NAME)
        if said and "://" not in said and not said.startswith(("@", "http")):
            return said
    return ""


def _whole(url: str, link: str) -> str:
    """A whole address; empty for what cannot be one."""
    with suppress(ValueError):
        found = urljoin(url, link.strip()) if link.strip() else ""
        return found if found.startswith(("https://", "http://")) else ""
    return ""
