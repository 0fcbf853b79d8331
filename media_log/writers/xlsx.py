"""As an Excel workbook, a sheet per section; texts are no formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from media_log.writers.parts import Document, LinkList, Picture, Progress, Section, Steps, Table
from rules.spreadsheets import safe_cell

_TITLE = Font(bold=True, size=14)
_BOLD = Font(bold=True)
_LINK = Font(color="0B6E69", underline="single")
_FILL = PatternFill("solid", fgColor="E3F1EF")
_WRAP = Alignment(wrap_text=True, vertical="top")
# A picture is this high, in pixels, and stands on so many rows.
_PICTURE_HEIGHT, _PICTURE_ROWS = 220, 13
# Excel opens no longer links, and not more of them on a sheet.
_LONGEST_LINK, _MOST_LINKS = 2000, 60_000


def write_xlsx(document: Document, file: BinaryIO, progress: Progress) -> None:
    """Write the workbook; `progress(done, of)` is called between parts of the work."""
    book = Workbook(write_only=True)
    step = Steps(document, progress)
    names: set[str] = set()
    for section in document.sections:
        _write(book.create_sheet(_name(section.name, names)), document, section, step)
    book.save(file)


def _name(wished: str, used: set[str]) -> str:
    """A sheet's name: at most 31 letters, none that Excel refuses, each once."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in wished)[:31].strip() or "1"
    name, number = plain, 2
    while name.casefold() in used:
        name, number = f"{plain[:27]} {number}", number + 1
    used.add(name.casefold())
    return name


def _write(sheet: Any, document: Document, section: Section, step: Steps) -> None:
    widths = section.table.widths if section.table else (60, 6, 70, 40)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    above = [document.title, *document.lines, section.heading, *section.notes, document.made]
    heading = len(document.lines) + 1
    if not section.pictures:
        sheet.freeze_panes = f"A{len(above) + 2}"
    for place, line in enumerate(above):
        fonts = {0: _TITLE, heading: _BOLD}
        sheet.append([_cell(sheet, line, fonts.get(place))])
    if section.table:
        _table(sheet, section.table, step)
    if section.links:
        _links(sheet, section.links, step)
    _pictures(sheet, section.pictures, len(above) + 2, step)


def _table(sheet: Any, table: Table, step: Steps) -> None:
    sheet.append([_heading(sheet, text) for text in table.headings])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
        step()
    if table.sums:
        sheet.append([_cell(sheet, value, _BOLD) for value in table.sums])


def _links(sheet: Any, links: LinkList, step: Steps) -> None:
    sheet.append([_heading(sheet, text) for text in links.headings])
    for number, row in enumerate(_rows(links)):
        group, place, text, url, note = row
        cell = _cell(sheet, text)
        if url and number < _MOST_LINKS and len(url) <= _LONGEST_LINK and url.isprintable():
            cell.hyperlink, cell.font = url, _LINK
        sheet.append([_cell(sheet, group), place, cell, _cell(sheet, note)])
        step()


def _rows(links: LinkList) -> Iterator[tuple[str, int | None, str, str, str]]:
    for group in links.groups:
        if not group.lines:
            yield group.heading, None, group.empty, "", ""
        for place, line in enumerate(group.lines, 1):
            yield group.heading, place, line.text, line.url, line.note


def _pictures(sheet: Any, pictures: Sequence[Picture], row: int, step: Steps) -> None:
    """Beneath each other, the words above each picture."""
    for picture in pictures:
        sheet.append([_cell(sheet, picture.caption, _BOLD)])
        image = Image(BytesIO(picture.content))
        image.height, image.width = _PICTURE_HEIGHT, round(_PICTURE_HEIGHT * picture.width / picture.height)
        sheet.add_image(image, f"A{row}")
        for _empty in range(_PICTURE_ROWS):
            sheet.append([])
        row += _PICTURE_ROWS + 1
        step()


def _heading(sheet: Any, text: str) -> Any:
    cell = _cell(sheet, text, _BOLD)
    cell.fill, cell.alignment = _FILL, _WRAP
    return cell


def _cell(sheet: Any, value: object, font: Font | None = None) -> Any:
    text: Any = safe_cell(value)
    cell: Any = WriteOnlyCell(sheet, value=text[:32_000] if isinstance(text, str) else text)
    if font:
        cell.font = font
    if isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    return cell
