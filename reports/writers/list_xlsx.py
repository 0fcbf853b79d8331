"""The attendance list as an Excel workbook: texts that are no formulas, signatures as small pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw

from reports.writers.attendance_list import (
    FIELD_HEIGHT,
    FIELD_WIDTH,
    ROWS_PER_STEP,
    AttendanceList,
    ListLine,
    Progress,
    Strokes,
)
from rules.spreadsheets import safe_cell

_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_WRAP = Alignment(wrap_text=True, vertical="center")
_HEAD = Alignment(wrap_text=True, vertical="center", horizontal="center")
_LINE = Side(style="thin")
_EDGE = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="E3F1EF")
_PICTURE = (125, 50)  # points of the screen; drawn three times as large and made small, so that lines are smooth
_SMOOTH = 3


def write_attendance_list_xlsx(content: AttendanceList, file: BinaryIO, progress: Progress) -> None:
    """Write the list; `progress(done, of)` is called before every part of the work."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = content.title[0][:31]
    row = 1
    for text, font in [(text, _TITLE) for text in content.title] + [(content.activity, _BOLD)]:
        _put(sheet, row, 1, text).font = font
        row += 1
    for text in content.lines:
        _put(sheet, row, 1, text)
        row += 1
    row = _headings(sheet, content, row + 1)
    for place, line in enumerate(content.rows):
        if place % ROWS_PER_STEP == 0:
            progress(place // ROWS_PER_STEP, content.steps)
        _write_line(sheet, content, line, row)
        row += 1
    row += 1
    for words, number in content.sums:
        _put(sheet, row, 1, words).font = _BOLD
        _put(sheet, row, 4, number).font = _BOLD
        row += 1
    for text in (content.rule, content.made):
        _put(sheet, row + 1, 1, text)
        row += 1
    _layout(sheet, content)
    book.save(file)


def _put(sheet: Worksheet, row: int, column: int, value: object) -> Any:
    cell: Any = sheet.cell(row, column)
    cell.value = safe_cell(value)
    return cell


def _headings(sheet: Worksheet, content: AttendanceList, row: int) -> int:
    for column, heading in enumerate(content.headings, 1):
        cell = _put(sheet, row, column, "\n".join(heading.texts))
        cell.font, cell.alignment, cell.border, cell.fill = _BOLD, _HEAD, _EDGE, _FILL
    sheet.row_dimensions[row].height = 32
    sheet.print_title_rows = f"{row}:{row}"
    sheet.freeze_panes = f"A{row + 1}"
    return row + 1


def _write_line(sheet: Worksheet, content: AttendanceList, line: ListLine, row: int) -> None:
    values = (_number(line.number), *(_number(text) for text in line.cells))
    for column in range(1, len(content.headings) + 1):
        cell = _put(sheet, row, column, values[column - 1] if column <= len(values) else None)
        cell.alignment, cell.border = _WRAP, _EDGE
    if line.strokes:
        picture = SheetImage(BytesIO(signature_png(line.strokes)))
        picture.width, picture.height = _PICTURE
        sheet.add_image(picture, f"{get_column_letter(len(content.headings))}{row}")
        sheet.row_dimensions[row].height = 40


def _number(text: str) -> object:
    """Figures as figures: rows and ages can be sorted."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text


def _layout(sheet: Worksheet, content: AttendanceList) -> None:
    for column, heading in enumerate(content.headings, 1):
        sheet.column_dimensions[get_column_letter(column)].width = max(6, heading.width / 1.8)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def signature_png(strokes: Strokes) -> bytes:
    """A signature as a small grey picture."""
    width, height = (side * _SMOOTH for side in _PICTURE)
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(x * width / FIELD_WIDTH, y * height / FIELD_HEIGHT) for x, y in stroke]
        pen.line(points if len(points) > 1 else points * 2, fill=0, width=2 * _SMOOTH, joint="curve")
    made = BytesIO()
    picture.resize(_PICTURE, Image.Resampling.LANCZOS).save(made, "PNG", optimize=True)
    return made.getvalue()
