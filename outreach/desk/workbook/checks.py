"""What a file can be told about itself, without the database: empty cells, doubles, parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outreach.desk.workbook.cells import CellFaultError, value_of_dimension
from outreach.desk.workbook.faults import Findings
from outreach.desk.workbook.reader import Book, Row, SheetRows
from outreach.desk.workbook.words import INDICATOR, fold

# Cells without which a row says nothing. What only a new row needs is asked for when it is known to be new.
_REQUIRED = {
    "projects": ("ref",),
    "measures": ("project", "number"),
    "indicators": ("project", "indicator"),
    "activities": ("ref",),
    "attendance": ("activity_ref",),
    "headcounts": ("activity_ref", "dimension", "value", "count"),
    "materials": ("activity_ref", "material"),
    "publications": (),
}
# What a publication without a link says instead.
WITHOUT_LINK = ("platform", "page", "title", "published_on")
Key = Callable[[Row], tuple[Any, ...]]
_DOUBLES: dict[str, tuple[str, str, Key]] = {
    "projects": ("duplicate_ref", "ref", lambda row: (row["ref"],)),
    "measures": ("duplicate_ref", "number", lambda row: (row["project"], row["number"])),
    "activities": ("duplicate_ref", "ref", lambda row: (row["ref"],)),
    "indicators": ("duplicate_ref", "indicator", lambda row: (row["project"], row["measure"], row["indicator"])),
    "headcounts": ("duplicate_row", "value", lambda row: (row["activity_ref"], row["dimension"], row["value"])),
    "materials": (
        "duplicate_row",
        "material",
        lambda row: (row["activity_ref"], row["point"] or "", row["material"], row["language"] or ""),
    ),
}


def check_book(book: Book, findings: Findings) -> None:
    """Note what is wrong inside the file, and put codes for the words that only other cells explain."""
    for code, sheet in book.sheets.items():
        _check_required(sheet, _REQUIRED[code], findings)
    for row in book["indicators"].rows:
        if row["indicator"]:
            row.cells["indicator"] = INDICATOR.get(fold(row["indicator"]), row["indicator"])
    _read_values(book["headcounts"], findings)
    _check_publications(book["publications"], findings)
    for code, (fault, column, key) in _DOUBLES.items():
        _check_doubles(book[code], fault, column, key, findings)


def _check_required(sheet: SheetRows, columns: tuple[str, ...], findings: Findings) -> None:
    for row in sheet.rows:
        for column in columns:
            # A missing column was told of once, for the whole sheet.
            if column in sheet.columns and not row.states(column) and column not in row.bad:
                row.bad.add(column)
                findings.fault("cell_empty", sheet, row, column)


def _check_publications(sheet: SheetRows, findings: Findings) -> None:
    """A publication has a link, or it says where, when and what it was."""
    for row in sheet.rows:
        if row.states("url") or "url" in row.bad:
            continue
        missing = [column for column in WITHOUT_LINK if not row.states(column) and column not in row.bad]
        if not row.states("platform") and row.states("kind"):
            missing = [column for column in missing if column != "platform"]
        is_link_forgotten = not any(row.states(column) for column in ("platform", "page", "title"))
        for column in ["url"] if is_link_forgotten else missing:
            at = column if column in sheet.columns else "url"
            if at in sheet.columns and at not in row.bad:
                row.bad.add(at)
                findings.fault("cell_empty", sheet, row, at)


def _read_values(sheet: SheetRows, findings: Findings) -> None:
    for row in sheet.rows:
        if not row.states("value") or not row.states("dimension"):
            continue
        try:
            row.cells["value"] = value_of_dimension(row["value"], row["dimension"])
        except CellFaultError as fault:
            row.bad.add("value")
            row.cells["value"] = None
            findings.fault(fault.code, sheet, row, "value", **fault.params)


def _check_doubles(sheet: SheetRows, fault: str, column: str, key: Key, findings: Findings) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for row in sheet.rows:
        if not row.states(column) or column in row.bad:
            continue
        known = first.setdefault(key(row), row.number)
        if known != row.number:
            row.bad.add(column)
            findings.fault(fault, sheet, row, column, value=str(row[column]), first=known)
