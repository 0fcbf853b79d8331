"""Text for paper: without control characters, broken into lines, cut where there is no more room."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

# A text's share of the line: 1 fills it.
Measure = Callable[[str], float]


def plain(text: str) -> str:
    """One line of printable text: control characters out, runs of blanks as one."""
    kept = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
    return " ".join(kept.split())


def wrapped(text: str, measure: Measure) -> list[str]:
    """Lines that fit; a word longer than a line is broken where it must be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if measure(longer) <= 1:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, measure)
        lines += whole
    return [*lines, line] if line else lines


def shortened(lines: list[str], most: int) -> list[str]:
    """At most so many lines; what was cut is shown by an ellipsis."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1].rstrip(" .,") + "…"]


def _pieces(word: str, measure: Measure) -> list[str]:
    pieces, piece = [], ""
    for sign in word:
        if piece and measure(piece + sign) > 1:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]
