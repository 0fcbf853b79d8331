"""The attendance list as a PDF to attach: selectable text, signatures as lines, headings on each page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.conf import settings
from fpdf import FPDF

from reports.writers.attendance_list import (
    FIELD_HEIGHT,
    FIELD_WIDTH,
    ROWS_PER_STEP,
    AttendanceList,
    Heading,
    ListLine,
    Progress,
    Strokes,
)

MARGIN, BOTTOM = 10.0, 282.0  # mm on A4
INNER = 190.0
_MM_PER_POINT = 25.4 / 72
_TEXT = 8.0
_LEAST_ROW = 6.5
_SIGNED_ROW = 9.5
_INK, _GREY, _FILL = (22, 33, 31), (82, 96, 91), (238, 242, 240)


def write_attendance_list_pdf(content: AttendanceList, file: BinaryIO, progress: Progress) -> None:
    """Write the list; `progress(done, of)` is called before every part of the work."""
    pdf = _Paper(content)
    pdf.add_page()
    _head(pdf, content)
    _headings(pdf, content.headings)
    for place, line in enumerate(content.rows):
        if place % ROWS_PER_STEP == 0:
            progress(place // ROWS_PER_STEP, content.steps)
        _line(pdf, content.headings, line)
    _sums(pdf, content)
    file.write(bytes(pdf.output()))


class _Paper(FPDF):
    """A4 with our font and a foot on every page."""

    def __init__(self, content: AttendanceList) -> None:
        super().__init__(format="A4", unit="mm")
        self._content = content
        self.set_auto_page_break(False)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.c_margin = 0.8
        self.set_title(_plain(f"{content.title[0]} · {content.activity}"))
        self.set_lang(content.language)
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font("DejaVu", style, settings.FONT_DIR / name)

    def footer(self) -> None:
        """When it was made, and the page; their number is known at the end and filled in for {nb}."""
        self.set_y(287)
        self.set_font("DejaVu", "", 7)
        self.set_text_color(*_GREY)
        self.cell(INNER / 2, 4, _plain(self._content.made))
        self.cell(INNER / 2, 4, self._content.page_of(str(self.page_no()), "{nb}"), align="R")


def _head(pdf: FPDF, content: AttendanceList) -> None:
    for place, title in enumerate(content.title):
        _paragraph(pdf, title, 14 - 3 * place, bold=True)
    _paragraph(pdf, content.activity, 10, bold=True)
    for line in content.lines:
        _paragraph(pdf, line, 9)
    pdf.ln(3)


def _headings(pdf: FPDF, headings: Sequence[Heading]) -> None:
    pdf.set_font("DejaVu", "B", 6.5)
    texts = ["\n".join(heading.texts) for heading in headings]
    widths = [heading.width for heading in headings]
    height = max(_height(pdf, text, width, 6.5) for text, width in zip(texts, widths, strict=True)) + 1
    pdf.set_draw_color(*_INK)
    pdf.set_fill_color(*_FILL)
    top, left = pdf.get_y(), MARGIN
    for text, width in zip(texts, widths, strict=True):
        pdf.rect(left, top, width, height, style="DF")
        _inside(pdf, text, left, top, width, height, 6.5, align="C")
        left += width
    pdf.set_y(top + height)


def _line(pdf: FPDF, headings: Sequence[Heading], line: ListLine) -> None:
    pdf.set_font("DejaVu", "", _TEXT)
    texts = [_plain(text) for text in (line.number, *line.cells)]
    widths = [heading.width for heading in headings]
    height = max(_height(pdf, text, width, _TEXT) for text, width in zip(texts, widths, strict=False)) + 1.6
    height = max(height, _SIGNED_ROW if line.strokes else _LEAST_ROW)
    if pdf.get_y() + height > BOTTOM:
        pdf.add_page()
        _headings(pdf, headings)
        pdf.set_font("DejaVu", "", _TEXT)
    pdf.set_draw_color(*_INK)
    pdf.set_line_width(0.15)
    top, left = pdf.get_y(), MARGIN
    for place, width in enumerate(widths):
        pdf.rect(left, top, width, height)
        if place < len(texts):
            _inside(pdf, texts[place], left, top, width, height, _TEXT, align="C" if place == 0 else "L")
        elif line.strokes:
            _signature(pdf, line.strokes, left, top, width, height)
        left += width
    pdf.set_y(top + height)


def _signature(pdf: FPDF, strokes: Strokes, left: float, top: float, width: float, height: float) -> None:
    scale = min((width - 1) / FIELD_WIDTH, (height - 1) / FIELD_HEIGHT)
    x0, y0 = left + (width - FIELD_WIDTH * scale) / 2, top + (height - FIELD_HEIGHT * scale) / 2
    pdf.set_line_width(0.25)
    for stroke in strokes:
        points = [(x0 + x * scale, y0 + y * scale) for x, y in stroke]
        pdf.polyline(points if len(points) > 1 else [points[0], (points[0][0] + 0.2, points[0][1])])
    pdf.set_line_width(0.15)


def _sums(pdf: FPDF, content: AttendanceList) -> None:
    if pdf.get_y() + 30 > BOTTOM:
        pdf.add_page()
    pdf.ln(3)
    for place, (words, number) in enumerate(content.sums, 1):
        _paragraph(pdf, f"{words}: {number}", 9, bold=place == len(content.sums))
    pdf.ln(1)
    _paragraph(pdf, content.rule, 7.5, colour=_GREY)


def _paragraph(pdf: FPDF, text: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = _INK) -> None:
    pdf.set_font("DejaVu", "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.set_x(MARGIN)
    pdf.multi_cell(INNER, size * _MM_PER_POINT * 1.25, _plain(text), align="L", new_x="LMARGIN", new_y="NEXT")


def _height(pdf: FPDF, text: str, width: float, size: float) -> float:
    """How many mm a text takes in a cell, in the font that is set."""
    lines: Any = pdf.multi_cell(width, size * _MM_PER_POINT * 1.2, text, dry_run=True, output="LINES", align="L")
    return max(1, len(lines)) * size * _MM_PER_POINT * 1.2


def _inside(
    pdf: FPDF, text: str, left: float, top: float, width: float, height: float, size: float, *, align: str
) -> None:
    pdf.set_text_color(*_INK)
    spare = max(0.0, height - _height(pdf, text, width, size))
    pdf.set_xy(left, top + spare / 2)
    pdf.multi_cell(width, size * _MM_PER_POINT * 1.2, text, align=align)


def _plain(text: str) -> str:
    """One line of printable text."""
    return " ".join("".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text).split())
