"""Filling in a Word template. What comes out is a whole Word file, marked on every page while it is a draft."""

from __future__ import annotations

from io import BytesIO
from typing import Any, BinaryIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate
from lxml import etree

from reports.blocks import Paragraph, QrCode
from reports.dataset import ReportData
from reports.forms import Wording
from reports.forms.issued import issued_blocks
from reports.word_templates.archive import unpacked
from reports.word_templates.environment import MOST_LETTERS, Budget, TemplateEnvironment, counted
from reports.word_templates.parts import W, checked_parts
from reports.word_templates.variables import template_variables
from reports.writers.archive import AUTHOR, LOCALES, MADE, steadied
from reports.writers.codes import QR_SIZE, qr_png
from reports.writers.values import clean, one_line


def write_with_template(template: bytes, data: ReportData, wording: Wording, form: str, file: BinaryIO) -> None:
    """Write a form's Word file through a template. The same template and data give the same bytes.

    Raises whatever a template raises that does not fit the form any more: the caller writes our own look instead.
    """
    values = template_variables(data, wording, form)
    filled = fill_in(template, values, mark=wording.mark)
    if wording.issued:
        _issued(filled, wording)
    _properties(filled, values["title"], data, wording, form)
    packed = BytesIO()
    filled.save(packed)
    packed.seek(0)
    steadied(packed, file)


def fill_in(template: bytes, values: dict[str, Any], *, mark: str, letters: int = MOST_LETTERS) -> WordDocument:
    """The Word file with these values; `letters`: of its XML at most. Raises TooMuchError where it has more."""
    # Looked at again: what was kept is only as safe as where it lay.
    checked_parts(unpacked(template))
    filling = _Template(BytesIO(template))
    filling.render(counted(_cleaned(values), Budget()), TemplateEnvironment(letters))
    packed = BytesIO()
    filling.docx.save(packed)
    packed.seek(0)
    word = docx.Document(packed)
    _mend(word)
    if mark:
        _mark(word, mark)
    return word


class _Template(DocxTemplate):
    """The library without what it does in silence: broken XML is an error here, and only pages are filled in."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def map_tree(self, tree: Any) -> None:
        """The library moves a tree into another one, which takes a minute for a long one."""
        root = self.docx._element
        root.replace(root.body, OxmlElement("w:body"))
        around, body = (etree.tostring(one, encoding="unicode") for one in (root, tree))
        made = parse_xml(around.replace("<w:body/>", body, 1))
        self.docx._element = self.docx._part._element = made

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Ours, see _properties."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Hold no variables; the library would fill them in once per section, the second time from people's words."""


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return clean(value)


def _mend(word: WordDocument) -> None:
    """Word calls a file damaged where a cell has no paragraph, or a table no row: loops leave such behind."""
    parts = [word.element.body, *_heads_and_feet(word)]
    for part in parts:
        for table in list(part.iter(f"{W}tbl")):
            for row in [one for one in table.findall(f"{W}tr") if one.find(f"{W}tc") is None]:
                table.remove(row)
            if table.find(f"{W}tr") is None:
                table.getparent().replace(table, OxmlElement("w:p"))
        for cell in part.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                cell.append(OxmlElement("w:p"))


def _heads_and_feet(word: WordDocument) -> list[Any]:
    kinds = ("header", "footer")
    return [parse_xml_of(one.target_part) for one in word.part.rels.values() if one.reltype.rpartition("/")[2] in kinds]


def parse_xml_of(part: Any) -> Any:
    """The element of a head's or foot's part."""
    return part._element if hasattr(part, "_element") else parse_xml(part.blob)


def _mark(word: WordDocument, mark: str) -> None:
    """The mark above every page: also where a section has a first page or even pages of its own."""
    has_even = word.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(word.sections):
        heads: list[Any] = [section.header]
        if section.different_first_page_header_footer:
            heads.append(section.first_page_header)
        if has_even:
            heads.append(section.even_page_header)
        for head in heads:
            if not head.is_linked_to_previous or not place:
                _mark_head(head, mark)


def _mark_head(head: Any, mark: str) -> None:
    head.is_linked_to_previous = False
    first = head.paragraphs[0] if head.paragraphs else head.add_paragraph()
    line = first if not first.text and len(first._p) == 0 else first.insert_paragraph_before()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(clean(mark))
    run.font.size, run.font.bold = Pt(10), True
    run.font.color.rgb = RGBColor(0xB3, 0x26, 0x1E)


def _issued(word: WordDocument, wording: Wording) -> None:
    """How the report can be verified: at the end, whatever the template says."""
    assert wording.issued
    for block in issued_blocks(wording.issued, wording.language):
        line = word.add_paragraph()
        if isinstance(block, QrCode):
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run().add_picture(BytesIO(qr_png(block.address)), width=Mm(QR_SIZE))
            line = word.add_paragraph()
            line.add_run(clean(block.words))
        elif isinstance(block, Paragraph):
            line.add_run(clean(block.text)).bold = block.style == "label" or None


def _properties(word: WordDocument, title: str, data: ReportData, wording: Wording, form: str) -> None:
    core = word.core_properties
    core.title = one_line(title)[:255]
    core.subject = one_line(f"{data.project.ref} · {data.project.title}")[:255]
    core.category = one_line(f"{form} {wording.edition}")[:255]
    core.author = core.last_modified_by = AUTHOR
    core.language = LOCALES.get(wording.language, wording.language)
    core.keywords = core.comments = ""
    core.created = core.modified = MADE.replace(tzinfo=None)
    core.revision = 1
