"""A numbered attendance list to print and to sign, in Kazakh and Russian; rows wide enough for a pen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from fpdf import FPDF

from events.paper import GREY, INK, draw_code, height_of, new_paper, write

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 10.0
ROW = 9.5  # mm, for handwriting
_HEADING = 10.0
_CODE = 30.0
_FOOT = 8.0
_SMALL, _TINY = 7.5, 6.5
INNER = WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Column:
    """A column: its headings, one per language, and its width in mm."""

    headings: tuple[str, ...]
    width: float


@dataclass(frozen=True)
class SheetSpec:
    """What a list says. Texts in several languages stand under each other in the order given.

    `lines`: date, place …; `consent`: the whole sentences people sign under; `notes`: how to fill it in; `legend`: the
    numbers of statuses; `names`: what is printed on the first rows; `page_of`: "page 1 of 2" in words.
    """

    title: tuple[str, ...]
    activity: str
    lines: tuple[str, ...]
    consent: tuple[str, ...]
    notes: tuple[str, ...]
    legend: tuple[str, ...]
    columns: tuple[Column, ...]
    link: str
    number: str
    first_row: int
    rows: int
    names: tuple[str, ...]
    page_of: Callable[[int, int], str]


def sheet_pdf(spec: SheetSpec) -> bytes:
    """The list as a PDF; the column headings stand on every page."""
    pages = _pages(spec)
    pdf = new_paper(" · ".join((*spec.title, spec.activity)), language="kk")
    number = count(spec.first_row)
    names = iter(spec.names)
    for place, rows in enumerate(pages):
        pdf.add_page()
        top = _head(pdf, spec) if place == 0 else _short_head(pdf, spec)
        top = _headings(pdf, spec.columns, top)
        for _row in range(rows):
            _line(pdf, spec.columns, next(number), next(names, ""), top)
            top += ROW
        _foot(pdf, spec, place + 1, len(pages))
    return bytes(pdf.output())


def _pages(spec: SheetSpec) -> list[int]:
    """How many rows stand on each page; drawn once on nothing to learn how tall the heads are."""
    blind = new_paper("", language="kk")
    blind.add_page()
    heading = _heading_height(blind, spec.columns)
    room = [HEIGHT - MARGIN - _FOOT - heading - draw(blind, spec) for draw in (_head, _short_head)]
    first, other = (max(1, int(height // ROW)) for height in room)
    left, pages = spec.rows, [min(spec.rows, first)]
    left -= pages[0]
    while left:
        pages.append(min(left, other))
        left -= pages[-1]
    return pages


def _head(pdf: FPDF, spec: SheetSpec) -> float:
    """Everything above the table of the first page; returns where it ends."""
    width = INNER - _CODE - 4
    top = MARGIN
    for place, title in enumerate(spec.title):
        top = write(pdf, title, left=MARGIN, top=top, width=width, size=14 - 3 * place, bold=True)
    top = write(pdf, spec.activity, left=MARGIN, top=top + 1, width=width, size=10, bold=True, most=3)
    for line in spec.lines:
        top = write(pdf, line, left=MARGIN, top=top, width=width, size=9, most=3)
    draw_code(pdf, spec.link, left=WIDTH - MARGIN - _CODE + 2, top=MARGIN - 2, size=_CODE)
    write(
        pdf,
        spec.number,
        left=WIDTH - MARGIN - _CODE,
        top=MARGIN + _CODE - 3,
        width=_CODE + 2,
        size=8,
        bold=True,
        most=2,
        align="centre",
    )
    top = max(top, MARGIN + _CODE + 4.5) + 1.5
    for text in spec.consent:
        top = write(pdf, text, left=MARGIN, top=top, width=INNER, size=_SMALL, most=6) + 0.8
    for text in (*spec.notes, *spec.legend):
        top = write(pdf, text, left=MARGIN, top=top, width=INNER, size=_TINY, most=4, colour=GREY) + 0.3
    return top + 1.5


def _short_head(pdf: FPDF, spec: SheetSpec) -> float:
    top = write(pdf, " / ".join(spec.title), left=MARGIN, top=MARGIN, width=INNER - 45, size=9, bold=True)
    write(pdf, spec.number, left=WIDTH - MARGIN - 45, top=MARGIN, width=45, size=9, bold=True, align="right")
    top = write(pdf, spec.activity, left=MARGIN, top=top, width=INNER, size=8, colour=GREY)
    # The numbers of statuses are needed on every page.
    for text in spec.legend:
        top = write(pdf, text, left=MARGIN, top=top, width=INNER, size=_TINY, most=3, colour=GREY)
    return top + 1.5


def _headings(pdf: FPDF, columns: Sequence[Column], top: float) -> float:
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.2)
    pdf.set_fill_color(238, 242, 240)
    left, tall = MARGIN, _heading_height(pdf, columns)
    for column in columns:
        pdf.rect(left, top, column.width, tall, style="DF")
        inside = column.width - 1.5
        text_top = top + (tall - _texts_height(pdf, column)) / 2
        for text in column.headings:
            text_top = write(
                pdf, text, left=left + 0.75, top=text_top, width=inside, size=_TINY, bold=True, most=3, align="centre"
            )
        left += column.width
    return top + tall


def _heading_height(pdf: FPDF, columns: Sequence[Column]) -> float:
    """As tall as the longest heading wants it."""
    return max(_HEADING, *(_texts_height(pdf, column) + 1.2 for column in columns))


def _texts_height(pdf: FPDF, column: Column) -> float:
    width = column.width - 1.5
    return sum(height_of(pdf, text, width=width, size=_TINY, bold=True) for text in column.headings)


def _line(pdf: FPDF, columns: Sequence[Column], number: int, name: str, top: float) -> None:
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.2)
    left = MARGIN
    for place, column in enumerate(columns):
        pdf.rect(left, top, column.width, ROW)
        if place == 0:
            write(pdf, str(number), left=left, top=top + 2.6, width=column.width, size=10, align="centre")
        elif place == 1 and name:
            write(pdf, name, left=left + 1.5, top=top + 1.2, width=column.width - 3, size=8.5, most=2)
        left += column.width


def _foot(pdf: FPDF, spec: SheetSpec, page: int, pages: int) -> None:
    top = HEIGHT - MARGIN - 3
    write(pdf, spec.number, left=MARGIN, top=top, width=80, size=8, colour=GREY)
    words = spec.page_of(page, pages)
    write(pdf, words, left=WIDTH - MARGIN - 90, top=top, width=90, size=8, colour=GREY, align="right")
