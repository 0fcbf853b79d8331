"""Picking links out of a line of text: of a chat message, a numbered list, a table's cell."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from rules.post_keys.addresses import SPACED_CODE, SPACED_NAME

# Stands where a line broke inside a link (breaks.py); given back as the line break that it was.
BREAK = "\ue000"
# Invisible characters that messengers and word processors leave inside links; private ones are ours.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Only with their semicolon: "&section=5" is a value of a query, no paragraph sign.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPED = re.compile(r"\\(?=[_\-&?=./~@:#%*()\[\]!+])")
_JSON_ESCAPED = re.compile(r"\\u00(26|2f|3a|3d|3f|5f)", re.IGNORECASE)
_WHOLLY_ESCAPED = re.compile(r"(?<![=\w%/?&])https?%3A%2F%2F[^\s&<>\"]+", re.IGNORECASE)
_APP_LINK = re.compile(r"\btg://resolve\?domain=(\w+)&post=(\d+)", re.ASCII)
_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2024: 0x2E}
# https//, htps://, https;//, http:/, https: // …
_SCHEME_TYPO = re.compile(
    r"(?<![A-Za-z0-9])h{1,2}t{1,3}p{1,2}(s?)[ \u00a0]?"
    r"(?:[:;][ \u00a0]?(?:[/\\][ \u00a0]?){1,3}|(?:/[ \u00a0]?){2,3}|:(?=www\.))(?=[^\s/])",
    re.IGNORECASE,
)
_WWW_TYPO = re.compile(r"(?<![A-Za-z0-9.])w{2,4}[.,](?=[\w-]+\.\w)", re.IGNORECASE)
# instagram .com /p/…, www. a.kz
_SPACED_HOST = re.compile(
    r"\b(instagram|tiktok|youtube|facebook|twitter|threads|linkedin)[ \u00a0]?\.[ \u00a0]?(com|net)"
    r"(?:[ \u00a0]?(?=/[\w@]))",
    re.IGNORECASE,
)
_SPACED_WWW = re.compile(r"\bwww\.[ \u00a0](?=[\w-]+\.\w)", re.IGNORECASE)
_SCHEME_TWICE = re.compile(r"(?:https?://)+(?=https?://)", re.IGNORECASE)
# Ends of a host that are believed without "https://" before it; any two Latin letters are a country.
_ENDS = (
    "[a-z]{2}|com|org|net|info|edu|gov|biz|name|pro|news|media|press|online|site|space|club|live|page|blog|today|"
    "world|store|group|center|watch|link|click|app|dev|asia|mobi|travel|foundation|gle|dog|xn--[a-z0-9-]+|қаз|рф|бел"
)
_HOST = rf"(?:[\w-]+\.)+(?:{_ENDS})"
_OUTSIDE = r"\s<>\"«»“”„|\\^`{}—•\u2190-\u2bff\u3000-\u303f\ufe0f\U0001f000-\U0001faff"
# A space right after ? & = or right before & = stands where an underscore or nothing was: the link goes on.
_BODY = (
    rf"(?:[^{_OUTSIDE}]"
    r"|(?<=[?&=])[ \u00a0]+(?=[A-Za-z0-9_]+=|[A-Za-z0-9_-]+(?:[\s&]|$))"
    r"|[ \u00a0]+(?=[&=][A-Za-z0-9_\s])"
    # A whole code after /p/: no word has 11 letters with a digit or capital within.
    r"|(?<=/p/)[ \u00a0](?=[A-Za-z0-9_-]{11}(?![\w-]))(?=[A-Za-z]*(?:[0-9_]|(?-i:[a-z][A-Z])))"
    r"|(?<=/reel/)[ \u00a0](?=[A-Za-z0-9_-]{11}(?![\w-]))(?=[A-Za-z]*(?:[0-9_]|(?-i:[a-z][A-Z])))"
    r"|(?<=/video/)[ \u00a0](?=[0-9]{19}(?!\w)))"
)
_LINK = re.compile(
    rf"(?<![\w@./-])(?:https?://)?(?:www\.|m\.)?(?:{SPACED_NAME}|{SPACED_CODE}){_BODY}*"
    rf"|https?://{_BODY}+|(?<![\w@./-])(?:www\.[\w-]+\.{_BODY}+|{_HOST}(?::\d+)?(?=/){_BODY}+)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(rf"{_HOST}/?", re.IGNORECASE)
# "1.www.a.kz/b", "2)a.kz/b": the number belongs to the list, not to the host.
_NUMBERED = re.compile(
    rf"(?:^|(?<=[\s;,]))(\(?\d{{1,3}}[.)]{{1,2}})(?=www\.|{_HOST}(?::\d+)?(?:/|\s*$))", re.IGNORECASE
)
# Two links glued together; after = or / the second one belongs to the first (a redirect, an archive).
_GLUED = re.compile(r"(?<=[^\s=/:?&%])(?=https?://)", re.IGNORECASE)
# A word in Cyrillic, or a table's date, that was written right after a link.
_WORD_AFTER = re.compile(r"[,;:!)\]]+(?=[\u0400-\u04ff])|[,;]\"?(?=(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})(?![\w-]))")
_LATIN_ONLY = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:instagram\.com|tiktok\.com|youtube\.com|youtu\.be|t\.me|threads\.(?:net|com)|"
    r"x\.com|twitter\.com)/[\x20-\x2b\x2d-\x3a\x3c-\x7e\xa0\ue000]*",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…*'’‘\"`–·"
_PAIRS = {")": "(", "]": "["}
_CELLS = re.compile(r"[^\t,;|]+")


@dataclass(frozen=True)
class Piece:
    """A link as it stands in a line, from one place to another."""

    start: int
    end: int
    text: str


def plain(text: str) -> str:
    """The text without invisible characters and escapes (`\\_`, `&amp;`, full-width letters), each line ended by "\\n",
    common slips in "https://" mended."""
    text = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text)).translate(_FULLWIDTH)
    for _twice in range(2):
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = _JSON_ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    text = _WHOLLY_ESCAPED.sub(lambda found: unquote(found.group()), _ESCAPED.sub("", text))
    text = _APP_LINK.sub(r"https://t.me/\1/\2", _INVISIBLE.sub("", text))
    text = _SPACED_WWW.sub("www.", _SPACED_HOST.sub(r"\1.\2", text))
    return _SCHEME_TWICE.sub("", _SCHEME_TYPO.sub(r"http\1://", _WWW_TYPO.sub("www.", text)))


def pieces(line: str) -> Iterator[Piece]:
    """Every link of one line (`plain`), in its order. A host without a path counts where it fills the line or a cell
    of a table ("P2-01,egemen.kz")."""
    line = _NUMBERED.sub(lambda found: " " * len(found.group()), line)
    place = 0
    for found in _LINK.finditer(line):
        yield from _bare_hosts(line, place, found.start())
        yield from _parted(line, found.start(), found.group())
        place = found.end()
    yield from _bare_hosts(line, place, len(line))


def trim(link: str) -> str:
    """The link without the punctuation that the sentence put after it."""
    while link:
        if link[-1] in _TRAILING or (link[-1] in _PAIRS and link.count(link[-1]) > link.count(_PAIRS[link[-1]])):
            link = link[:-1].rstrip()
            continue
        # Markdown: [words](link) leaves "](" behind where the words are a link themselves.
        return link.split("](", 1)[0]
    return link


def is_bare_host(text: str) -> bool:
    """Whether a text is a host and nothing else: egemen.kz."""
    return bool(_BARE_HOST.fullmatch(text))


def _parted(line: str, start: int, text: str) -> Iterator[Piece]:
    """A run of characters as the one or more links that it is."""
    for one in _GLUED.split(text):
        link = _without_word_after(trim(one))
        # _https://a.kz_ and ~…~ are a messenger's italics; a code may end in _ by itself.
        mark = line[start - 1] if start else ""
        if mark in {"_", "~"} and link.endswith(mark):
            link = link[:-1]
        if link:
            yield Piece(start, start + len(link), link)
        start += len(one)


def _without_word_after(link: str) -> str:
    latin = _LATIN_ONLY.match(link)
    if latin:
        return trim(latin.group())
    after = _WORD_AFTER.search(link)
    is_ours = after and link[: after.start()].replace(BREAK, "").isascii()
    return trim(link[: after.start()]) if after and is_ours else link


def _bare_hosts(line: str, start: int, end: int) -> Iterator[Piece]:
    for cell in _CELLS.finditer(line, start, end):
        text = trim(cell.group().strip(" \u00a0<>()[]\"'«»"))
        if "." in text and is_bare_host(text):
            place = line.index(text, cell.start())
            before, after = line[:place].rstrip(" <([\"'«"), line[place + len(text) :].lstrip(" >)]\"'».")
            if before[-1:] in {"", *"\t,;|"} and after[:1] in {"", *"\t,;|"}:
                yield Piece(place, place + len(text), text)
