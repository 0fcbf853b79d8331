"""The index of a ZIP of confirming documents: a page to read and print, and a workbook. Prepared rows in; no model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from rules.spreadsheets import safe_cell

_HEAD_FILL = PatternFill("solid", fgColor="E3F1EF")
_WRAP = Alignment(wrap_text=True, vertical="top")
_WIDTHS = (10, 22, 40, 40, 12, 44, 12, 66, 50, 40)
# The look of the product, written into the page: it is opened far from any server.
_STYLES = ("css/tokens.css", "css/base.css", "css/components.css", "css/evidence_index.css")


@dataclass(frozen=True)
class IndexRow:
    """One document: `number` as 3.2, `file` its path inside the ZIP, `size` in bytes, `note` what has to be said."""

    number: str
    type: str
    caption: str = ""
    activity: str = ""
    day: date | None = None
    file: str = ""
    link: str = ""
    size: int | None = None
    sha256: str = ""
    note: str = ""
    is_removed: bool = False

    def noting(self, words: str) -> IndexRow:
        """The row with something more to be said."""
        return replace(self, note=f"{self.note}. {words}" if self.note else words)


@dataclass(frozen=True)
class IndexPart:
    """One appendix: its heading and its documents."""

    heading: str
    rows: list[IndexRow] = field(default_factory=list)

    @property
    def living(self) -> int:
        """How many documents it has."""
        return sum(not row.is_removed for row in self.rows)


@dataclass(frozen=True)
class Index:
    """What the index says. `lines`: facts about the project, a label and a value each."""

    title: str
    lines: list[tuple[str, str]]
    parts: list[IndexPart]
    made: str

    @property
    def living(self) -> int:
        """How many documents there are."""
        return sum(part.living for part in self.parts)


def headings() -> list[str]:
    """Those of the workbook's columns, in the language in force."""
    return [
        pgettext("document", "Number"),
        _("Type"),
        _("Caption"),
        _("Activity"),
        _("Date"),
        _("File"),
        _("Bytes"),
        _("SHA-256 of the file"),
        _("Link"),
        _("Note"),
    ]


def index_page(index: Index) -> bytes:
    """The page, complete in itself: no script, nothing from elsewhere. UTF-8."""
    styles = "\n".join(_style(name) for name in _STYLES)
    # Our own files, no word of anybody's in them.
    style = mark_safe(f"<style>{styles}</style>")  # noqa: S308
    context = {"index": index, "style": style, "language": (get_language() or "kk")[:2]}
    return render_to_string("events/evidence_index.html", context).encode()


def write_index(index: Index, file: BinaryIO) -> None:
    """The workbook: one sheet, one row a document. Written row by row, whatever their number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Documents")[:31])
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, is_heading=True) for heading in headings()])
    for part in index.parts:
        for values in _values(part.rows):
            sheet.append([_cell(sheet, value) for value in values])
    book.save(file)


def _values(rows: Iterable[IndexRow]) -> Iterable[tuple[object, ...]]:
    for row in rows:
        what = (row.number, row.type, row.caption, row.activity, row.day)
        yield (*what, row.file, row.size, row.sha256, row.link, row.note)


def _cell(sheet: WriteOnlyWorksheet, value: object, *, is_heading: bool = False) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=cast(Any, safe_cell(value)))
    cell.alignment = _WRAP
    if is_heading:
        cell.font, cell.fill = Font(bold=True), _HEAD_FILL
    if isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    return cell


def _style(name: str) -> str:
    found = finders.find(name)
    return Path(str(found)).read_text() if found else ""
