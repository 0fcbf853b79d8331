"""As a PDF: selectable text, headings of tables on every page, links that open."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from fpdf import FPDF

from media_log.writers.parts import Document, LinkList, Picture, Progress, Section, Steps, Table, printable, shown

MARGIN, FOOT = 12.0, 14.0  # mm
_MM_PER_POINT = 25.4 / 72
_LEADING = 1.3
_TEXT, _SMALL = 9.0, 8.0
_PICTURE_HEIGHT = 62.0
_INK, _GREY, _BRAND, _FILL, _LINE = (22, 33, 31), (82, 96, 91), (11, 110, 105), (227, 241, 239), (150, 160, 156)
_Colour = tuple[int, int, int]


def write_pdf(document: Document, file: BinaryIO, progress: Progress) -> None:
    """Write the document; `progress(done, of)` is called between parts of the work."""
    paper = _Paper(document)
    step = Steps(document, progress)
    paper.add_page()
    paper.words(document.title, 15, bold=True)
    for line in document.lines:
        paper.words(line, _TEXT)
    for section in document.sections:
        _section(paper, section, step)
    file.write(bytes(paper.output()))


class _Paper(FPDF):
    """A4 with our font and a foot on every page. `fit` breaks a text by widths of letters that are remembered: asking
    the library for each line takes most of the time of a long list."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4", unit="mm", orientation="landscape" if document.is_landscape else "portrait")
        self._document = document
        self._widths: dict[tuple[str, str], float] = {}
        self.set_auto_page_break(False)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_title(printable(document.title))
        self.set_lang(document.language)
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self.add_font("DejaVu", style, settings.FONT_DIR / name)

    def footer(self) -> None:
        """When it was made, and the page; their number is known at the end and filled in for {nb}."""
        self.set_y(self.h - 11)
        self.set_font("DejaVu", "", 7)
        self.set_text_color(*_GREY)
        self.cell(self.room / 2, 4, printable(self._document.made))
        self.cell(self.room / 2, 4, self._document.page_of(str(self.page_no()), "{nb}"), align="R")

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.w - 2 * MARGIN

    def need(self, height: float) -> bool:
        """Begin a new page where so much does not fit any more; whether it did."""
        if self.get_y() + height <= self.h - FOOT:
            return False
        self.add_page()
        return True

    def fit(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """The text in lines of at most `width` mm; a word that is longer is broken."""
        lines, line, used = [], "", 0.0
        blank = self._width(" ", bold) * size
        for word in text.split(" "):
            wide = self._width(word, bold) * size
            if line and used + blank + wide <= width:
                line, used = f"{line} {word}", used + blank + wide
                continue
            if line:
                lines.append(line)
            line, used = word, wide
            while used > width and len(line) > 1:
                kept = self._most(line, width, size, bold)
                lines.append(line[:kept])
                line = line[kept:]
                used = self._width(line, bold) * size
        return [*lines, line]

    def _most(self, word: str, width: float, size: float, bold: bool) -> int:
        used = 0.0
        for place, sign in enumerate(word):
            used += self._width(sign, bold) * size
            if used > width:
                return max(1, place)
        return len(word)

    def _width(self, text: str, bold: bool) -> float:
        """In mm at one point; of a word the sum of its letters."""
        style = "B" if bold else ""
        total = 0.0
        for sign in text:
            found = self._widths.get((sign, style))
            if found is None:
                self.set_font("DejaVu", style, 100)
                found = self._widths[sign, style] = self.get_string_width(sign) / 100
            total += found
        return total

    def words(self, text: str, size: float, *, bold: bool = False, colour: _Colour = _INK, link: str = "") -> None:
        """A paragraph from the left margin on, over as many pages as it wants."""
        tall = size * _MM_PER_POINT * _LEADING
        for line in self.fit(printable(text), self.room, size, bold=bold):
            self.need(tall)
            self.put(line, MARGIN, size, bold=bold, colour=colour, link=link)
            self.set_y(self.get_y() + tall)

    def put(
        self, line: str, left: float, size: float, *, bold: bool = False, colour: _Colour = _INK, link: str = ""
    ) -> None:
        """One line at this height."""
        self.set_font("DejaVu", "B" if bold else "", size)
        self.set_text_color(*colour)
        tall = size * _MM_PER_POINT * _LEADING
        self.text(left, self.get_y() + tall * 0.78, line)
        if link:
            self.link(left, self.get_y(), self.get_string_width(line), tall, link)


def _section(paper: _Paper, section: Section, step: Steps) -> None:
    paper.need(30)
    paper.set_y(paper.get_y() + 5)
    if section.heading:
        paper.words(section.heading, 12, bold=True)
        paper.set_y(paper.get_y() + 1)
    for note in section.notes:
        paper.words(note, _TEXT)
    if section.table:
        paper.set_y(paper.get_y() + 1)
        _table(paper, section.table, step)
    if section.links:
        _links(paper, section.links, step)
    if section.pictures:
        _pictures(paper, section.pictures, step)


def _table(paper: _Paper, table: Table, step: Steps) -> None:
    widths = [paper.room * width / sum(table.widths) for width in table.widths]
    _row(paper, table.headings, widths, bold=True, fill=True)
    rows = [(row, False) for row in table.rows] + ([(table.sums, True)] if table.sums else [])
    for row, is_sum in rows:
        _row(paper, row, widths, bold=is_sum, headings=table.headings)
        step()


def _row(
    paper: _Paper,
    values: Sequence[object],
    widths: Sequence[float],
    *,
    bold: bool = False,
    fill: bool = False,
    headings: Sequence[str] = (),
) -> None:
    tall = _SMALL * _MM_PER_POINT * _LEADING
    texts = [paper.fit(shown(value), width - 2, _SMALL, bold=bold) for value, width in zip(values, widths, strict=True)]
    # Nothing that anybody types is taller than a page; were it so, its end is cut.
    most = int((paper.h - MARGIN - FOOT - 20) // tall)
    texts = [lines[:most] for lines in texts]
    height = max(len(lines) for lines in texts) * tall + 1.6
    if paper.need(height) and headings:
        _row(paper, headings, widths, bold=True, fill=True)
    top, left = paper.get_y(), MARGIN
    paper.set_draw_color(*_LINE)
    paper.set_fill_color(*_FILL)
    paper.set_line_width(0.2)
    for value, lines, width in zip(values, texts, widths, strict=True):
        paper.rect(left, top, width, height, style="DF" if fill else "D")
        is_figure = isinstance(value, int)
        for place, line in enumerate(lines):
            paper.set_y(top + 0.8 + place * tall)
            paper.set_font("DejaVu", "B" if bold else "", _SMALL)
            spare = width - 2 - paper.get_string_width(line) if is_figure else 0.0
            paper.put(line, left + 1 + max(0.0, spare), _SMALL, bold=bold)
        left += width
    paper.set_y(top + height)


def _links(paper: _Paper, links: LinkList, step: Steps) -> None:
    for group in links.groups:
        paper.need(16)
        paper.set_y(paper.get_y() + 2)
        paper.words(group.heading, _TEXT, bold=True)
        if not group.lines:
            paper.words(group.empty, _TEXT, colour=_GREY)
        for place, line in enumerate(group.lines, 1):
            link = line.url if line.url.isprintable() else ""
            paper.words(f"{place}. {line.text}", _TEXT, colour=_BRAND if link else _INK, link=link)
            if line.note:
                paper.words(f"({line.note})", _SMALL, colour=_GREY)
            step()


def _pictures(paper: _Paper, pictures: Sequence[Picture], step: Steps) -> None:
    """Two beside each other, the words beneath."""
    column = (paper.room - 6) / 2
    tall = _SMALL * _MM_PER_POINT * _LEADING
    paper.set_y(paper.get_y() + 2)
    for first in range(0, len(pictures), 2):
        pair = pictures[first : first + 2]
        captions = [paper.fit(printable(picture.caption), column, _SMALL)[:4] for picture in pair]
        sizes = [_size(picture, column) for picture in pair]
        high = max(height for _width, height in sizes)
        paper.need(high + 1 + max(len(lines) for lines in captions) * tall + 4)
        top = paper.get_y()
        for place, (picture, lines, (width, height)) in enumerate(zip(pair, captions, sizes, strict=True)):
            left = MARGIN + place * (column + 6)
            paper.image(BytesIO(picture.content), left, top, width, height)
            for number, line in enumerate(lines):
                paper.set_y(top + high + 1 + number * tall)
                paper.put(line, left, _SMALL, colour=_GREY)
            step()
        paper.set_y(top + high + 1 + max(len(lines) for lines in captions) * tall + 4)


def _size(picture: Picture, column: float) -> tuple[float, float]:
    """In mm, as large as the column and the row allow."""
    scale = min(column / picture.width, _PICTURE_HEIGHT / picture.height)
    return picture.width * scale, picture.height * scale
