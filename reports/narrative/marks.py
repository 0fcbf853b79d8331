"""What a typed text says otherwise than the records: figures that contradict them, and computed ones written over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from reports.dataset.model import ReportData
from reports.forms.words import figure
from reports.narrative.figures import section_figures
from reports.narrative.overwritten import overwritten
from reports.narrative.placeholders import Piece, pieces, placeholder_values
from reports.narrative.ready import ready_text
from reports.narrative.slots import Entry
from rules.narrative import Contradiction, Figure, SectionFigures, contradictions, read_figures

# The placeholder that gives what a figure counts.
_OF_UNIT = {
    "participants": "participants",
    "activities": "activities",
    "publications": "publications",
    "publication_views": "views",
    "satisfaction": "satisfaction",
}
_AROUND = 48


@dataclass(frozen=True)
class Mark:
    """A number of a typed text that is another one than computed. `start`, `end`: where it is typed, None where it
    came from a placeholder; `put`: what may be typed instead, "" where that needs a person; `before`, `after`: the
    words it stands among; `contradicts`: it is a finding, not merely another than the ready text's."""

    number: str
    computed: str
    before: str
    after: str
    contradicts: bool
    start: int | None = None
    end: int | None = None
    put: str = ""

    @property
    def key(self) -> str:
        """What the page sends to have `put` typed instead."""
        return f"{self.start}:{self.number}:{self.put}"


def marks_of(text: str, *, data: ReportData, slot: str, entry: Entry, language: str) -> list[Mark]:
    """The marks of a typed text at a slot, in their order. KeyError: no such language."""
    known = section_figures(data, slot)
    values = placeholder_values(data, entry, language)
    parts = pieces(text, values)
    words = "".join(piece.words for piece in parts)
    begins = _begins(parts)
    found = [
        _contradicting(one, words, _typed_at(one.figure, parts, begins), values) for one in contradictions(words, known)
    ]
    taken = {mark.start for mark in found}
    found += [
        mark for mark in _overwriting(text, ready_text(data, entry, language), known, values) if mark.start not in taken
    ]
    return sorted(found, key=lambda mark: -1 if mark.start is None else mark.start)


def with_put(text: str, marks: list[Mark], key: str) -> str:
    """The text with what a mark proposes in place of its number; as it is where no mark has this key."""
    for mark in marks:
        if mark.key == key and mark.put and mark.start is not None:
            return text[: mark.start] + mark.put + text[mark.end :]
    return text


def contradicting(text: str, *, data: ReportData, slot: str, entry: Entry, language: str) -> list[Contradiction]:
    """The figures of a typed text that are findings."""
    words = "".join(piece.words for piece in pieces(text, placeholder_values(data, entry, language)))
    return contradictions(words, section_figures(data, slot))


def _contradicting(one: Contradiction, words: str, start: int | None, values: Mapping[str, str]) -> Mark:
    number = one.figure
    may_put = start is not None and number.how == "exact"
    return Mark(
        number=figure(number.number),
        computed=figure(one.should_be),
        before=_before(words, number.start),
        after=_after(words, number.end),
        contradicts=True,
        start=start,
        end=None if start is None else start + number.end - number.start,
        put=_instead(one.should_be, number, values) if may_put else "",
    )


def _overwriting(text: str, ready: str, known: SectionFigures, values: Mapping[str, str]) -> list[Mark]:
    units = {one.start: one for one in read_figures(ready, known.names)}
    return [
        Mark(
            number=figure(one.number),
            computed=figure(one.computed),
            before=_before(text, one.start),
            after=_after(text, one.end),
            contradicts=False,
            start=one.start,
            end=one.end,
            put=_instead(one.computed, units.get(one.ready_start), values),
        )
        for one in overwritten(text, ready, known)
    ]


def _begins(parts: Sequence[Piece]) -> list[int]:
    """Where each piece begins in the filled text."""
    return list(accumulate((len(piece.words) for piece in parts), initial=0))[:-1]


def _typed_at(number: Figure, parts: Sequence[Piece], begins: Sequence[int]) -> int | None:
    """Where a number of the filled text was typed; None: not, or not as a whole."""
    place = bisect_right(begins, number.start) - 1
    piece, begin = parts[place], begins[place]
    return None if piece.is_filled or number.end > begin + len(piece.words) else piece.start + number.start - begin


def _instead(computed: Decimal, number: Figure | None, values: Mapping[str, str]) -> str:
    """The placeholder that gives the computed figure: the one of what is counted, or the only one; else the figure."""
    shown = figure(computed)
    name = "" if number is None else "plan" if number.is_plan else _OF_UNIT.get(number.unit, "")
    giving = [one for one, value in values.items() if value == shown]
    if name in giving or (number is None and len(giving) == 1):
        return "{" + (name or giving[0]) + "}"
    return shown


def _before(text: str, start: int) -> str:
    cut = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    return cut if len(cut) < _AROUND else f"…{cut.partition(' ')[2]}"


def _after(text: str, end: int) -> str:
    cut = text[end : end + _AROUND].partition("\n")[0]
    return cut if len(cut) < _AROUND else f"{cut.rpartition(' ')[0]}…"
