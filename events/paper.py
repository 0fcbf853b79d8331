"""What is printed on A4 beside posters: one font, text that fits, codes drawn as shapes."""

from __future__ import annotations

from collections.abc import Callable

import qrcode
from django.conf import settings
from fpdf import FPDF

from events.poster_text import plain, shortened, wrapped
from events.posters import dark_runs

INK, GREY, LINE = (22, 33, 31), (82, 96, 91), (150, 160, 156)
MM_PER_POINT = 25.4 / 72
LEADING = 1.25

Modules = tuple[tuple[bool, ...], ...]


def new_paper(title: str, *, language: str, orientation: str = "portrait") -> FPDF:
    """An empty A4 document with our font; pages are added by hand."""
    pdf = FPDF(format="A4", unit="mm", orientation=orientation)
    pdf.set_auto_page_break(False)
    pdf.set_title(plain(title))
    pdf.set_lang(language)
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font("DejaVu", style, settings.FONT_DIR / file)
    return pdf


def code_modules(link: str) -> Modules:
    """The code of a link with its quiet zone, as dense as a camera at arm's length reads it well."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    # Splits a personal link: the address in bytes, the token in the denser alphanumeric mode.
    code.add_data(link, optimize=12)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def draw_code(pdf: FPDF, link: str, *, left: float, top: float, size: float) -> None:
    """Draw a link's code, quiet zone included, in a square of `size` mm."""
    modules = code_modules(link)
    side = size / len(modules)
    pdf.set_fill_color(0, 0, 0)
    for row, first, length in dark_runs(modules):
        # A hair wider than a module, so that no viewer shows white seams between rows.
        pdf.rect(left + first * side, top + row * side, length * side + 0.02, side + 0.02, style="F")


def write(
    pdf: FPDF,
    text: str,
    *,
    left: float,
    top: float,
    width: float,
    size: float,
    bold: bool = False,
    most: int = 1,
    colour: tuple[int, int, int] = INK,
    align: str = "left",
) -> float:
    """Write text into a column of `width` mm from `top` down, at most `most` lines; returns where it ends in mm."""
    pdf.set_font("DejaVu", "B" if bold else "", size)
    pdf.set_text_color(*colour)
    leading = size * MM_PER_POINT * LEADING
    for line in shortened(wrapped(plain(text), _measure(pdf, width)), most):
        spare = width - pdf.get_string_width(line)
        offset = {"left": 0.0, "centre": spare / 2, "right": spare}[align]
        pdf.text(left + offset, top + leading * 0.8, line)
        top += leading
    return top


def height_of(pdf: FPDF, text: str, *, width: float, size: float, bold: bool = False) -> float:
    """How many mm `write` would take for the whole of a text."""
    pdf.set_font("DejaVu", "B" if bold else "", size)
    return len(wrapped(plain(text), _measure(pdf, width))) * size * MM_PER_POINT * LEADING


def size_that_fits(
    pdf: FPDF, text: str, *, width: float, largest: float, least: float = 6, bold: bool = False
) -> float:
    """The largest size in points at which a text stands on one line."""
    pdf.set_font("DejaVu", "B" if bold else "", largest)
    needed = pdf.get_string_width(plain(text))
    return max(least, min(largest, largest * width / needed)) if needed else largest


def _measure(pdf: FPDF, width: float) -> Callable[[str], float]:
    return lambda text: pdf.get_string_width(text) / width
