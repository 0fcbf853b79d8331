"""Widths of columns: as asked for, but never narrower than the longest word of a heading; letters shrink before words
break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from PIL import ImageFont

from reports.writers.layout import Grid, Placed, Sheet
from reports.writers.values import paper

MM_PER_POINT = 25.4 / 72
# Longer words are addresses, which may break anywhere.
_LONGEST_WORD = 22
_FONTS = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_MEASURED_AT = 100


@dataclass(frozen=True)
class Fit:
    """`size` of the letters in points, `widths` in mm; `fits`: no word of a heading breaks."""

    size: float
    widths: tuple[float, ...]
    fits: bool


@lru_cache(maxsize=2)
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    path = settings.FONT_DIR / _FONTS[is_bold]
    return ImageFont.truetype(path, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def word_width(word: str, is_bold: bool) -> float:
    """How many mm a word takes at one point."""
    return float(_font(is_bold).getlength(word)) / _MEASURED_AT * MM_PER_POINT


def fit(sheet: Sheet, total: float, sizes: Sequence[float], padding: float, letters: float = 1.0) -> Fit:
    """The largest of `sizes` at which no word breaks in `total` mm; `padding`: mm that a cell keeps free in its width;
    `letters`: how wide the format's letters are against the ones measured here."""
    least = [width * letters for width in _longest_words(sheet)]
    weights = _weights(sheet)
    for size in sizes:
        narrowest = [width * size + padding for width in least]
        if sum(narrowest) <= total:
            return Fit(size, tuple(_shared_out(weights, narrowest, total)), True)
    squeezed = [width * total / sum(narrowest) for width in narrowest]
    return Fit(sizes[-1], tuple(squeezed), False)


def _longest_words(sheet: Sheet) -> list[float]:
    """Per column, of the cells that stand in it alone: mm at one point."""
    least = [0.0] * sheet.columns
    for placed, is_head in _looked_at(sheet):
        if placed.cell.columns == 1 and not placed.covered:
            bold = is_head or placed.cell.is_bold
            words = [word for word in paper(placed.cell).split(None) if is_head or len(word) <= _LONGEST_WORD]
            # A little more than measured: the reader's own font is not ours.
            least[placed.column] = max([least[placed.column], *(word_width(word, bold) * 1.02 for word in words)])
    return least


def _looked_at(sheet: Sheet) -> Iterable[tuple[Placed, bool]]:
    for row in sheet.head:
        for placed in row:
            yield placed, True
    grid = Grid(sheet.columns)
    for cells in sheet.first:
        for placed in grid.row(cells):
            yield placed, False


def _weights(sheet: Sheet) -> list[float]:
    """What was asked for; otherwise by how much the first rows say in each column."""
    asked = [max(width, 0.01) for width in sheet.table.widths[: sheet.columns]]
    if asked:
        return asked + [sum(asked) / len(asked)] * (sheet.columns - len(asked))
    said = [[6] for _ in range(sheet.columns)]
    for placed, is_head in _looked_at(sheet):
        if placed.cell.columns == 1 and not placed.covered:
            said[placed.column].append(min(len(paper(placed.cell)) // (3 if is_head else 1), 60))
    return [float(sum(lengths) / len(lengths) + max(lengths)) for lengths in said]


def _shared_out(weights: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """`total` by weights, each at least its least (which fit together)."""
    widths = list(least)
    free = set(range(len(widths)))
    while free:
        room = total - sum(widths[column] for column in range(len(widths)) if column not in free)
        unit = room / sum(weights[column] for column in free)
        too_narrow = {column for column in free if weights[column] * unit < least[column]}
        if not too_narrow:
            for column in free:
                widths[column] = weights[column] * unit
            break
        free -= too_narrow
    return widths
