"""Every form in every edition, language and format, rendered once for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.utils import translation

from reports.blocks import Cell, Document, Table, Value
from reports.catalogue import LANGUAGES
from reports.dataset import ReportData
from reports.export import write_form
from reports.forms import Wording
from reports.narrative.texts import texts_for

Combination = tuple[str, str, str, str]


@dataclass
class Rendered:
    """The files with what they were made of. `data`: by language, apart from the texts the same."""

    data: dict[str, ReportData]
    files: dict[Combination, bytes] = field(default_factory=dict)
    documents: dict[tuple[str, str, str], Document] = field(default_factory=dict)


@contextmanager
def thrown_away(blocker) -> Iterator[None]:
    """A database for as long as a module is being set up; nothing of it stays, nor does an earlier test's language."""
    with blocker.unblock(), transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        yield
        transaction.set_rollback(True)


def in_languages(data: ReportData) -> dict[str, ReportData]:
    """The dataset with the texts that stand in it in each language."""
    return {one: data.model_copy(update={"texts": texts_for(data, {}, one)}) for one in LANGUAGES}


def file_of(form: str, data: ReportData, wording: Wording, file_format: str) -> bytes:
    """A form as a file."""
    file = BytesIO()
    with translation.override(wording.language):
        write_form(form, data, wording, file_format, file, lambda done, of: None)
    return file.getvalue()


def whole(table: Table) -> list[list[Value | Cell]]:
    """All its cells, headings first, without a row of sums."""
    return [*(list(row) for row in table.head), *(list(row) for row in table.rows)]


def held(document: Document) -> Document:
    """A document whose tables can be read more than once."""
    blocks = [replace(one, rows=list(one.rows)) if isinstance(one, Table) else one for one in document.blocks]
    return replace(document, blocks=blocks)
