"""The variables, loops and conditions that stand in a Word file's text: each is read where it stands, so that what is
wrong can be said with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reports.word_templates.parts import W, short
from rules.errors import AppError

MOST_TAGS = 3000
# A tag is a name or a condition; what is longer was never closed.
LONGEST = 300
_OPENING = re.compile(r"\{\{|\{%|\{#")
_CLOSERS = {"{{": "}}", "{%": "%}"}
_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
_BLOCK = re.compile(r"\{%(p|tr|tc)?\s+(for|if|elif|else|endfor|endif)\b\s*(.*?)\s*%\}", re.DOTALL)
# What a block's prefix takes away with its tag; such a tag stands there alone.
_AROUND = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc"}


@dataclass(frozen=True)
class Tag:
    """A tag where it stands. `verb`: "" for a variable, else for, if, elif, else, endfor, endif; `rest`: what follows
    it. `holder`: the element whose child the tag's line, row, cell or run is: a block ends where it began."""

    piece: str
    verb: str
    rest: str
    prefix: str
    holder: Any


def tags_of(tree: Any) -> Iterator[Tag]:
    """The tags of a part in their order.

    Raises AppError template_not_closed, template_comment, template_tag_wrong, template_tag_not_alone,
    template_row_tag_outside, template_tag_split.
    """
    runs = [one for one in tree.iter(f"{W}t") if one.text]
    text = "".join(one.text for one in runs)
    starts = [0, *accumulate(len(one.text) for one in runs)]
    place, run = 0, 0
    while found := _OPENING.search(text, place):
        while run + 1 < len(runs) and starts[run + 1] <= found.start():
            run += 1
        piece, place = _piece(text, found)
        last = run
        while last + 1 < len(runs) and starts[last + 1] < place:
            last += 1
        yield _tag(piece, runs[run : last + 1])


def _piece(text: str, found: re.Match[str]) -> tuple[str, int]:
    opening = found[0]
    near = short(text[found.start() : found.start() + 70])
    if opening == "{#":
        raise AppError("template_comment", 422, piece=near)
    end = text.find(_CLOSERS[opening], found.end(), found.start() + LONGEST)
    again = _OPENING.search(text, found.end(), end) if end >= 0 else None
    if end < 0 or again:
        raise AppError("template_not_closed", 422, piece=near)
    return text[found.start() : end + 2], end + 2


def _tag(piece: str, runs: list[Any]) -> Tag:
    paragraph = _up(runs[0], f"{W}p")
    inner = {id(one.getparent().getparent()) for one in runs}
    if paragraph is None or len(inner) > 1:
        # Half of it in another line, or half of it a link.
        raise AppError("template_tag_split", 422, piece=short(piece))
    plain = piece.translate(_QUOTES)
    if plain.startswith("{{"):
        return Tag(piece, "", plain[2:-2].strip(), "", None)
    block = _BLOCK.fullmatch(plain)
    if block is None:
        raise AppError("template_tag_wrong", 422, piece=short(piece))
    prefix, verb, rest = block[1] or "", block[2], block[3]
    return Tag(piece, verb, rest, prefix, _holder(piece, prefix, runs[0]))


def _holder(piece: str, prefix: str, run: Any) -> Any:
    if not prefix:
        return run.getparent().getparent()
    around = _up(run, _AROUND[prefix])
    if around is None:
        raise AppError("template_row_tag_outside", 422, piece=short(piece))
    # The whole line, row or cell goes with its tag: other words in it would vanish unseen.
    if "".join(one.text or "" for one in around.iter(f"{W}t")).strip() != piece.strip():
        raise AppError("template_tag_not_alone", 422, piece=short(piece))
    return around.getparent()


def _up(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)
