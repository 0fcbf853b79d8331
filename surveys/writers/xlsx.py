"""A survey's workbook: results with charts of Excel's own, comment sentences, code book, answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from rules.spreadsheets import safe_cell
from surveys.writers.tables import Progress, ResultSheet, ResultTable, Sheet, SurveyWorkbook

ROWS_PER_STEP = 500
_TITLE = Font(bold=True, size=14)
_BOLD = Font(bold=True)
_FILL = PatternFill("solid", fgColor="E3F1EF")
_WRAP = Alignment(wrap_text=True, vertical="top")
# Rows that a chart needs, and its size in centimetres.
_CHART_ROWS = 9
_CHART_WIDTH = 16


def write_workbook(content: SurveyWorkbook, file: BinaryIO, progress: Progress) -> None:
    """Write the workbook; `progress(done, of)` is called before every part of the work."""
    sheets = (content.remarks, content.code_book, content.answers)
    steps = 2 + sum(sheet.size for sheet in sheets) // ROWS_PER_STEP
    step = count()
    book = Workbook(write_only=True)
    progress(next(step), steps)
    for results in content.results:
        _write_results(book.create_sheet(results.name), results)
    for sheet in sheets:
        target = book.create_sheet(sheet.name)
        for number, _row in enumerate(_written(target, sheet), 1):
            if number % ROWS_PER_STEP == 0:
                progress(min(next(step), steps - 1), steps)
    book.save(file)


def _written(target: Any, sheet: Sheet) -> Iterator[None]:
    """Write a sheet row by row."""
    for column, width in enumerate(sheet.widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width
    target.freeze_panes = f"A{len(sheet.lines) + 2}"
    for line in sheet.lines:
        target.append([_cell(target, line, font=_BOLD)])
    target.append([_cell(target, heading, font=_BOLD, fill=_FILL, alignment=_WRAP) for heading in sheet.headings])
    for row in sheet.rows:
        target.append([_plain(target, value) for value in row])
        yield


def _write_results(target: Any, results: ResultSheet) -> None:
    for letter, width in zip("ABCDE", (60, 12, 12, 12, 12), strict=True):
        target.column_dimensions[letter].width = width
    row = 0
    for place, line in enumerate(results.lines):
        target.append([_cell(target, line, font=_BOLD if place else _TITLE)])
        row += 1
    for table in results.tables:
        row = _write_table(target, row, table, results.headings)


def _write_table(target: Any, row: int, table: ResultTable, headings: Iterable[str]) -> int:
    """A question with its figures and their chart; returns the last row written."""
    target.append([])
    target.append([_cell(target, table.title, font=_BOLD, alignment=_WRAP)])
    target.append([safe_cell(table.note)])
    row += 3
    if not table.rows:
        return row
    target.append([_cell(target, heading, font=_BOLD, fill=_FILL) for heading in headings])
    row += 1
    first = row + 1
    for label, people, *figures in table.rows:
        target.append([_cell(target, label, alignment=_WRAP), people, *(_percent(target, one) for one in figures)])
    row += len(table.rows)
    if table.total:
        label, people, whole = table.total
        target.append([_cell(target, label, font=_BOLD), people, _percent(target, whole)])
        row += 1
    target.add_chart(_chart(target, first, len(table.rows)), f"G{first - 3}")
    for _empty in range(max(0, _CHART_ROWS + len(table.rows) - (row - first + 4))):
        target.append([])
        row += 1
    return row


def _chart(target: Any, first: int, rows: int) -> BarChart:
    """Lying bars of the shares, the first answer on top; their figures written at them."""
    chart = BarChart()
    chart.type = "bar"
    chart.legend = None
    chart.add_data(Reference(target, min_col=3, min_row=first, max_row=first + rows - 1))
    chart.set_categories(Reference(target, min_col=1, min_row=first, max_row=first + rows - 1))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.majorGridlines = None
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    chart.series[0].graphicalProperties.solidFill = "0B6E69"
    chart.gapWidth = 40
    chart.width, chart.height = _CHART_WIDTH, 2 + 0.8 * rows
    return chart


def _cell(target: Any, value: object, **look: Any) -> Any:
    cell = WriteOnlyCell(target, value=safe_cell(value))  # type: ignore[arg-type]
    for name, how in look.items():
        setattr(cell, name, how)
    return cell


def _percent(target: Any, value: Decimal | None) -> Any:
    return None if value is None else _cell(target, value, number_format="0.0")


def _plain(target: Any, value: object) -> object:
    return _cell(target, value, number_format="DD.MM.YYYY") if isinstance(value, date) else safe_cell(value)
