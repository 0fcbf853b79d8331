"""A pasted text as the links in it, each with the activity that the text says it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from rules.post_keys.breaks import found_in, lines_of
from rules.post_keys.finding import Piece
from rules.post_keys.links import Link, inspect_link

# Letters that look alike in both alphabets, and the dashes that word processors make of a hyphen.
_FOLDS = str.maketrans("АВЕКМНОРСТУХІ‐‑‒–—−", "ABEKMHOPCTYXI------")
_WORD = re.compile(r"(?<![\w-])\w")
# P9-99: the ref of something that is not known here.
_LIKE_A_REF = re.compile(r"(?<![\w-])[^\W\d_]{1,4}\d{0,3}-\d{1,4}(?![\w-])")
_NEXT_CELL = re.compile(r"[,;][ \"]*(?=\w)")
_CELL_BEFORE = re.compile(r"(?:\A|[\t,;|])[ \"]{0,9}\Z")
_CELL_AFTER = re.compile(r"[ \"]{0,9}(?:\Z|[\t,;|])")
_MOST_SUSPECTS = 500
# What was meant as a link: a scheme, www., or a platform's name with a path after it.
_SUSPECT = re.compile(
    r"\b(?:h\w{1,5}p\w?|ftps?|file)\s?:[/\\]\S*|\bwww[.,]\S*|"
    r"\b[\w.,-]{0,30}(?:instagram|tiktok|youtu\.?be|facebook|telegram|threads|twitter|vk\.?com|t\.?me)[\w.,]{0,30}[/\\]\S+|"
    r"(?<![\w/])/(?:p|reel|video|watch|shorts)/[\w-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pasted:
    """A link of a text, the ref of the activity it belongs to where the text says so, and its line, counted from 1."""

    link: Link
    ref: str | None
    line: int


@dataclass(frozen=True)
class Suspect:
    """Something that looks like a link and could not be understood, and its line, counted from 1."""

    text: str
    line: int


def read_paste(text: str, refs: Collection[str] = ()) -> list[Pasted]:
    """Every link of a text that can be opened, in its order, repeats kept. Never raises.

    A link belongs to the known ref before it in its line ("P2-01,https://…", "P2-01: https://…"; in a table also in a
    cell after it), else to the ref of the last heading, a line that holds one. A heading that holds several belongs to
    nobody: then nothing is guessed. Refs are matched whole, whatever their capitals, dashes and alphabet.
    """
    known = _Refs(refs)
    section = _Section(None)
    found = []
    for line in lines_of(text, stops=known.by_fold):
        row = known.apart(line.text)
        links = list(found_in(row))
        named = known.within(row, links)
        default = _default_ref(row, links, named, section)
        starts = [one.start for one in named]
        for one in links:
            link = inspect_link(one.text)
            before = bisect_left(starts, one.start)
            if link.is_link:
                found.append(Pasted(link, named[before - 1].ref if before else default, line.number))
        section = _next_section(row, links, named, section)
    return found


def suspects(text: str) -> list[Suspect]:
    """What looks like a link but could not be understood, at most 500: a person is told instead of losing it."""
    bad = (Suspect(link.given, number) for number, link in _everything(text) if not link.is_link)
    return list(islice(bad, _MOST_SUSPECTS))


def inspect_text(text: str) -> list[Link]:
    """Every link of a text in its order, repeats kept, and among them what looks like a link and is none."""
    return [link for _, link in _everything(text)]


def _everything(text: str) -> Iterator[tuple[int, Link]]:
    """What a text has of links and what looks like them, each with the number of its line."""
    for line in lines_of(text):
        links = list(found_in(line.text))
        for one in sorted((*links, *_doubtful(line.text, links)), key=lambda one: one.start):
            yield line.number, inspect_link(one.text)


def _doubtful(line: str, links: list[Piece]) -> Iterator[Piece]:
    """What looks like a link outside of those that were found."""
    place = 0
    for one in (*links, Piece(len(line), len(line), "")):
        for part in _SUSPECT.finditer(line, place, max(place, one.start)):
            yield Piece(part.start(), part.end(), part.group().strip(".,;:!?…»”)\"'"))
        place = one.end


@dataclass(frozen=True)
class _Named:
    """A ref named in a line."""

    start: int
    end: int
    ref: str


@dataclass(frozen=True)
class _Section:
    """What lines without a ref of their own belong to; `is_row`: named beside a link, so for bare links alone."""

    ref: str | None
    is_row: bool = False


class _Refs:
    """Refs by what they look like."""

    def __init__(self, refs: Collection[str]) -> None:
        self.by_fold = {fold_ref(ref): ref for ref in refs if ref.strip()}
        self.lengths = sorted({len(fold) for fold in self.by_fold}, reverse=True)

    def within(self, line: str, links: list[Piece]) -> list[_Named]:
        """Where a line names a ref, outside of its links."""
        folded = fold_ref(line)
        if not self.by_fold or len(folded) != len(line):
            return []
        found: list[_Named] = []
        starts = [link.start for link in links]
        for word in _WORD.finditer(folded):
            start = word.start()
            link = bisect_right(starts, start) - 1
            inside = (link >= 0 and start < links[link].end) or (found and start < found[-1].end)
            ref_end = None if inside else self._end(folded, start)
            if ref_end:
                found.append(_Named(start, ref_end, self.by_fold[folded[start:ref_end]]))
        return found

    def apart(self, line: str) -> str:
        """The line with a table's cell that is a ref kept apart from the link before it: "https://a.kz/b;P2-01"."""
        folded = fold_ref(line)
        if not self.by_fold or len(folded) != len(line):
            return line
        cells = list(line)
        for found in _NEXT_CELL.finditer(folded):
            end = self._end(folded, found.end())
            if end and _CELL_AFTER.match(folded, end):
                cells[found.start()] = "\t"
        return "".join(cells)

    def _end(self, line: str, start: int) -> int | None:
        for length in self.lengths:
            end = start + length
            is_whole = not re.match(r"[\w-]|\.\d", line[end : end + 2])
            if line[start:end] in self.by_fold and is_whole and self._is_meant(line, start, end):
                return end
        return None

    def _is_meant(self, line: str, start: int, end: int) -> bool:
        """A ref of digits alone is one only where it fills a cell or line: "1." numbers a list."""
        if not line[start:end].isdigit():
            return True
        return _is_cell(line, start, end)


def fold_ref(text: str) -> str:
    """What a ref looks like: capitals, dashes and look-alike letters made one. As long as the text."""
    upper = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)
    return upper.translate(_FOLDS)


def _default_ref(line: str, links: list[Piece], named: list[_Named], section: _Section) -> str | None:
    """What the links of a line belong to that have no ref before them."""
    cells = [one.ref for one in named if _is_cell(line, one.start, one.end)]
    if len(cells) == 1:
        return cells[0]
    prefix = line[: links[0].start] if links else ""
    # A row whose first cell is empty says that nothing is stated there; one of another project names its own.
    if prefix.lstrip(' "')[:1] in {",", ";"} or _LIKE_A_REF.search(prefix):
        return None
    return section.ref if not section.is_row or not re.search(r"[^\W\d_]", prefix) else None


def _is_cell(line: str, start: int, end: int) -> bool:
    """Whether a part of a line fills a cell of a table, or the line."""
    return bool(_CELL_BEFORE.search(line, max(0, start - 20), start) and _CELL_AFTER.match(line, end))


def _next_section(line: str, links: list[Piece], named: list[_Named], section: _Section) -> _Section:
    """What the following lines belong to. "P2-01: https://…" starts a list of bare links as a heading does."""
    different = {one.ref for one in named}
    if len(different) == 1:
        return _Section(different.pop(), is_row=bool(links))
    if different or (not links and _LIKE_A_REF.match(line.strip())):
        return _Section(None)
    return section
