"""Whether a link that a line ends with goes on in the next line. In doubt it does not: a link too short is flagged as
weak, a link too long would be another post."""

from __future__ import annotations

import re

from rules.post_keys.finding import is_bare_host, pieces
from rules.post_keys.found import Found
from rules.post_keys.recognising import understood

# All that a link may hold; what goes on in the next line is written in these alone.
_TOKEN = re.compile(r"[A-Za-z0-9_\-./?=&%#~+:@!,;()*$']+")
SCHEME_ALONE = re.compile(r"(https?):?/{0,2}", re.IGNORECASE)
# What only the later part of a link looks like: …/?igsh=1, …&id=5, …/view.
_TAIL = re.compile(r"[\w%.~/-]*[?&][\w\[\].-]+=\S*|[\w-]+/(?:view|edit|preview)(?:[?#]\S*)?", re.ASCII)
_ESCAPED = re.compile(r"%[0-9A-F]{2}", re.IGNORECASE)
_HALF_ESCAPE = re.compile(r"%[0-9A-F]?$", re.IGNORECASE)
_FILE = re.compile(r".*\.(?:jpe?g|png|gif|webp|heic|mp4|mov|docx?|xlsx?|pptx?|pdf|zip|txt|csv)", re.IGNORECASE)
_REF = re.compile(r"[A-Za-z]{1,4}-?\d+(?:[-.]\d+)*")
_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]+")
_SLUG = re.compile(r"[A-Za-z0-9%][A-Za-z0-9%._/-]*")
# A link of its own that was spelled wrongly.
_ANOTHER = re.compile(r"instagram|tiktok|youtu|facebook|telegram|threads|twitter|http|www|\bvk\b", re.IGNORECASE)
_FACEBOOK_ID = 15
# So many digits are no count and no number of a list.
_MANY_DIGITS = 8


def goes_on(head: str, token: str, *, alone: bool) -> bool:
    """Whether `token`, the next line's first word (`alone`: its only one), is the rest of the link `head`."""
    if not _TOKEN.fullmatch(token) or _LIST_NUMBER.fullmatch(token):
        return False
    if token.lower().startswith(("http:", "https:")):
        return False
    scheme = SCHEME_ALONE.fullmatch(head)
    if scheme:
        return next(pieces(f"{scheme[1]}://{token.lstrip('/')}"), None) is not None and is_link(token.lstrip("/"))
    if is_link(token) and not _is_cut_host(head):
        return False
    before, joined = understood(head), understood(glued(head, token))
    if joined is None or (head[-1] in ".,;:!" and not _is_cut_host(head)):
        return False
    if before is None or _is_cut_host(head):
        return joined[0] != "site" or (alone and not is_link(token) and not _is_cut_host(head + token))
    if _is_tail(head, token):
        return alone or head[-1] in "?&=%"
    if _HALF_ESCAPE.search(head) and _ESCAPED.match((_HALF_ESCAPE.search(head) or [""])[0] + token):
        return True
    if joined[0] != "site":
        return alone and _makes_whole(token, before, joined)
    return _site_goes_on(head, token, alone=alone)


def glued(head: str, token: str) -> str:
    """The two as one link: in a mail "=" at the end of a path is a break of its own, in a query it is a sign."""
    return (head if "?" in head else head.rstrip("=")) + token


def is_link(token: str) -> bool:
    """Whether a word is a link by itself."""
    return is_bare_host(token) or next(pieces(token), None) is not None


def _is_cut_host(link: str) -> bool:
    """https://www.insta, https://egemen. — a host that ends before its end."""
    host, slash, _ = link.split("://", 1)[-1].partition("/")
    return not slash and not is_bare_host(host.partition(":")[0])


def _is_tail(head: str, token: str) -> bool:
    if not _TAIL.fullmatch(token):
        return False
    return not ("?" in head and "?" in token) and ("?" in head + token or "&" not in token)


def _makes_whole(token: str, before: tuple[str, Found], joined: tuple[str, Found]) -> bool:
    """A link that named no post, or a cut code, names a whole post with what follows."""
    platform, weak = before
    whole = joined[1]
    if platform != joined[0] or {"cut_code", "profile"} & set(whole.warnings):
        return False
    if whole.kind == "other" and "short_link" not in whole.warnings:
        return False
    if platform == "facebook" and token.isdigit():
        digits = re.findall(r"\d+", weak.key)
        if digits and len(digits[-1]) < _FACEBOOK_ID <= len(digits[-1]) + len(token):
            return True
    is_weak = bool({"cut_code", "profile"} & set(weak.warnings)) or (weak.kind == "other" and not weak.warnings)
    is_code = bool(re.search(r"[0-9_/?=&]|[a-z][A-Z]|[A-Z]{2}", token))
    is_count = token.isdigit() and len(token) < _MANY_DIGITS and "cut_code" not in weak.warnings
    return is_weak and is_code and not is_count


def _site_goes_on(head: str, token: str, *, alone: bool) -> bool:
    if not alone or _REF.fullmatch(token) or _FILE.fullmatch(token) or _ANOTHER.search(token):
        return False
    if head[-1] in "=&" and ("?" in head or not head.endswith("&")):
        return True
    if head[-1] in "-_":
        return bool(_SLUG.fullmatch(token))
    if token.startswith("/"):
        return not head.endswith("/") and bool(re.fullmatch(r"/[\w%@-]+[/.?=\d-][!-~]*", token))
    return _is_slug(token)


def _is_slug(token: str) -> bool:
    """A part of an address rather than a word: tarazda-zhastar-kuni, 123-zhana.html, %D2%9B%D0%B0."""
    if not _SLUG.fullmatch(token) or not re.search("[a-z]", token, re.IGNORECASE):
        return False
    is_path = token.count("-") > 1 or ("/" in token and "-" in token)
    return is_path or bool(re.search(r"\.(?:html?|php|aspx?)$|%[0-9A-Fa-f]{2}", token))
