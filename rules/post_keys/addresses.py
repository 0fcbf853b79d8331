"""The parts of a link in one spelling, whatever the spelling it came in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

_SCHEME = re.compile(r"(https?):/{0,2}", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TOP_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_ESCAPED_QUERY = re.compile(r"%3F(\w+)(?:=|%3D)", re.IGNORECASE | re.ASCII)
# Within a name, or a code of 11 signs, a space is an underscore that somebody's program took for one.
SPACED_NAME = (
    r"(?:(?:tiktok\.com/@|(?:instagram|twitter|facebook|\bx)\.com/)[\w.]+[ \xa0]\w+/"
    r"(?:video|photo|p|reel|status|posts|videos)/|\bt\.me/\w+[ \xa0]\w+/(?=[0-9]))"
)
SPACED_CODE = (
    r"(?:instagram\.com/(?:p|reels?|tv)/|youtu\.be/|youtube\.com/(?:watch\?v=|shorts/|live/))"
    r"(?=[A-Za-z0-9_ \xa0-]{11}(?![\w-]))[A-Za-z0-9_-]{1,9}[ \xa0]"
    # A word of the sentence has no digits and no capitals within.
    r"(?:[A-Za-z0-9_-]{1,9}(?=/|[?&]\w)|(?=\w*(?:[0-9]|(?-i:[a-z][A-Z])))[A-Za-z0-9_-]{1,9})(?![\w-])"
)
_LOST_UNDERSCORE = re.compile(f"{SPACED_NAME}|{SPACED_CODE}", re.ASCII | re.IGNORECASE)
_LOOK_ALIKES = str.maketrans("аеорсухіѕјһԛԝ", "aeopcyxisjhqw")
_NOT_ASCII = re.compile(r"(?:%[89A-F][0-9A-F])+")
# What says where a click came from, never which page it opens. Platforms add their own.
_TRACKING = frozenset(
    (
        *("fbclid", "gclid", "gbraid", "wbraid", "dclid", "yclid", "ysclid", "msclkid", "twclid", "ttclid"),
        *("igsh", "igshid", "igsi", "img_index", "mibextid", "rdid", "rvid", "share_id", "ref_src", "ref_url"),
        *("_openstat", "_ga", "_gl", "mc_cid", "mc_eid", "_hsenc", "_hsmi"),
        *("__tn__", "__cft__[0]", "__xts__[0]"),
    )
)


@dataclass(frozen=True)
class Address:
    """A link's parts. Host in lower case and ASCII; path and query percent-encoded in one way, so that equal pages
    have equal parts."""

    scheme: str
    host: str
    port: str
    parts: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    fragment: str
    slash: str = ""

    def get(self, name: str) -> str:
        """A query value, empty where there is none."""
        return next((value for key, value in self.query if key == name and value), "")

    def path(self) -> str:
        """`/a/b`, empty for a home page."""
        return "".join(f"/{part}" for part in self.parts)

    def tail(self, *, drop: Collection[str] = ()) -> str:
        """What is left of query and fragment when tracking is gone; the query sorted, for order says nothing."""
        kept = sorted(
            (key, value)
            for key, value in self.query
            if key not in drop and key.lower() not in _TRACKING and not key.lower().startswith("utm_")
        )
        pairs = "&".join(f"{key}={value}" if value else key for key, value in kept)
        return (f"?{pairs}" if pairs else "") + (f"#{self.fragment}" if self.fragment else "")

    def url(self, *, drop: Collection[str] = ()) -> str:
        """The cleaned link. A full stop at its very end is encoded: a sentence's full stop would be taken off."""
        text = f"{self.scheme}://{self.host}{self.port}{self.path()}{self.slash}{self.tail(drop=drop)}"
        return f"{text[:-1]}%2E" if text.endswith(".") else text


def parse(link: str) -> Address | None:
    """The parts of a link, None when its host cannot be one. Never raises."""
    text = re.sub(r"\s+", "", _LOST_UNDERSCORE.sub(lambda found: re.sub("[ \\xa0]", "_", found[0]), link))
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    # A second "?" and one that was escaped: …?v=a?si=b, …/p/a%3Figsh=b.
    escaped = _ESCAPED_QUERY.search(path)
    if escaped:
        query = f"{escaped[1]}={path[escaped.end() :]}{'&' if query else ''}{query}"
        path = path[: escaped.start()]
    query = re.sub(r"\?(?=[\w\[\]]+=)", "&", query)
    host, _, port = authority.rpartition("@")[2].partition(":")
    name = _host(host)
    if not name or (port and not re.fullmatch(r"[0-9]{1,5}", port)):
        return None
    parts = _parts(path)
    return Address(
        scheme=scheme.group(1).lower() if scheme else "https",
        host=name,
        port=f":{port}" if port not in {"", "80", "443"} else "",
        parts=parts,
        query=_query(query),
        # Only pages that draw themselves keep a place there: #/news/5 and #!news.
        fragment=_encode(fragment, keep="/!") if fragment[:1] in {"/", "!"} or name == "web.telegram.org" else "",
        slash="/" if path.endswith("/") or not parts else "",
    )


def readable(encoded: str) -> str:
    """The same with Cyrillic shown as letters: keys are read by people and kept short."""

    def decode(found: re.Match[str]) -> str:
        try:
            return unquote_to_bytes(found.group()).decode()
        except UnicodeDecodeError:
            return found.group()

    return _NOT_ASCII.sub(decode, encoded)


def _host(text: str) -> str:
    """The host in ASCII, empty when it is none: қызылорда.қаз becomes xn--…, instаgram with a Cyrillic а instagram."""
    try:
        name = ".".join(map(_one_alphabet, text.strip(".").lower().split("."))).encode("idna").decode()
    except UnicodeError:
        return ""
    labels = name.split(".")
    possible = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and _TOP_LABEL.fullmatch(labels[-1])
    return name if possible else ""


def _one_alphabet(label: str) -> str:
    """No host mixes alphabets within a word: look-alike Cyrillic letters among Latin ones are Latin."""
    latin = label.translate(_LOOK_ALIKES)
    return latin if latin.isascii() and re.search("[a-z]", label) else label


def _parts(path: str) -> tuple[str, ...]:
    parts: list[str] = []
    for part in path.split("/"):
        clean = _encode(part, keep="@+")
        if clean == "..":
            parts = parts[:-1]
        elif clean not in {"", "."}:
            parts.append(clean)
    return tuple(parts)


def _query(query: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition("=") for pair in query.replace("+", "%20").split("&"))
    return tuple((_encode(key, keep="[]"), _encode(value, keep="/@")) for key, _, value in pairs if key)


def _encode(text: str, *, keep: str) -> str:
    """Percent-encoding in one spelling: é as one letter, capitals in hex, nothing encoded that need not be."""
    raw = unquote_to_bytes(text)
    with suppress(UnicodeDecodeError):
        raw = unicodedata.normalize("NFC", raw.decode()).encode()
    return quote(raw, safe=keep)
