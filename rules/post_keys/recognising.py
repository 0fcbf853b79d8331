"""Which platform's page a link opens, whatever the spelling it came in."""

from __future__ import annotations

import re
from urllib.parse import unquote

from rules.post_keys.addresses import Address, parse
from rules.post_keys.finding import BREAK, is_bare_host, pieces, plain
from rules.post_keys.found import Found
from rules.post_keys.platforms import PLATFORM_HOSTS
from rules.post_keys.sites import site

_FOLDED = re.compile(r"(?:(?:www|m|mobile|web|mbasic|touch|lite|music|amp|wap|[a-z]{2}-[a-z]{2})\.)+(?=.+\.)")
# Pages that only lead to another: host and path -> the query value that holds the real link.
_REDIRECTS = {
    ("l.facebook.com", "/l.php"): "u",
    ("lm.facebook.com", "/l.php"): "u",
    ("l.instagram.com", ""): "u",
    ("vk.com", "/away.php"): "to",
    ("google.com", "/url"): "q",
    ("google.kz", "/url"): "q",
    ("google.com", "/imgres"): "imgrefurl",
    ("youtube.com", "/redirect"): "q",
    ("youtube.com", "/oembed"): "url",
    ("facebook.com", "/sharer/sharer.php"): "u",
    ("facebook.com", "/sharer.php"): "u",
    ("facebook.com", "/login.php"): "next",
    ("facebook.com", "/login"): "next",
    ("facebook.com", "/plugins/post.php"): "href",
    ("facebook.com", "/plugins/video.php"): "href",
    ("tiktok.com", "/login"): "redirect_url",
    ("t.me", "/share/url"): "url",
    ("vk.com", "/share.php"): "url",
    ("threads.net", "/login"): "next",
    ("l.threads.com", ""): "u",
    ("l.threads.net", ""): "u",
    ("api.whatsapp.com", "/send"): "text",
    ("wa.me", ""): "text",
}
# Google's copies of light pages: google.com/amp/s/a.kz/b, a-kz.cdn.ampproject.org/c/s/a.kz/b.
_AMP_COPY = re.compile(r"(?:(?:www\.)?google\.(?:com|kz|ru)/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(?:s/)?(.+)")


def understood(link: str) -> tuple[str, Found] | None:
    """The platform's code and what was found there; None when it cannot be opened at all. Never raises."""
    address = _unwrap(parse(link.replace(BREAK, "")))
    if address is None:
        return None
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
        inner = _inner(address)
        target = parse(_first(inner)) if inner else None
        if target is None:
            return address
        address = target
    return address


def _inner(address: Address) -> str:
    """The link within a link, empty where there is none."""
    host = _FOLDED.sub("", address.host)
    name = _REDIRECTS.get((host, address.path()))
    if name:
        return unquote(address.get(name))
    copy = _AMP_COPY.fullmatch(f"{address.host}{address.path()}")
    return f"https://{copy[1]}{address.tail()}" if copy else ""


def _first(text: str) -> str:
    line = plain(text).replace("\n", " ")
    found = next(pieces(line), None)
    return found.text if found else line if is_bare_host(line) else ""
