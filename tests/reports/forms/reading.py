"""Reading a document of blocks back, and the forms' wording from forms.json itself."""

from __future__ import annotations

import json
from pathlib import Path

from reports.blocks import Bullets, Cell, Document, Paragraph, Signature, Table
from reports.catalogue import places
from reports.dataset import ReportData, report_data
from reports.forms import Wording, document_of

FORMS = json.loads((Path(__file__).resolve().parents[3] / "grants" / "data" / "forms.json").read_text())


def made(form: str, project, edition: str = "2025", language: str = "kk", **more) -> tuple[Document, ReportData]:
    """A form of a project and the dataset it was filled from; `more`: what else the dataset has."""
    data = report_data(project=project).model_copy(update=more)
    return filled(form, data, edition, language), data


def filled(form: str, data: ReportData, edition: str = "2025", language: str = "kk", mark: str = "") -> Document:
    from grants.models import Edition

    forms = Edition.objects.get(code=edition).forms
    return document_of(form, data, Wording(edition=edition, forms=forms, language=language, mark=mark))


def lines(document: Document) -> list[str]:
    """Everything a document says, in its order: paragraphs, bullets, headings and cells of tables."""
    return [line for block in document.blocks for line in _said(block)]


def table(document: Document, code: str) -> Table:
    """Its table of this code."""
    return next(one for one in document.tables() if one.code == code)


def rows(found: Table) -> list[list[object]]:
    """Its rows without the cells' spans."""
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in found.rows]


def head(found: Table) -> list[object]:
    return [cell.text for row in found.head for cell in row]


def beneath(document: Document, heading: str, until: str | None) -> list[str]:
    """What stands between two headings."""
    said = lines(document)
    first = said.index(heading)
    return said[first + 1 : said.index(until, first + 1) if until else None]


def final_headings(edition: str, language: str) -> list[str]:
    """The sections of the final form as forms.json has them; Russian of 2023 is that of 2025 at the same places."""
    form = FORMS["final"][edition]
    if language == "kk":
        return form["sections"]
    newest = dict(zip(places("final", "2025"), FORMS["final"]["2025"]["sections_ru"], strict=True))
    return [newest[place] for place in places("final", edition)]


def in_order(found: list[str], wanted: list[str]) -> bool:
    """Whether all the wanted lines are among the found ones, letter by letter, in this order."""
    rest = iter(found)
    return all(line in rest for line in wanted)


def _said(block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Bullets):
        return list(block.items)
    if isinstance(block, Signature):
        return [*block.lines, block.filled, block.seal]
    if isinstance(block, Table):
        cells = [cell for row in (*block.head, *block.rows) for cell in row]
        return [block.caption, *(str(cell.text if isinstance(cell, Cell) else cell) for cell in cells)]
    return []
