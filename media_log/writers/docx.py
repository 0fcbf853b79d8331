"""As a Word document: headings, tables that repeat their headings, links that open."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any, BinaryIO

from docx.api import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from media_log.writers.parts import Document, LinkList, Picture, Progress, Section, Steps, Table, printable, shown

_INK, _GREY, _BRAND = RGBColor(22, 33, 31), RGBColor(82, 96, 91), "0B6E69"
_PICTURE_WIDTH, _PICTURE_HEIGHT = 7.5, 9.0  # cm at most
_CELL_HALF_POINTS = 19  # a day and a long heading stay on one line


def write_docx(document: Document, file: BinaryIO, progress: Progress) -> None:
    """Write the document; `progress(done, of)` is called between parts of the work."""
    paper = WordDocument()
    _set_up(paper, document)
    step = Steps(document, progress)
    paper.add_heading(printable(document.title), 0)
    for line in document.lines:
        paper.add_paragraph(printable(line))
    for section in document.sections:
        _section(paper, section, step)
    _foot(paper, document)
    paper.save(file)


def _set_up(paper: Any, document: Document) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if document.is_landscape:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.8)
    styles = paper.styles
    for name, size in (("Normal", 11), ("Title", 18), ("Heading 1", 14), ("Heading 2", 11)):
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), _INK
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        # The theme's fonts would win, and have no Kazakh letters in some of them.
        for old in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{old}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Calibri")
        styles[name].paragraph_format.space_after = Pt(4)
    language = styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), {"kk": "kk-KZ", "ru": "ru-RU"}.get(document.language, "en-GB"))
    language.append(spoken)
    paper.core_properties.title = printable(document.title)[:255]
    paper.core_properties.author = ""
    paper.core_properties.comments = ""


def _section(paper: Any, section: Section, step: Steps) -> None:
    if section.heading:
        paper.add_heading(printable(section.heading), 1)
    for note in section.notes:
        paper.add_paragraph(printable(note))
    if section.table:
        _table(paper, section.table, step)
    if section.links:
        _links(paper, section.links, step)
    if section.pictures:
        _pictures(paper, section.pictures, step)


def _table(paper: Any, table: Table, step: Steps) -> None:
    """One row is made, the others are its copies: making each anew takes ten times as long."""
    drawn = paper.add_table(rows=2, cols=len(table.headings))
    drawn.style, drawn.autofit = "Table Grid", False
    page = paper.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    widths = [int(room * width / sum(table.widths)) for width in table.widths]
    for place, (column, width) in enumerate(zip(drawn.columns, widths, strict=True)):
        column.width = width
        for cell in column.cells:
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        _write(drawn.rows[0].cells[place], table.headings[place], bold=True, fill="E3F1EF")
    heading = drawn.rows[0]._tr.get_or_add_trPr()
    heading.append(OxmlElement("w:tblHeader"))
    pattern = drawn.rows[1]._tr
    pattern.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    drawn._tbl.remove(pattern)
    rows = [(row, False) for row in table.rows] + ([(table.sums, True)] if table.sums else [])
    for row, is_sum in rows:
        copy = deepcopy(pattern)
        drawn._tbl.append(copy)
        for cell, value in zip(copy.tc_lst, row, strict=True):
            _fill(cell.p_lst[0], value, bold=is_sum)
        step()
    paper.add_paragraph()


def _write(cell: Any, text: str, *, bold: bool, fill: str) -> None:
    _fill(cell.paragraphs[0]._p, text, bold=bold)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _fill(paragraph: Any, value: object, *, bold: bool) -> None:
    if isinstance(value, int):
        paragraph.get_or_add_pPr().get_or_add_jc().val = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_r()
    if bold:
        run.get_or_add_rPr().append(OxmlElement("w:b"))
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), str(_CELL_HALF_POINTS))
    run.get_or_add_rPr().append(size)
    run.text = shown(value)


def _links(paper: Any, links: LinkList, step: Steps) -> None:
    for group in links.groups:
        paper.add_heading(printable(group.heading), 2)
        if not group.lines:
            _grey(paper.add_paragraph(), group.empty)
        for place, line in enumerate(group.lines, 1):
            paragraph = paper.add_paragraph(f"{place}. ")
            paragraph.paragraph_format.left_indent = Cm(0.6)
            if line.url and line.url.isprintable():
                _link(paper, paragraph, line.text, line.url)
            else:
                paragraph.add_run(printable(line.text))
            if line.note:
                _grey(paragraph, f" ({line.note})")
            step()


def _link(paper: Any, paragraph: Any, text: str, url: str) -> None:
    """Words that open a page."""
    # Each its own relation: looking for one that is there already takes time in the square of their number.
    relations = paper.part.rels
    name = f"rIdLink{len(relations)}"
    relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, name, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), name)
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    for tag, value in (("color", _BRAND), ("u", "single")):
        part = OxmlElement(f"w:{tag}")
        part.set(qn("w:val"), value)
        look.append(part)
    run.append(look)
    words = OxmlElement("w:t")
    words.text = printable(text)
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def _grey(paragraph: Any, text: str) -> None:
    # Blanks at the ends part the words from what stands beside them.
    before, after = (" " if text.startswith(" ") else ""), (" " if text.endswith(" ") else "")
    run = paragraph.add_run(before + printable(text) + after)
    run.font.color.rgb = _GREY


def _pictures(paper: Any, pictures: Sequence[Picture], step: Steps) -> None:
    """Two beside each other, the words beneath."""
    grid = paper.add_table(rows=(len(pictures) + 1) // 2, cols=2)
    for place, picture in enumerate(pictures):
        cell = grid.rows[place // 2].cells[place % 2]
        width = min(_PICTURE_WIDTH, _PICTURE_HEIGHT * picture.width / picture.height)
        cell.paragraphs[0].add_run().add_picture(BytesIO(picture.content), width=Cm(width))
        _grey(cell.add_paragraph(), picture.caption)
        step()
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    paper.add_paragraph()


def _foot(paper: Any, document: Document) -> None:
    """When it was made, and the page."""
    paragraph = paper.sections[0].footer.paragraphs[0]
    before, _mark, rest = document.page_of("\x01", "\x02").partition("\x01")
    between, _mark, after = rest.partition("\x02")
    _grey(paragraph, document.made + " · " + before)
    _field(paragraph, "PAGE")
    _grey(paragraph, between)
    _field(paragraph, "NUMPAGES")
    if after:
        _grey(paragraph, after)


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    run.font.color.rgb = _GREY
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)
