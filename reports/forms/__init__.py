"""Forms filled in: from the dataset and an edition's wording to a document without a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from reports.blocks import Document
from reports.catalogue import FORMS
from reports.dataset import ReportData
from reports.forms.issued import Issued, issued_blocks


@dataclass(frozen=True)
class Wording:
    """An edition's headings (`forms`: grants.models.Edition.forms) in a language of the forms; `mark`: what keeps it a
    draft, in words; `issued`: what an issued one says of itself on its last page."""

    edition: str
    forms: dict[str, Any]
    language: str
    mark: str = ""
    issued: Issued | None = None


Builder = Callable[[ReportData, Wording], Document]
_builders: dict[str, Builder] = {}


def form(code: str) -> Callable[[Builder], Builder]:
    """Register what fills in a form of reports.catalogue."""

    def register(builder: Builder) -> Builder:
        _builders[code] = builder
        return builder

    return register


def document_of(code: str, data: ReportData, wording: Wording) -> Document:
    """A form filled in. KeyError: there is no such form of one project."""
    if code not in _builders:
        # A form's builder is the module of its name.
        import_module(f"{__name__}.{FORMS[code].code}")
    return finished(_builders[code](data, wording), wording)


def finished(document: Document, wording: Wording) -> Document:
    """With what an issued report says of itself at its end; a draft as it is."""
    if wording.issued is None:
        return document
    return replace(document, blocks=[*document.blocks, *issued_blocks(wording.issued, wording.language)])
