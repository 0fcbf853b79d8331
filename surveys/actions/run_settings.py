"""What is decided about a run beside its doors: plan, quotas, tablet, version; and undoing one that nobody answered."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError
from rules.questionnaires.definition import ONE_OPTION, Definition, Question
from surveys.models import QuestionnaireVersion, Quota, Run, new_link_code

# A cell of the grid: the row's option and the column's ("" in a grid of one question).
Cell = tuple[str, str]


@transaction.atomic
def set_planned(run: Run, *, planned: int | None, by: User | None) -> Run:
    """Say how many respondents are planned; None: no plan."""
    held = _held(run)
    if held.planned != planned:
        held.planned = planned
        held.save(update_fields=["planned"])
        record_audit(held.organisation, by, "survey.planned", held, planned=planned)
    return held


@transaction.atomic
def set_quotas(run: Run, *, rows: str, columns: str, planned: Mapping[Cell, int], by: User | None) -> Run:
    """Plan respondents by the answers to one question (`columns` is "") or two; rows "": no quotas any more.

    Cells with nothing planned may be left out. Raises AppError quota_question_unknown: not a question with one answer
    of these options, or the same question twice.
    """
    held = _held(run)
    row, column = _crossed(held.version.definition, rows, columns)
    if any(not _is_cell(cell, row, column) for cell in planned):
        raise AppError("quota_question_unknown", 422)
    held.quota_rows, held.quota_columns = rows, columns
    held.save(update_fields=["quota_rows", "quota_columns"])
    held.quotas.all().delete()
    Quota.objects.bulk_create(
        Quota(run=held, row=cell[0], column=cell[1], planned=number) for cell, number in planned.items() if number
    )
    record_audit(held.organisation, by, "survey.quotas", held, rows=rows, columns=columns, cells=len(planned))
    return held


@transaction.atomic
def switch_kiosk(run: Run, *, on: bool, by: User | None) -> Run:
    """Make the link for a tablet in the hall, or end it. Raises AppError survey_closed."""
    held = _open(run)
    if on == bool(held.kiosk_code):
        return held
    held.kiosk_code = new_link_code() if on else None
    held.save(update_fields=["kiosk_code"])
    record_audit(held.organisation, by, "survey.kiosk", held, on=on)
    return held


@transaction.atomic
def move_to_version(run: Run, *, version: QuestionnaireVersion, by: User | None) -> Run:
    """Ask a newer version from now on; sheets keep theirs. Raises AppError survey_closed, version_not_newer."""
    held = _open(run)
    if version.pk == held.version_id:
        return held
    now = held.version
    if version.questionnaire_id != now.questionnaire_id or version.published_at is None or version.number <= now.number:
        raise AppError("version_not_newer", 422)
    held.version = version
    held.save(update_fields=["version"])
    record_audit(held.organisation, by, "survey.version", held, number=version.number)
    return held


@transaction.atomic
def delete_run(run: Run, *, by: User | None) -> None:
    """Undo a run that nobody has answered: its links lead nowhere afterwards. Raises AppError survey_answered."""
    held = _held(run)
    if held.responses.exists():
        raise AppError("survey_answered", 409)
    record_audit(held.organisation, by, "survey.delete", held, kind=held.kind)
    held.delete()


def quota_questions(definition: Definition) -> list[Question]:
    """The questions that a grid can be made of: answered by one option."""
    return [question for question in definition.answered if question.type in ONE_OPTION]


def _crossed(definition: Definition, rows: str, columns: str) -> tuple[Question | None, Question | None]:
    known = {question.code: question for question in quota_questions(definition)}
    row, column = known.get(rows), known.get(columns)
    unknown = (rows and row is None) or (columns and column is None)
    if unknown or (columns and (not rows or rows == columns)):
        raise AppError("quota_question_unknown", 422)
    return row, column


def _is_cell(cell: Cell, row: Question | None, column: Question | None) -> bool:
    return row is not None and cell[0] in row.codes and cell[1] in (column.codes if column else ("",))


def _held(run: Run) -> Run:
    """The run's row, locked."""
    related = Run.objects.select_related("organisation", "version__questionnaire")
    return related.select_for_update(of=("self",)).get(pk=run.pk)


def _open(run: Run) -> Run:
    held = _held(run)
    if held.closed_at:
        raise AppError("survey_closed", 410)
    return held
