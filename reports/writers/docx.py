"""A document as a Word file that looks like the field's forms. The same document gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import partial, singledispatchmethod
from io import BytesIO
from typing import Any, BinaryIO

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from reports.blocks import Bullets, Document, PageBreak, Paragraph, Picture, QrCode, Signature, Table
from reports.writers.archive import steadied
from reports.writers.codes import QR_SIZE, qr_png
from reports.writers.docx_styles import ALIGNS, LEFT, RIGHT, STYLES, Lists, new_paper, numbered_as, turn
from reports.writers.docx_tables import table_xml
from reports.writers.turning import Paper, Turned
from reports.writers.values import clean, one_line

# Times is narrower than the letters that are measured: by 6 % where a word of the forms is widest (Уақыты, Нақты).
PAPER = Paper(upright=210 - LEFT - RIGHT, across=297 - LEFT - RIGHT, letters=0.94)


def write(document: Document, file: BinaryIO, progress: Callable[[int, int], None]) -> None:
    """Write a Word file; `progress(done, of)` is called before every block and now and then within a long table."""
    made = _Writing(document)
    for place, block in enumerate(document.blocks):
        made.tick = partial(progress, place, len(document.blocks))
        made.tick()
        made.go_to(place)
        made.add(block)
    made.finish()
    packed = BytesIO()
    made.word.save(packed)
    packed.seek(0)
    steadied(packed, file)
    progress(len(document.blocks), len(document.blocks))


class _Writing:
    def __init__(self, document: Document) -> None:
        self.word = new_paper(document)
        self._turned = Turned(document, PAPER)
        self._is_wide = self._turned.is_wide[0] if document.blocks else document.is_wide
        self._place = 0
        self.tick: Callable[[], None] = lambda: None
        self._lists = Lists(self.word)
        self._starts_page = False

    @property
    def _width(self) -> float:
        return PAPER.across if self._is_wide else PAPER.upright

    @property
    def _highest(self) -> float:
        return 140.0 if self._is_wide else 200.0

    def go_to(self, place: int) -> None:
        """What follows is the block at `place`: turns the page where it lies otherwise than the one before."""
        self._place = place
        is_wide = self._turned.is_wide[place]
        if is_wide != self._is_wide:
            self._end_section()
            self._is_wide, self._starts_page = is_wide, False

    def _end_section(self) -> None:
        """The pages so far keep their direction: their properties stand in their last paragraph."""
        properties = deepcopy(self.word.element.body.sectPr)
        turn(Section(properties, self.word.part), is_wide=self._is_wide)
        body = self.word.element.body
        last = body.sectPr.getprevious()
        if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            last = self._gap()._p
        last.get_or_add_pPr().append(properties)

    def finish(self) -> None:
        """The last pages' direction."""
        turn(self.word.sections[-1], is_wide=self._is_wide)

    def _line(self, text: str, style: str, align: str = "left") -> Any:
        made: Any = self.word.add_paragraph(style=STYLES.get(style, STYLES["body"])[0])
        if text:
            made.add_run(text)
        if align != "left":
            made.alignment = ALIGNS[align]
        if self._starts_page:
            made.paragraph_format.page_break_before = True
            self._starts_page = False
        return made

    @singledispatchmethod
    def add(self, block: Any) -> None:
        """Write a block at the end."""
        raise TypeError(f"no way to write {type(block).__name__}")

    @add.register
    def _(self, block: Paragraph) -> None:
        for line in clean(block.text).split("\n"):
            made = self._line(line, block.style, block.align)
            if block.keep:
                made.paragraph_format.keep_with_next = True

    @add.register
    def _(self, block: Bullets) -> None:
        number = self._lists.new(numbered=block.numbered)
        for item in block.items:
            numbered_as(self._line(clean(item), "list"), number)

    @add.register
    def _(self, block: Table) -> None:
        if block.caption:
            self._line(clean(block.caption), "caption")
        elif self._starts_page:
            self._gap()
        # Before the section's own properties, which stay last.
        sheet, fitted = self._turned.table(self._place)
        made = table_xml(sheet, fitted, PAPER.padding(sheet.columns), self.tick)
        self.word.element.body.sectPr.addprevious(made)
        self._gap()

    def _gap(self) -> Any:
        """Between two tables, which would grow together without it."""
        gap = self._line("", "body")
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing = Pt(8)
        return gap

    @add.register
    def _(self, block: Picture) -> None:
        size = Image.from_blob(block.png)
        width = min(block.width, self._width, self._highest * size.px_width / size.px_height)
        self._picture(block.png, width, block.words)
        if block.words:
            self._line(one_line(block.words), "small", "center")

    def _picture(self, png: bytes, width: float, words: str) -> None:
        line = self._line("", "body", "center")
        line.paragraph_format.keep_with_next = True
        line.add_run().add_picture(BytesIO(png), width=Mm(width))
        for drawing in line._p.iter(qn("wp:docPr")):
            drawing.set("descr", one_line(words))

    @add.register
    def _(self, block: QrCode) -> None:
        self._picture(qr_png(block.address), QR_SIZE, block.words or block.address)
        self._line(clean(block.words), "small", "center").paragraph_format.keep_with_next = True

    @add.register
    def _(self, block: Signature) -> None:
        for label in block.lines:
            line = self._line(f"{one_line(label)} \t", "body")
            line.paragraph_format.space_before = Pt(14)
            is_last = label == block.lines[-1] and not block.filled and not block.seal
            line.paragraph_format.keep_with_next = not is_last
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self._width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        if block.filled:
            line = self._line(clean(block.filled), "body")
            line.paragraph_format.space_before = Pt(14)
            line.paragraph_format.keep_with_next = bool(block.seal)
        if block.seal:
            self._line(clean(block.seal), "body").paragraph_format.space_before = Pt(18)

    @add.register
    def _(self, block: PageBreak) -> None:
        self._starts_page = True
