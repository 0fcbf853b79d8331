"""Two questions against each other; a test before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from events.participant_pages import keep_private
from grants.access import MemberRequest, member_view
from grants.permissions import may_view
from rules.questionnaires.definition import Question
from rules.survey_maths.counting import choices_of
from rules.survey_maths.crosstables import NOT_STATED, UNKNOWN, CrossTable
from surveys.models import SurveyKind, WaveName
from surveys.queries.cross import column_questions, crossed, row_questions
from surveys.queries.pairs import pairs_of
from surveys.result_filters import filters_from
from surveys.views.run_results import FEW, head_of, reader_language, run_or_404

_WORDS: dict[str, str | Promise] = {NOT_STATED: _("not stated"), UNKNOWN: _("no longer offered")}


@dataclass(frozen=True)
class Cell:
    """One cell: how many, and their share of the row; `is_extra`: of the column "not stated", outside the shares."""

    count: int
    share: Decimal | None
    is_extra: bool


@dataclass(frozen=True)
class Row:
    """One group."""

    label: str | Promise
    base: int
    cells: tuple[Cell, ...]


@require_safe
@member_view(may_view)
def cross(request: MemberRequest, pk: int) -> HttpResponse:
    """A table of any two questions that are answered by choosing."""
    run = run_or_404(request, pk)
    filters = filters_from(request.GET, run)
    definition, language = run.version.definition, reader_language()
    rows, columns = row_questions(definition), column_questions(definition)
    row = _chosen(rows, request.GET.get("row", ""))
    column = _chosen(columns, request.GET.get("column", ""))
    context = head_of(request, run, filters) | {
        "row_choices": [(one.code, one.text.in_language(language)) for one in rows],
        "column_choices": [(one.code, one.text.in_language(language)) for one in columns],
        "row": row,
        "column": column,
    }
    if row and column and row.code != column.code:
        table = crossed(run=run, row=row, column=column, filters=filters)
        context |= {
            "row_text": row.text.in_language(language),
            "column_text": column.text.in_language(language),
            "headings": [label_of(column, code, language) for code in _shown_columns(table)],
            "rows": _rows(table, row, language),
            "table": table,
            "is_few": any(0 < base < FEW for base in table.bases),
        }
    return keep_private(render(request, "surveys/results_cross.html", context))


@require_safe
@member_view(may_view)
def pairs(request: MemberRequest, pk: int) -> HttpResponse:
    """What the same people knew before and after."""
    run = run_or_404(request, pk)
    if run.kind != SurveyKind.TEST:
        raise Http404
    language = reader_language()
    found = pairs_of(run=run)
    questions = [(one, one.question.text.in_language(language)) for one in found.questions] if found else []
    context = head_of(request, run, filters_from(request.GET, run)) | {
        "pairs": found,
        "questions": questions,
        "before": WaveName.PRE.label,
        "after": WaveName.POST.label,
    }
    return keep_private(render(request, "surveys/results_pairs.html", context))


def _chosen(questions: list[Question], code: str) -> Question | None:
    return next((one for one in questions if one.code == code), None)


def label_of(question: Question, code: str, language: str) -> str | Promise:
    """A row's or column's words."""
    option = next((one for one in choices_of(question) if one.code == code), None)
    return option.text.in_language(language) if option else _WORDS[code]


def _shown_columns(table: CrossTable) -> list[str]:
    """ "Not stated" only where somebody stands under it."""
    totals = dict(zip(table.columns, table.totals, strict=True))
    return [code for code in table.columns if code not in _WORDS or totals[code]]


def _rows(table: CrossTable, question: Question, language: str) -> list[Row]:
    answered = table.answered()
    shares = [dict(zip(answered.columns, row, strict=True)) for row in answered.row_shares()]
    shown = _shown_columns(table)
    rows = []
    for place, code in enumerate(table.rows):
        if code in _WORDS and not table.bases[place]:
            continue
        counts = dict(zip(table.columns, table.counts[place], strict=True))
        cells = tuple(Cell(counts[one], shares[place].get(one), one == NOT_STATED) for one in shown)
        rows.append(Row(label_of(question, code, language), table.bases[place], cells))
    return rows
