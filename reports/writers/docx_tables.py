"""Tables of a Word file, written row by row as XML: the library's own cells would take minutes for 2,000 rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.writers.fitting import Fit
from reports.writers.layout import Grid, Placed, Sheet, Sums, is_across
from reports.writers.values import is_number, paper

ROWS_PER_STEP = 500
# A row this long may go on over the page; a shorter one stays whole.
_BREAKABLE = 1500
# So many rows stand on one page.
_UNBROKEN = 6
_TWIPS = 56.6929  # per mm
_W = nsdecls("w")
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(sheet: Sheet, fitted: Fit, padding: float, tick: Callable[[], None]) -> Any:
    """A w:tbl; `padding`: mm left and right of a cell's text; `tick` is called now and then while rows go by."""
    made: Any = parse_xml(_empty(fitted, padding))
    together = _last_together(sheet)
    for row in sheet.head:
        made.append(_row(row, fitted, is_head=True, stays=bool(together)))
    grid, sums = Grid(sheet.columns), Sums(sheet.table, sheet.columns)
    for number, cells in enumerate(sheet.rows(), 1):
        placed = grid.row(cells)
        sums.add(placed)
        stays = grid.is_open or number < together or is_across(placed, sheet.columns)
        made.append(_row(placed, fitted, stays=stays))
        if number % ROWS_PER_STEP == 0:
            tick()
    if sheet.table.total:
        made.append(_row(Grid(sheet.columns).row(sums.row()), fitted))
    return made


def _last_together(sheet: Sheet) -> int:
    """The number of the last row of a table so short that no page should break it; 0: it may be broken."""
    rows = sheet.table.rows
    if not isinstance(rows, Sequence) or len(rows) > _UNBROKEN:
        return 0
    return len(rows) + bool(sheet.table.total)


def _empty(fitted: Fit, padding: float) -> str:
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in fitted.widths)
    side = _twips(padding)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(map(_twips, fitted.widths))}" w:type="dxa"/>'
        f'<w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _row(placed: Sequence[Placed], fitted: Fit, *, is_head: bool = False, stays: bool = False) -> Any:
    """`stays`: on the page of the row that follows."""
    cells, length = [], 0
    for one in placed:
        text = paper(one.cell)
        length = max(length, len(text))
        cells.append(_cell(one, text, fitted, is_head, "<w:keepNext/>" if stays else ""))
    rules = "<w:cantSplit/>" if length < _BREAKABLE else ""
    rules += "<w:tblHeader/>" if is_head else ""
    return parse_xml(f"<w:tr {_W}>{f'<w:trPr>{rules}</w:trPr>' if rules else ''}{''.join(cells)}</w:tr>")


def _cell(one: Placed, text: str, fitted: Fit, is_head: bool, stays: str) -> str:
    cell = one.cell
    width = sum(_twips(each) for each in fitted.widths[one.column : one.column + cell.columns])
    rules = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    rules += f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    rules += "<w:vMerge/>" if one.covered else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    rules += '<w:vAlign w:val="center"/>' if is_head or is_number(cell.text) else ""
    align = cell.align or ("center" if is_head or is_number(cell.text) else "left")
    letters = f"{'<w:b/>' if is_head or cell.is_bold else ''}" + (
        f'<w:sz w:val="{round(fitted.size * 2)}"/><w:szCs w:val="{round(fitted.size * 2)}"/>'
    )
    lines = "".join(_line(line, align, letters, stays) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{rules}</w:tcPr>{lines}</w:tc>"


def _line(text: str, align: str, letters: str, stays: str) -> str:
    justified = {"justify": "both"}.get(align, align)
    run = f'<w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{stays}<w:jc w:val="{justified}"/></w:pPr>{run}</w:p>'
