"""A4 posters with a QR code: one layout, drawn as PDF (fpdf2) and as PNG (Pillow).

The layout is computed once in millimetres from the font's own widths, so both files look the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import qrcode
from django.conf import settings
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from events.poster_text import plain, shortened, wrapped

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 16.0  # mm, A4
DPI = 150
INK, BRAND, GREY = (22, 33, 31), (11, 110, 105), (82, 96, 91)
MM_PER_POINT = 25.4 / 72
QUIET_ZONE = 4  # modules, as the QR standard asks
TOP, BOTTOM = 15.0, 284.0  # mm: where text may begin, and the last line's baseline
CODE_LEAST, CODE_MOST = 106.0, 136.0  # mm, with the quiet zone
TITLE_SIZES = (34, 30, 27, 24, 21, 18, 16, 14)  # points, the largest that fits


@dataclass(frozen=True)
class PosterSpec:
    """What a poster says. Texts of one or two languages stand under each other in the order given.

    `heading` stands above the title, `lines` (date, place …) below it, `call` under the code; `link` is what the code
    holds, letter by letter.
    """

    title: str
    link: str
    heading: str = ""
    lines: tuple[str, ...] = ()
    call: tuple[str, ...] = ()
    organisation: str = ""
    languages: tuple[str, ...] = ("kk",)


@dataclass(frozen=True)
class Text:
    """One line of text, centred on the sheet: baseline in mm from the top, size in points."""

    text: str
    baseline: float
    size: float
    bold: bool
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class Layout:
    """Everything that is drawn. `modules` is the code with its quiet zone, true where it is dark."""

    texts: tuple[Text, ...]
    modules: tuple[tuple[bool, ...], ...]
    code_top: float
    code_size: float


def poster_pdf(spec: PosterSpec) -> bytes:
    """The poster as a PDF of one A4 page, its text selectable and its code drawn as shapes."""
    layout = lay_out(spec)
    pdf = FPDF(format="A4", unit="mm")
    pdf.set_auto_page_break(False)
    pdf.set_title(plain(spec.title))
    pdf.set_lang(spec.languages[0])
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font("DejaVu", style, settings.FONT_DIR / file)
    pdf.add_page()
    pdf.set_fill_color(*BRAND)
    pdf.rect(0, 0, WIDTH, 5, style="F")
    for line in layout.texts:
        pdf.set_font("DejaVu", "B" if line.bold else "", line.size)
        pdf.set_text_color(*line.colour)
        pdf.text((WIDTH - pdf.get_string_width(line.text)) / 2, line.baseline, line.text)
    pdf.set_fill_color(0, 0, 0)
    side = layout.code_size / len(layout.modules)
    left = (WIDTH - layout.code_size) / 2
    for row, first, length in dark_runs(layout.modules):
        # A hair wider than a module, so that no viewer shows white seams between rows.
        pdf.rect(left + first * side, layout.code_top + row * side, length * side + 0.02, side + 0.02, style="F")
    return bytes(pdf.output())


def poster_png(spec: PosterSpec) -> bytes:
    """The poster as a PNG picture, A4 at 150 dpi."""
    layout = lay_out(spec)
    image = Image.new("RGB", (_px(WIDTH), _px(HEIGHT)), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _px(WIDTH), _px(5)), fill=BRAND)
    for line in layout.texts:
        font = _font(line.bold, round(line.size * DPI / 72))
        draw.text((_px(WIDTH) / 2, _px(line.baseline)), line.text, line.colour, font, anchor="ms")
    # Whole pixels per module: a scaled code would blur at its edges.
    side = max(1, _px(layout.code_size) // len(layout.modules))
    left = (_px(WIDTH) - side * len(layout.modules)) // 2
    top = _px(layout.code_top)
    for row, first, length in dark_runs(layout.modules):
        x, y = left + first * side, top + row * side
        draw.rectangle((x, y, x + length * side - 1, y + side - 1), fill="black")
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(DPI, DPI))
    return file.getvalue()


def lay_out(spec: PosterSpec) -> Layout:
    """Place the small print from the bottom up, the title as large as it may be, the code in all the room between."""
    modules = qr_modules(spec.link)
    texts: list[Text] = []
    bottom = _stack_up(texts, [plain(spec.organisation)], BOTTOM, size=11, colour=GREY, most=2)
    link = spec.link.split("://")[-1]
    bottom = _stack_up(texts, [link], bottom - 3, size=_size_that_fits(link, 15, bold=True), bold=True, most=2)
    bottom = _stack_up(texts, list(spec.call), bottom - 3, size=18 if len(spec.call) < 2 else 15, bold=True)
    head, end = _head(spec, room=bottom - TOP - CODE_LEAST)
    code_size = min(CODE_MOST, bottom - end)
    spare = bottom - end - code_size
    lowered = [replace(line, baseline=line.baseline + spare / 2) for line in head]
    return Layout((*lowered, *texts), modules, bottom - code_size + 1, code_size)


def qr_modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """The code of a link, quiet zone included; level Q still reads with a quarter of it spoilt."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=QUIET_ZONE)
    code.add_data(link)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def _head(spec: PosterSpec, *, room: float) -> tuple[list[Text], float]:
    """Heading, title and lines within `room` mm, and where they end. A title too long for the smallest size is cut."""
    heading = wrapped(plain(spec.heading), _widths(True, 17))
    lines = [part for line in spec.lines for part in shortened(wrapped(plain(line), _widths(False, 17)), 2)]
    taken = (len(heading) + len(lines)) * _leading(17) + 5
    for size in TITLE_SIZES:
        title = wrapped(plain(spec.title), _widths(True, size))
        if len(title) * _leading(size) <= room - taken:
            break
    else:
        title = shortened(title, max(1, int((room - taken) / _leading(size))))
    texts: list[Text] = []
    baseline = TOP
    for rows, points, bold, colour, gap in (
        (heading, 17.0, True, BRAND, 0.0),
        (title, float(size), True, INK, 2.0),
        (lines, 17.0, False, INK, 3.0),
    ):
        baseline += gap
        for row in rows:
            baseline += _leading(points)
            texts.append(Text(row, baseline - _leading(points) * 0.25, points, bold, colour))
    return texts, baseline


def _stack_up(
    texts: list[Text],
    paragraphs: list[str],
    bottom: float,
    *,
    size: float,
    bold: bool = False,
    colour: tuple[int, int, int] = INK,
    most: int = 4,
) -> float:
    """Add paragraphs so that they end at `bottom`; returns where the next thing above may end."""
    rows = [row for text in paragraphs for row in shortened(wrapped(plain(text), _widths(bold, size)), most)]
    for place, row in enumerate(reversed(rows)):
        texts.append(Text(row, bottom - place * _leading(size), size, bold, colour))
    return bottom - len(rows) * _leading(size)


def _size_that_fits(text: str, largest: float, *, bold: bool) -> float:
    """The largest size in points at which a link stands on one line, not under 9."""
    width = _widths(bold, largest)(text)
    return max(9.0, min(largest, largest / width)) if width else largest


def _leading(points: float) -> float:
    """Distance of baselines in mm."""
    return points * MM_PER_POINT * 1.3


def _widths(bold: bool, points: float) -> Callable[[str], float]:
    """A function from a text to its share of the printable width at this size."""
    font = _font(bold, 100)
    scale = points * MM_PER_POINT / 100 / (WIDTH - 2 * MARGIN)
    return lambda text: font.getlength(text) * scale


@cache
def _font(bold: bool, pixels: int) -> ImageFont.FreeTypeFont:
    file = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    # The basic engine measures as fpdf2 does.
    return ImageFont.truetype(settings.FONT_DIR / file, pixels, layout_engine=ImageFont.Layout.BASIC)


def _px(millimetres: float) -> int:
    return round(millimetres * DPI / 25.4)


def dark_runs(modules: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int, int]]:
    """(row, first, length) of every unbroken run of dark modules."""
    runs = []
    for row, cells in enumerate(modules):
        first = None
        for column, dark in enumerate((*cells, False)):
            if dark and first is None:
                first = column
            elif not dark and first is not None:
                runs.append((row, first, column - first))
                first = None
    return runs
