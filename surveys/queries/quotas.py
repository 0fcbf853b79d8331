"""Planned respondents against those who came, by the answers to one question or two; counted as results count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rules.questionnaires.conditions import Answers
from rules.questionnaires.definition import Question
from rules.survey_maths.counting import chosen
from rules.survey_maths.crosstables import NOT_STATED, UNKNOWN, CrossTable, cross_table
from surveys.models import Run
from surveys.queries.sheets import Filters, door_names, read_sheets

# The one column of a grid of one question.
EVERYBODY = "all"
Cell = tuple[str, str]


@dataclass(frozen=True)
class QuotaCell:
    """`planned` is None where nothing was planned; `actual` is how many sheets say so; `missing` how many are still
    wanted: in a total the sum over its cells, for too many in one group make up for nobody in another."""

    planned: int | None
    actual: int
    missing: int


@dataclass(frozen=True)
class QuotaRow:
    """One answer to the row's question, its cells, and their sum. `code` may be NOT_STATED or UNKNOWN."""

    code: str
    cells: tuple[QuotaCell, ...]
    total: QuotaCell


@dataclass(frozen=True)
class QuotaGrid:
    """The grid. Answers for which nothing was planned, NOT_STATED and UNKNOWN (an option that the question has not got
    any more) are in it where they occur, so that it sums to all sheets."""

    row_question: Question | None
    column_question: Question | None
    columns: tuple[str, ...]
    rows: tuple[QuotaRow, ...]
    foot: tuple[QuotaCell, ...]
    total: QuotaCell


def quota_grid(*, run: Run) -> QuotaGrid | None:
    """The grid of a run with quotas, over the sheets of its first door; None without quotas. Three queries."""
    if not run.quota_rows:
        return None
    asked = run.version.definition.by_code
    row, column = asked.get(run.quota_rows), asked.get(run.quota_columns)
    across = (column.codes if column else ()) if run.quota_columns else (EVERYBODY,)
    table = cross_table(_groups(run), row.codes if row else (), across)
    return _grid(row, column, _actual(table), _planned(run, table))


def _groups(run: Run) -> Iterator[tuple[str | None, str | None]]:
    """Each sheet's row and column."""
    for _version, sheets in read_sheets(run, Filters(door=door_names(run)[0])):
        for sheet in sheets:
            yield _one(sheet, run.quota_rows), _one(sheet, run.quota_columns) if run.quota_columns else EVERYBODY


def _actual(table: CrossTable) -> dict[Cell, int]:
    return {
        (group, answer): number
        for group, counts in zip(table.rows, table.counts, strict=True)
        for answer, number in zip(table.columns, counts, strict=True)
    }


def _planned(run: Run, table: CrossTable) -> Counter[Cell]:
    """The plan by the table's codes; one for an option that is gone stands under UNKNOWN."""
    planned: Counter[Cell] = Counter()
    for quota in run.quotas.all():
        row = quota.row if quota.row in table.rows else UNKNOWN
        column = quota.column or EVERYBODY
        planned[row, column if column in table.columns else UNKNOWN] += quota.planned
    return planned


def _grid(
    row: Question | None, column: Question | None, actual: Mapping[Cell, int], planned: Mapping[Cell, int]
) -> QuotaGrid:
    lines, heads = _shown(row, 0, actual, planned), _shown(column, 1, actual, planned)

    def cell(rows: Iterable[str], columns: tuple[str, ...]) -> QuotaCell:
        places = [(one, other) for one in rows for other in columns]
        plans = [place for place in places if place in planned]
        return QuotaCell(
            planned=sum(planned[place] for place in plans) if plans else None,
            actual=sum(actual.get(place, 0) for place in places),
            missing=sum(max(0, planned[place] - actual.get(place, 0)) for place in plans),
        )

    return QuotaGrid(
        row_question=row,
        column_question=column,
        columns=heads,
        rows=tuple(
            QuotaRow(line, tuple(cell([line], (head,)) for head in heads), cell([line], heads)) for line in lines
        ),
        foot=tuple(cell(lines, (head,)) for head in heads),
        total=cell(lines, heads),
    )


def _shown(
    question: Question | None, axis: int, actual: Mapping[Cell, int], planned: Mapping[Cell, int]
) -> tuple[str, ...]:
    """Every option of the question; what is no option of it only where somebody or some plan is."""
    codes = question.codes if question else ()
    found = {cell[axis] for cell, number in actual.items() if number} | {cell[axis] for cell in planned}
    return (*codes, *(code for code in (EVERYBODY, UNKNOWN, NOT_STATED) if code in found and code not in codes))


def _one(sheet: Answers, question: str) -> str | None:
    return next(iter(chosen(sheet.get(question))), None)
