"""The final report: an edition's sections in their order, beneath each what belongs there."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Document, Paragraph
from reports.catalogue import places
from reports.dataset import ReportData
from reports.forms import Wording, form
from reports.forms.annex import annex_blocks
from reports.forms.closing import signature_blocks
from reports.forms.final.sections import SECTIONS, Filling
from reports.forms.headings import final_sections
from reports.forms.identity import identity_values
from reports.forms.words import heading

# Sections that stand within a part that begins with a number: their headings are smaller.
_LARGE = frozenset({"activities", "statistics", "results", "documents"})


@form("final")
def final_document(data: ReportData, wording: Wording) -> Document:
    """The whole final report; an empty project gives one whose sections are empty."""
    return Document(
        title=heading(wording.forms["final"]["title"], wording.language),
        language=wording.language,
        blocks=[*final_blocks(data, wording), *signature_blocks(data, wording, in_full=False), *_annex(data, wording)],
        mark=wording.mark,
        form="final",
        edition=wording.edition,
        subject=f"{data.project.ref} · {data.project.title}",
    )


def final_blocks(data: ReportData, wording: Wording) -> Iterator[Block]:
    """The form itself, without signatures and annexes: the operator's summary appends it, too."""
    written, language = wording.forms["final"], wording.language
    if header := written.get("header"):
        yield Paragraph(heading(header, language), style="small", align="right")
    yield Paragraph(heading(written["title"], language), style="title", align="center")
    values = identity_values(data, places("final_identity", wording.edition), language)
    for line, value in zip(written["identity"], values, strict=True):
        yield Paragraph(f"{heading(line, language)} {value}".rstrip())
    filling = Filling(data, wording)
    for section in final_sections(wording):
        style = "heading" if section.place in _LARGE else "subheading"
        yield Paragraph(section.heading, style=style)
        yield from SECTIONS[section.place](filling)


def _annex(data: ReportData, wording: Wording) -> list[Block]:
    has_documents = "documents" in places("final", wording.edition)
    return annex_blocks(data, wording.language, with_appendices=not has_documents)
