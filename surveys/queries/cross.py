"""Two questions of a run set against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.questionnaires.conditions import Answers
from rules.questionnaires.definition import MULTIPLE, Definition, Question
from rules.survey_maths.counting import ONE_CODE, chosen
from rules.survey_maths.crosstables import CrossTable, cross_table, cross_table_of_several
from rules.survey_maths.suppression import SafeTable, joined_to, parents_of, protect_linked, protect_table, routed_pairs
from surveys.models import Run
from surveys.queries.sheets import Filters, definitions_of, read_sheets


def row_questions(definition: Definition) -> list[Question]:
    """Questions that part people into groups: one answer each."""
    return [question for question in definition.answered if question.type in ONE_CODE]


def column_questions(definition: Definition) -> list[Question]:
    """Questions whose answers may stand in the columns."""
    return [question for question in definition.answered if question.type in (*ONE_CODE, MULTIPLE)]


def crossed(*, run: Run, row: Question, column: Question, filters: Filters) -> CrossTable:
    """People by their answer to `row` and to `column`; who was not shown a question, or left it empty, stands under
    "not stated". One query."""
    return _table(_sheets(run, filters), row, column)


def crossed_for_all(*, run: Run, row: Question, column: Question, door: str) -> SafeTable | None:
    """The same as it may leave the house: small groups hidden with what would reveal them. None where the two may not
    be set against each other because one is only shown after the other.

    Where routing joins other questions to the column, their tables are weighed too: who was shown one tells what they
    answered to another.
    """
    definitions = definitions_of(run).values()
    parents = parents_in(definitions)
    if frozenset((row.code, column.code)) in routed_pairs(parents):
        return None
    joined = joined_to(column.code, parents)
    filters = Filters(door=door)
    if joined == {column.code}:
        return protect_table(crossed(run=run, row=row, column=column, filters=filters))
    asked = {question.code: question for one in definitions for question in column_questions(one)}
    columns = [asked[code] for code in sorted((joined & set(asked)) - {row.code})]
    sheets = list(_sheets(run, filters))
    tables = {one.code: _of_shown(sheets, row, one) for one in columns}
    of_all = cross_table(((_one(sheet, row), None) for sheet in sheets), row.codes, ())
    return protect_linked(tables, parents, groups=dict(zip(of_all.rows, of_all.bases, strict=True)))[column.code]


def _of_shown(sheets: Iterable[Answers], row: Question, column: Question) -> CrossTable:
    """Of the people who were shown both questions."""
    return _table((sheet for sheet in sheets if row.code in sheet and column.code in sheet), row, column)


def _table(sheets: Iterable[Answers], row: Question, column: Question) -> CrossTable:
    if column.type == MULTIPLE:
        several = ((_one(sheet, row), chosen(sheet.get(column.code))) for sheet in sheets)
        return cross_table_of_several(several, row.codes, column.codes)
    return cross_table(((_one(sheet, row), _one(sheet, column)) for sheet in sheets), row.codes, column.codes)


def parents_in(definitions: Iterable[Definition]) -> dict[str, set[str]]:
    """For each question those that decide whether it is shown, in any of the versions."""
    found: dict[str, set[str]] = {}
    for definition in definitions:
        for code, named in parents_of(definition).items():
            found.setdefault(code, set()).update(named)
    return found


def _sheets(run: Run, filters: Filters) -> Iterator[Answers]:
    for _version, sheets in read_sheets(run, filters):
        yield from sheets


def _one(sheet: Answers, question: Question) -> str | None:
    return next(iter(chosen(sheet.get(question.code))), None)
