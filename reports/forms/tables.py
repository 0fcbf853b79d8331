"""The three tables of a form as blocks: merged headings, the form's columns, extra ones where they are not zero."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from events.labels import LABELS
from reports.blocks import Cell, Table
from reports.dataset import ReportData
from reports.forms import Wording
from rules.codes import DIMENSIONS
from rules.tables import EXTRA_VALUES, TOTAL


def statistics_tables(data: ReportData, wording: Wording) -> list[Table]:
    """Gender, social category and age over one total, in the form's order."""
    return [_table(name, data, wording) for name in DIMENSIONS]


def _table(name: str, data: ReportData, wording: Wording) -> Table:
    form = wording.forms["tables"][name]
    figures = {TOTAL: data.statistics.total, **data.statistics.tables[name]}
    group: list[dict[str, str]] = form["group"]["columns"] if form["group"] else []
    extra = [value for value in EXTRA_VALUES if figures.get(value)]
    first = [*_headings(form["columns"], wording, rows=2 if group else 1)]
    if group:
        first.append(Cell(form["group"]["heading"][wording.language], columns=len(group), is_bold=True))
    with translation.override(wording.language):
        first += [Cell(str(LABELS[name][value]), rows=2 if group else 1, is_bold=True) for value in extra]
    codes = [*(one["code"] for one in form["columns"]), *(one["code"] for one in group), *extra]
    return Table(
        head=[first, _headings(group, wording)] if group else [first],
        rows=[[figures[code] for code in codes]],
        caption=form["heading"][wording.language],
        code=name,
    )


def _headings(columns: list[dict[str, Any]], wording: Wording, rows: int = 1) -> list[Cell]:
    return [Cell(one[wording.language], rows=rows, is_bold=True) for one in columns]
