"""Charts as PNG pictures: bars with their figures written beside them, readable in grey print. The same figures give
the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from reports.writers.values import one_line, paper

Figure = int | Decimal
_INK, _GREY, _LINE, _PAPER = "#16211F", "#52605B", "#97A29D", "#FFFFFF"
# Dark and solid against hatched: told apart without colour.
_ACTUAL, _HATCH = "#0B6E69", "#7A8782"
_WIDTH, _EDGE = 1800, 30  # pixels; 150 mm on paper give 300 dots an inch
_TITLE, _TEXT = 46, 38
_BAR, _GAP = 46, 26


@dataclass(frozen=True)
class Bar:
    """What a bar says: `value`, and the plan it is held against. None: there is none (no bar, a dash)."""

    label: str
    value: Figure | None
    plan: Figure | None = None


def bars_png(title: str, bars: Sequence[Bar], *, names: tuple[str, str] | None = None, unit: str = "") -> bytes:
    """Horizontal bars, a label above each: for long labels, such as answers of a survey or measures.

    `names`: what actual and plan are called, where there are plans; `unit`: written behind each figure, such as " %".
    """
    most = _most(bars)
    blocks = [(bar, _wrapped(bar.label, _WIDTH - 2 * _EDGE, _TEXT)) for bar in bars]
    each = _BAR + 8
    high = sum(len(lines) * _line(_TEXT) + each * (2 if names else 1) + _GAP for _, lines in blocks)
    picture, pen, y = _begun(title, names, high)
    room = _WIDTH - 2 * _EDGE - _figure_room(bars, unit)
    for bar, lines in blocks:
        y = _text(pen, lines, y)
        for value, is_plan in [(bar.value, False)] + ([(bar.plan, True)] if names else []):
            length = _length(value, most, room)
            if value is not None:
                _filled(picture, (_EDGE, y, _EDGE + length, y + _BAR), is_plan=is_plan)
            pen.text((_EDGE + length + 14, y - 2), _said(value, unit), fill=_INK, font=_font(_TEXT, True))
            y += each
        y += _GAP
    return _png(picture)


@lru_cache(maxsize=32)
def _font(size: int, is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    return ImageFont.truetype(settings.FONT_DIR / name, size, layout_engine=ImageFont.Layout.BASIC)


def _line(size: int) -> int:
    return round(size * 1.35)


def _most(bars: Sequence[Bar]) -> float:
    return max(
        [float(one) for bar in bars for one in (bar.value, bar.plan) if one is not None and one > 0], default=1.0
    )


def _length(value: Figure | None, most: float, room: float) -> int:
    """Pixels of a bar; nothing is a thin line, so that it is seen to be there."""
    return max(3, round(room * float(value) / most)) if value is not None and value > 0 else 3


def _said(value: Figure | None, unit: str) -> str:
    return "–" if value is None else paper(value) + unit


def _figure_room(bars: Sequence[Bar], unit: str) -> float:
    said = [_said(value, unit) for bar in bars for value in (bar.value, bar.plan)]
    return max((_font(_TEXT, True).getlength(one) for one in said), default=0.0) + 20


def _wrapped(text: str, width: float, size: int, *, bold: bool = False) -> list[str]:
    """Lines of at most `width` pixels; a word that is wider is cut with an ellipsis."""
    font, lines = _font(size, bold), [""]
    for word in one_line(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, width, font) for line in lines]


def _cut(line: str, width: float, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(line + "…") > width:
        line = line[:-1]
    return line + "…"


def _begun(title: str, names: tuple[str, str] | None, high: int) -> tuple[Image.Image, ImageDraw.ImageDraw, int]:
    """White paper with the title and what the two kinds of bars are; where the bars begin."""
    head = _wrapped(title, _WIDTH - 2 * _EDGE, _TITLE, bold=True)
    top = _EDGE + len(head) * _line(_TITLE) + 14
    legend = _line(_TEXT) + 24 if names else 0
    picture = Image.new("RGB", (_WIDTH, top + legend + high + _EDGE), _PAPER)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(head):
        pen.text((_EDGE, _EDGE + number * _line(_TITLE)), line, fill=_INK, font=_font(_TITLE, True))
    x = float(_EDGE)
    for place, name in enumerate(names or ()):
        _filled(picture, (round(x), top + 4, round(x) + 60, top + 4 + _TEXT), is_plan=bool(place))
        pen.text((x + 76, top), name, fill=_GREY, font=_font(_TEXT, False))
        x += 76 + _font(_TEXT, False).getlength(name) + 60
    return picture, pen, top + legend


def _text(pen: ImageDraw.ImageDraw, lines: Sequence[str], y: int) -> int:
    for line in lines:
        pen.text((_EDGE, y), line, fill=_INK, font=_font(_TEXT, False))
        y += _line(_TEXT)
    return y


def _filled(picture: Image.Image, box: tuple[int, int, int, int], *, is_plan: bool) -> None:
    """A bar: what was reached is solid, the plan is hatched with an edge."""
    left, top, right, bottom = box
    pen = ImageDraw.Draw(picture)
    if not is_plan:
        pen.rectangle(box, fill=_ACTUAL)
        return
    width, height = max(right - left, 1), max(bottom - top, 1)
    bar = Image.new("RGB", (width, height), _PAPER)
    hatch = ImageDraw.Draw(bar)
    for start in range(-height, width, 14):
        hatch.line((start, height, start + height, 0), fill=_HATCH, width=3)
    hatch.rectangle((0, 0, width - 1, height - 1), outline=_INK, width=2)
    picture.paste(bar, (left, top))


def _png(picture: Image.Image) -> bytes:
    made = BytesIO()
    # Few colours: a small file that prints sharp.
    picture.quantize(32, dither=Image.Dither.NONE).save(made, "PNG", optimize=True, dpi=(300, 300))
    return made.getvalue()
