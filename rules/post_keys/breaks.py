"""The lines of a pasted text, with links that a line break cut put together. Two links never become one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rules.post_keys.continuing import SCHEME_ALONE, goes_on
from rules.post_keys.finding import BREAK, Piece, pieces, plain
from rules.post_keys.recognising import understood

_MOST_BREAKS = 8
_LONGEST = 1000
_CYRILLIC_QUOTED = re.compile(r"=D[0-9A-F]=[89AB][0-9A-F]", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=[ \t]*\n")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+", re.IGNORECASE)
# One that comes first is shown again by a page or a messenger: [link](link), link <link>, href="link">link.
_SHOWN_AGAIN = re.compile(r"\]\(|\|| ?<|[\"'][^<>]*>")


@dataclass(frozen=True)
class Line:
    """A line of a text, counted from 1; the parts of links that broke off into the next ones are here."""

    number: int
    text: str
    breaks: int = 0


def lines_of(text: str, *, stops: Collection[str] = ()) -> list[Line]:
    """The lines of a text without the escapes of mails, chats and tables, broken links put together.

    `stops`: words in capitals that never go on a link, such as an activity's ref. Never raises.
    """
    lines: list[Line] = []
    for line in _decoded(plain(text)):
        joined = _joined(lines[-1], line, stops) if lines else None
        if joined:
            lines[-1:] = joined
        else:
            lines.append(line)
    return lines


def found_in(line: str) -> Iterator[Piece]:
    """The links of a line, each with the line breaks it had; a link that markup only shows again is there once."""
    before: Piece | None = None
    for one in pieces(line):
        if before and _SHOWN_AGAIN.fullmatch(line[before.end : one.start]) and _is_same(before.text, one.text):
            continue
        before = one
        yield Piece(one.start, one.end, one.text.replace(BREAK, "\n"))


def _is_same(one: str, other: str) -> bool:
    known, shown = understood(one), understood(other)
    return known is not None and shown is not None and (known[0], known[1].key) == (shown[0], shown[1].key)


def _decoded(text: str) -> list[Line]:
    """The lines; of a mail in quoted-printable with its soft breaks and bytes undone."""
    # One such sign is proof for the whole text, so that a part of it is never read otherwise.
    is_quoted = bool(_CYRILLIC_QUOTED.search(text)) or ("=3D" in text and bool(_SOFT_BREAK.search(text)))
    if not is_quoted:
        return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    lines: list[Line] = []
    parts: list[str] = []
    start = 1
    for number, line in enumerate(text.split("\n"), 1):
        soft = line.rstrip().endswith("=")
        parts.append(line.rstrip()[:-1] if soft else line)
        if not soft:
            lines.append(Line(start, _QUOTED.sub(_bytes, "".join(parts))))
            parts, start = [], number + 1
    return [*lines, Line(start, _QUOTED.sub(_bytes, "".join(parts)))] if parts else lines


def _bytes(found: re.Match[str]) -> str:
    try:
        return plain(bytes.fromhex(found.group().replace("=", "")).decode()).replace("\n", " ")
    except UnicodeDecodeError:
        return found.group()


def _joined(line: Line, after: Line, stops: Collection[str]) -> list[Line] | None:
    """The line with what the next one goes on with, and what is left of that; None where they are two."""
    token, *rest = after.text.split(None, 1)[:2] or [""]
    start = line.text.rstrip()
    head = _last_link(start.rsplit(None, 1)[-1] if start and len(start) < _LONGEST * 8 else "")
    if not head or not token or line.breaks >= _MOST_BREAKS or len(head) + len(token) > _LONGEST:
        return None
    if token.upper() in stops or not goes_on(head.replace(BREAK, ""), token, alone=not rest):
        return None
    scheme = SCHEME_ALONE.fullmatch(head)
    if scheme:
        start, token = f"{start[: -len(head)]}{scheme[1]}://", token.lstrip("/")
    elif "?" not in head:
        start = start.rstrip("=")
    joined = Line(line.number, start + BREAK + token, line.breaks + 1)
    return [joined, Line(after.number, rest[0])] if rest else [joined]


def _last_link(word: str) -> str:
    """The link that a word ends with, with the last sign of it that may be punctuation as well."""
    scheme = re.search(r"(?<![A-Za-z0-9])https?:/{0,2}$", word, re.IGNORECASE)
    if scheme:
        return scheme.group()
    links = list(pieces(word))
    return word[links[-1].start :] if links and len(word) - links[-1].end < 2 else ""
