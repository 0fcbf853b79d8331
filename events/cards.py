"""Cards with personal codes to cut out: ten of 85 × 54 mm (a bank card's size) on A4."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fpdf import FPDF

from events.paper import GREY, LINE, draw_code, height_of, new_paper, size_that_fits, write

WIDTH, HEIGHT = 85.0, 54.0  # mm
COLUMNS, ROWS = 2, 5
PER_PAGE = COLUMNS * ROWS
LEFT, TOP = (210 - COLUMNS * WIDTH) / 2, (297 - ROWS * HEIGHT) / 2
_CODE = 46.0
_MARK = 4.0
_EDGE = 4.0


@dataclass(frozen=True)
class Card:
    """One card. `link` is what the code holds, letter by letter; an empty `name` leaves a line to write on."""

    link: str
    short_code: str
    name: str = ""


@dataclass(frozen=True)
class CardSheet:
    """What all cards of a sheet share; `hint` are lines of small print, one per language."""

    title: str
    organisation: str
    hint: tuple[str, ...]
    has_names: bool
    language: str = "kk"


def cards_pdf(
    cards: Sequence[Card], sheet: CardSheet, progress: Callable[[int, int], None] = lambda done, of: None
) -> bytes:
    """The cards as a PDF; `progress(done, of)` is called before every page."""
    pdf = new_paper(sheet.title, language=sheet.language)
    pages = -(-len(cards) // PER_PAGE)
    for page in range(pages):
        progress(page, pages)
        pdf.add_page()
        _cut_marks(pdf)
        for place, card in enumerate(cards[page * PER_PAGE : (page + 1) * PER_PAGE]):
            row, column = divmod(place, COLUMNS)
            _draw(pdf, card, sheet, left=LEFT + column * WIDTH, top=TOP + row * HEIGHT)
    return bytes(pdf.output())


def _draw(pdf: FPDF, card: Card, sheet: CardSheet, *, left: float, top: float) -> None:
    draw_code(pdf, card.link, left=left + 1, top=top + (HEIGHT - _CODE) / 2, size=_CODE)
    text_left, width = left + 1 + _CODE, WIDTH - _CODE - 1 - _EDGE
    write(pdf, sheet.organisation, left=text_left, top=top + _EDGE, width=width, size=7, most=3, colour=GREY)
    size = size_that_fits(pdf, card.short_code, width=width, largest=17, bold=True)
    if card.name:
        fits = height_of(pdf, card.name, width=width, size=10, bold=True) < 13
        write(pdf, card.name, left=text_left, top=top + 14, width=width, size=10 if fits else 8, bold=True, most=4)
    elif sheet.has_names:
        pdf.set_draw_color(*LINE)
        pdf.line(text_left, top + 24, text_left + width, top + 24)
    write(pdf, card.short_code, left=text_left, top=top + 29, width=width, size=size, bold=True)
    under = top + 38
    for line in sheet.hint:
        under = write(pdf, line, left=text_left, top=under, width=width, size=6, most=2, colour=GREY)


def _cut_marks(pdf: FPDF) -> None:
    """Short lines outside the cards, and a small cross where four of them meet."""
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.1)
    right, bottom = LEFT + COLUMNS * WIDTH, TOP + ROWS * HEIGHT
    for column in range(COLUMNS + 1):
        x = LEFT + column * WIDTH
        for y in (TOP - _MARK - 1, bottom + 1):
            pdf.line(x, y, x, y + _MARK)
    for row in range(ROWS + 1):
        y = TOP + row * HEIGHT
        for x in (LEFT - _MARK - 1, right + 1):
            pdf.line(x, y, x + _MARK, y)
        for column in range(1, COLUMNS):
            x = LEFT + column * WIDTH
            pdf.line(x - 1, y, x + 1, y)
            pdf.line(x, y - 1, x, y + 1)
