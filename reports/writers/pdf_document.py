"""A document as a PDF: selectable text, the same blocks as the Word file. The same document gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, singledispatchmethod
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image

from reports.blocks import Bullets, Document, PageBreak, Paragraph, Picture, QrCode, Signature, Table
from reports.writers import turning
from reports.writers.codes import QR_SIZE, qr_png
from reports.writers.pdf_paper import GREY, INK, LEADING, LEFT, MM_PER_POINT, RIGHT, Paper
from reports.writers.pdf_tables import PaperTable
from reports.writers.values import clean, one_line

PAPER = turning.Paper(upright=210 - LEFT - RIGHT, across=297 - LEFT - RIGHT, largest=10)
# Style of a block: points, bold, mm before and after.
_STYLES: dict[str, tuple[float, bool, float, float]] = {
    "title": (13, True, 0, 4),
    "heading": (12, True, 5, 2),
    "subheading": (11, True, 3.5, 1.5),
    "body": (10.5, False, 0, 2),
    "small": (8.5, False, 0, 1.5),
    "label": (10.5, True, 2, 0.8),
    "caption": (10, True, 3, 1.5),
    "list": (10.5, False, 0, 1),
}
# What must stand on the page with a heading.
_WITH_HEADING = 32.0
_LEVELS = {"heading": 0, "subheading": 1}
_SEAL = 34.0


def write(document: Document, file: BinaryIO, progress: Callable[[int, int], None]) -> None:
    """Write a PDF; `progress(done, of)` is called before every block and now and then within a long table."""
    made = _Writing(document)
    for place, block in enumerate(document.blocks):
        made.tick = partial(progress, place, len(document.blocks))
        made.tick()
        made.go_to(place)
        made.add(block)
    file.write(bytes(made.pdf.output()))
    progress(len(document.blocks), len(document.blocks))


class _Writing:
    def __init__(self, document: Document) -> None:
        self.pdf = Paper(document)
        self.tick: Callable[[], None] = lambda: None
        self._turned = turning.Turned(document, PAPER)
        self._place = 0
        self._level = -1
        if document.blocks:
            self.pdf.is_wide = self._turned.is_wide[0]
        self.pdf.turn()

    def go_to(self, place: int) -> None:
        """What follows is the block at `place`: a new page where it lies otherwise than the one before."""
        self._place = place
        if self._turned.is_wide[place] != self.pdf.is_wide:
            self.pdf.is_wide = self._turned.is_wide[place]
            self.pdf.turn()

    def _text(self, text: str, style: str, align: str = "left", indent: float = 0, lead: str = "") -> None:
        size, bold, before, after = _STYLES.get(style, _STYLES["body"])
        pdf, high = self.pdf, size * MM_PER_POINT * LEADING
        lines = pdf.wrapped(clean(text), pdf.width - indent, size, bold=bold)
        stays = style in turning.STAYS_WITH_NEXT or style == "caption"
        pdf.need(before + len(lines) * high + _WITH_HEADING if stays else before + min(len(lines), 2) * high)
        if not pdf.is_fresh:
            pdf.y += before
        if style in _LEVELS and lines[0]:
            self._bookmark(one_line(text), _LEVELS[style])
        colour = GREY if style == "small" else INK
        for number, line in enumerate(lines):
            pdf.need(high)
            if lead and not number:
                pdf.put(lead, LEFT, pdf.y, indent - 1.5, size, align="right")
            pdf.put(line, LEFT + indent, pdf.y, pdf.width - indent, size, bold=bold, align=align, colour=colour)
            pdf.y += high
        pdf.y += after

    def _bookmark(self, text: str, level: int) -> None:
        """A line of the contents beside the pages; a level never skips one."""
        self._level = min(level, self._level + 1)
        self.pdf.start_section(text[:120], self._level, strict=False)

    @singledispatchmethod
    def add(self, block: Any) -> None:
        """Write a block at the end."""
        raise TypeError(f"no way to write {type(block).__name__}")

    @add.register
    def _(self, block: Paragraph) -> None:
        align = "center" if block.style == "title" and block.align == "left" else block.align
        self._text(block.text, block.style, align)

    @add.register
    def _(self, block: Bullets) -> None:
        for number, item in enumerate(block.items, 1):
            self._text(item, "list", indent=8, lead=f"{number}." if block.numbered else "–")
        self.pdf.y += 1

    @add.register
    def _(self, block: Table) -> None:
        if block.caption:
            self._text(block.caption, "caption")
        sheet, fitted = self._turned.table(self._place)
        PaperTable(self.pdf, sheet, fitted, PAPER.padding(sheet.columns)).write(self.tick)
        self.pdf.y += 4

    @add.register
    def _(self, block: Picture) -> None:
        with Image.open(BytesIO(block.png)) as picture:
            ratio = picture.height / picture.width
        highest = self.pdf.bottom - 45
        width = min(block.width, self.pdf.width, highest / ratio)
        self._picture(block.png, width, width * ratio, block.words)

    def _picture(self, png: bytes, width: float, height: float, words: str) -> float:
        """A picture in the middle with its words beneath; where its upper edge is."""
        pdf = self.pdf
        pdf.need(height + 8)
        top = pdf.y
        pdf.image(BytesIO(png), LEFT + (pdf.width - width) / 2, top, w=width, h=height, alt_text=one_line(words))
        pdf.y = top + height + 1
        if words:
            self._text(words, "small", "center")
        pdf.y += 1
        return top

    @add.register
    def _(self, block: QrCode) -> None:
        top = self._picture(qr_png(block.address), QR_SIZE, QR_SIZE, block.words)
        left = LEFT + (self.pdf.width - QR_SIZE) / 2
        self.pdf.link(left, top, QR_SIZE, QR_SIZE, block.address)

    @add.register
    def _(self, block: Signature) -> None:
        pdf, size = self.pdf, 10.5
        high = size * MM_PER_POINT * LEADING
        labels = [pdf.wrapped(one_line(label), pdf.width * 0.55, size) for label in block.lines]
        # A person signs one page, not the end of one and the beginning of the next.
        filled = pdf.wrapped(one_line(block.filled), pdf.width, size) if block.filled else []
        signed = sum(5 + len(lines) * high for lines in [*labels, filled])
        pdf.need(min(signed + (_SEAL + 8 if block.seal else 0), 200))
        for lines in labels:
            pdf.y += 5
            for line in lines:
                pdf.need(high)
                pdf.put(line, LEFT, pdf.y, pdf.width, size)
                pdf.y += high
            pdf.line(LEFT + pdf.length(lines[-1], size) + 3, pdf.y, LEFT + pdf.width, pdf.y)
        pdf.y += 5 if filled else 0
        for line in filled:
            pdf.put(line, LEFT, pdf.y, pdf.width, size)
            pdf.y += high
        if block.seal:
            pdf.y += 6
            pdf.dashed_circle(LEFT, pdf.y, _SEAL)
            pdf.put(one_line(block.seal), LEFT, pdf.y + _SEAL / 2 - high / 2, _SEAL, size, align="center", colour=GREY)
            pdf.y += _SEAL + 2

    @add.register
    def _(self, block: PageBreak) -> None:
        if not self.pdf.is_fresh:
            self.pdf.turn()
