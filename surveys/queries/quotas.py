"""Planned respondents against those who came, by the answers to one question or two."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rules.questionnaires.definition import Question
from surveys.models import Response, Run, WaveName

# Keys of the grid that are no option: no answer given, and an answer the questionnaire does not have any more.
NOT_STATED, ELSEWHERE = "", "?"


@dataclass(frozen=True)
class QuotaCell:
    """`planned` is None where nothing was planned; `actual` is how many sheets say so; `missing` how many are still
    wanted: in a total the sum over its cells, for too many in one group make up for nobody in another."""

    planned: int | None
    actual: int
    missing: int


@dataclass(frozen=True)
class QuotaRow:
    """One answer to the row's question, its cells, and their sum. `code` may be NOT_STATED or ELSEWHERE."""

    code: str
    cells: tuple[QuotaCell, ...]
    total: QuotaCell


@dataclass(frozen=True)
class QuotaGrid:
    """The grid. `columns` are codes of the columns' question, with NOT_STATED and ELSEWHERE where they occur, or one
    "all" column; `total` counts every sheet, so that the grid sums to what has come."""

    row_question: Question | None
    column_question: Question | None
    columns: tuple[str, ...]
    rows: tuple[QuotaRow, ...]
    foot: tuple[QuotaCell, ...]
    total: QuotaCell


def quota_grid(*, run: Run) -> QuotaGrid | None:
    """The grid of a run with quotas, over the sheets of its first door; None without quotas. Two queries."""
    if not run.quota_rows:
        return None
    definition = run.version.definition
    row, column = definition.by_code.get(run.quota_rows), definition.by_code.get(run.quota_columns)
    planned = {(quota.row, quota.column): quota.planned for quota in run.quotas.all()}
    counted = _counted(run, row, column)
    keys = planned.keys() | counted.keys()
    lines = _keys(row, {one for one, _ in keys})
    heads = _keys(column, {one for _, one in keys}) if run.quota_columns else (NOT_STATED,)

    def cell(rows: tuple[str, ...], columns: tuple[str, ...]) -> QuotaCell:
        places = [(one, other) for one in rows for other in columns]
        plans = [planned[place] for place in places if place in planned]
        missing = sum(max(0, planned[place] - counted[place]) for place in places if place in planned)
        return QuotaCell(sum(plans) if plans else None, sum(counted[place] for place in places), missing)

    return QuotaGrid(
        row_question=row,
        column_question=column,
        columns=heads,
        rows=tuple(
            QuotaRow(line, tuple(cell((line,), (head,)) for head in heads), cell((line,), heads)) for line in lines
        ),
        foot=tuple(cell(lines, (head,)) for head in heads),
        total=cell(lines, heads),
    )


def _counted(run: Run, row: Question | None, column: Question | None) -> Counter[tuple[str, str]]:
    door = WaveName.PRE if run.kind == "test" else WaveName.ONLY
    sheets = Response.objects.filter(run=run, wave=door)
    found: Counter[tuple[str, str]] = Counter()
    for answers in sheets.values_list("answers", flat=True).iterator(chunk_size=2000):
        found[_key(row, answers.get(run.quota_rows)), _key(column, answers.get(run.quota_columns))] += 1
    return found


def _key(question: Question | None, value: object) -> str:
    if not isinstance(value, str) or not value or value == "~":
        return NOT_STATED
    return value if question and value in question.codes else ELSEWHERE


def _keys(question: Question | None, seen: set[str]) -> tuple[str, ...]:
    """Every option of the question, then what else was answered."""
    codes = question.codes if question else ()
    return (*codes, *sorted(seen - set(codes), reverse=True))
