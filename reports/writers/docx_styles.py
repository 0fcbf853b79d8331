"""The paper of a Word file: A4, the forms' font, styles by name, the mark above and the page's number below."""

from __future__ import annotations

from typing import Any, cast

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from reports.blocks import Document
from reports.writers.archive import AUTHOR, LOCALES, MADE
from reports.writers.values import clean, one_line

FONT = "Times New Roman"
LEFT, RIGHT, TOP, BOTTOM = 25, 15, 20, 20  # mm; what is bound needs room on the left
ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# Style of a block: name in Word, points, bold, space before and after in points, stays with what follows.
STYLES: dict[str, tuple[str, float, bool, float, float, bool]] = {
    "title": ("Title", 14, True, 0, 12, True),
    "heading": ("Heading 1", 13, True, 14, 6, True),
    "subheading": ("Heading 2", 12, True, 10, 4, True),
    "body": ("Normal", 12, False, 0, 6, False),
    "small": ("Small", 10, False, 0, 4, False),
    "label": ("Label", 12, True, 6, 2, True),
    "caption": ("Table caption", 11, True, 8, 4, True),
    "cell": ("Cell", 12, False, 0, 0, False),
    "list": ("List lines", 12, False, 0, 3, False),
}
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def new_paper(document: Document) -> WordDocument:
    """An empty Word document, ready to be filled."""
    word = docx.Document()
    _without_thumbnail(word)
    _language(word, LOCALES.get(document.language, document.language))
    for name, size, bold, before, after, stays in STYLES.values():
        _style(word, name, size, bold, before, after, stays)
    word.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page(word, document)
    _properties(word, document)
    return word


def _without_thumbnail(word: WordDocument) -> None:
    """The library's own picture of an empty page."""
    relations: Any = word.part.package.rels if word.part.package else {}
    for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _language(word: WordDocument, locale: str) -> None:
    for defaults in word.styles.element.iter(qn("w:rPrDefault")):
        for lang in defaults.iter(qn("w:lang")):
            for which in ("val", "eastAsia"):
                lang.set(qn(f"w:{which}"), locale)


def _style(word: WordDocument, name: str, size: float, bold: bool, before: float, after: float, stays: bool) -> None:
    styles = word.styles
    known = {style.name for style in styles}
    style: Any = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        style.base_style = styles["Normal"]
        style.quick_style = True
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for theme in _THEME:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for which in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{which}"), FONT)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    spacing.line_spacing, spacing.keep_with_next = 1.0, stays
    for extra in ("w:pBdr", "w:contextualSpacing"):
        for found in style.element.pPr.findall(qn(extra)):
            style.element.pPr.remove(found)
    for extra in ("w:spacing", "w:kern"):
        for found in style.element.rPr.findall(qn(extra)):
            style.element.rPr.remove(found)


def _page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    turn(section, is_wide=document.is_wide)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(9)
    if document.mark:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = header.add_run(clean(document.mark))
        run.font.name, run.font.size, run.font.bold = FONT, Pt(10), True
        run.font.color.rgb = RGBColor(0xB3, 0x26, 0x1E)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in (_field("PAGE"), _run(" / "), _field("NUMPAGES")):
        footer._p.append(part)


def turn(section: Any, *, is_wide: bool) -> None:
    """Lay a section's pages across, or upright."""
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT


def _run(text: str) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{text}</w:t></w:r>')


def _field(code: str) -> Any:
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _properties(word: WordDocument, document: Document) -> None:
    core = word.core_properties
    core.title = one_line(document.title)[:255]
    core.subject = one_line(document.subject)[:255]
    core.category = one_line(f"{document.form} {document.edition}")[:255]
    core.author = core.last_modified_by = AUTHOR
    core.language = LOCALES.get(document.language, document.language)
    core.keywords = core.comments = ""
    core.created = core.modified = MADE.replace(tzinfo=None)
    core.revision = 1


class Lists:
    """Numbered and plain lists, each numbered one beginning with 1."""

    def __init__(self, word: WordDocument) -> None:
        self._numbering: Any = word.part.numbering_part.element
        self._kinds = len(self._numbering.findall(qn("w:abstractNum")))
        self._last = max((int(one.numId) for one in self._numbering.num_lst), default=0)

    def new(self, *, numbered: bool) -> int:
        """The number of a new list. Each has a kind of its own: where two share one, some programs go on counting."""
        kind, self._last = 100 + self._kinds, self._last + 1
        self._numbering.insert(self._kinds, _kind_of_list(kind, numbered=numbered))
        self._kinds += 1
        self._numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{self._last}"><w:abstractNumId w:val="{kind}"/></w:num>')
        )
        return self._last


def _kind_of_list(number: int, *, numbered: bool) -> Any:
    form, text = ("decimal", "%1.") if numbered else ("bullet", "–")
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
    )


def numbered_as(paragraph: Any, number: int) -> None:
    """Make a paragraph a line of a list."""
    properties = cast(Any, paragraph._p.get_or_add_pPr())
    holder = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", 0), ("w:numId", number)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        holder.append(child)
    properties._insert_numPr(holder)
