"""Projects, measures (with their tasks) and indicators of a workbook against what is known."""

from __future__ import annotations

from django.utils.translation import gettext as _

from outreach.desk.workbook.draft import Draft, FieldChange, ProjectView, differences, in_words
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.writes import IndicatorWrite, MeasureWrite, ProjectWrite, TaskWrite
from rules.indicators import INDICATOR_CODES

_PROJECT_FIELDS = {
    "title": "title",
    "customer": "customer",
    "priority": "priority_direction",
    "contract_number": "contract_number",
    "contract_date": "contract_date",
    "amount_kzt": "amount",
    "start": "starts_on",
    "end": "ends_on",
}


def stated(row: Row, fields: dict[str, str]) -> dict[str, object]:
    """Model field -> value of the cells that say something: an empty cell leaves what is known."""
    return {name: row[column] for column, name in fields.items() if row.states(column)}


def plan_projects(draft: Draft) -> None:
    """Compare the sheet of projects."""
    for ref, project in draft.known.projects.items():
        draft.projects[ref] = ProjectView(ref, project.starts_on, project.ends_on, project)
    for row in draft.book["projects"].rows:
        # A second row of the same ref was told of already.
        if row.states("ref") and "ref" not in row.bad:
            _plan_project(draft, row)


def _plan_project(draft: Draft, row: Row) -> None:
    sheet, ref = draft.book["projects"], row["ref"]
    existing = draft.known.projects.get(ref)
    values = stated(row, _PROJECT_FIELDS)
    if existing is None and "title" not in values:
        if "title" not in row.bad:
            draft.findings.warn("title_from_ref", sheet, row, "title", value=ref)
        values["title"] = ref
    start = row["start"] or (existing.starts_on if existing else None)
    end = row["end"] or (existing.ends_on if existing else None)
    if start and end and end < start:
        draft.findings.fault("end_before_start", sheet, row, "end")
    changes = differences(existing, values)
    grantee = row["grantee"]
    if existing and grantee and existing.grantee.name != grantee:
        changes.append(FieldChange(_("grantee"), existing.grantee.name, grantee))
    draft.projects[ref] = ProjectView(ref, start, end, existing)
    draft.tally.compared(sheet, row, ref, existing is None, changes)
    if existing is None or changes:
        draft.writes.projects.append(ProjectWrite(ref, values, grantee, existing))


def plan_measures(draft: Draft) -> None:
    """Compare the sheet of measures; tasks come from the numbers: 1.2 belongs to task 1."""
    draft.measures |= set(draft.known.measures)
    titles: dict[tuple[str, str], tuple[str, int]] = {}
    planned: set[tuple[str, str]] = set()
    sheet = draft.book["measures"]
    for row in sheet.rows:
        project_ref = draft.project_of(sheet, row)
        if project_ref is None or not row.states("number") or "number" in row.bad:
            continue
        number = row["number"]
        draft.measures.add((project_ref, number))
        task = task_number(number)
        first = titles.setdefault((project_ref, task), (row["task"], row.number)) if row["task"] else None
        if first and first[0] != row["task"]:
            draft.findings.warn("task_title_differs", sheet, row, "task", task=task, first=first[1])
        _plan_measure(draft, row, project_ref, task, planned)


def task_number(number: str) -> str:
    """The task a measure belongs to: the part before its last full stop."""
    return number.rpartition(".")[0] or number


def _plan_measure(draft: Draft, row: Row, project_ref: str, task: str, planned: set[tuple[str, str]]) -> None:
    sheet, number = draft.book["measures"], row["number"]
    existing = draft.known.measures.get((project_ref, number))
    values = stated(row, {"measure": "title", "deadline": "deadline_text"})
    if existing is None:
        values.setdefault("title", row["task"] or number)
    changes = differences(existing, values)
    changes += _plan_task(draft, row, project_ref, task, planned)
    draft.tally.compared(sheet, row, f"{project_ref} · {number}", existing is None, changes)
    if existing is None or differences(existing, values):
        draft.writes.measures.append(MeasureWrite(project_ref, number, task, values, existing))


def _plan_task(
    draft: Draft, row: Row, project_ref: str, number: str, planned: set[tuple[str, str]]
) -> list[FieldChange]:
    """The first row of a task makes or changes it."""
    existing = draft.known.tasks.get((project_ref, number))
    if (project_ref, number) in planned or (existing and not row["task"]):
        return []
    if existing is None and not row["task"]:
        titles = (other["task"] for other in draft.book["measures"].rows if _is_of(other, project_ref, number))
        title = next((title for title in titles if title), number)
    else:
        title = row["task"]
    planned.add((project_ref, number))
    if existing and existing.title == title:
        return []
    draft.writes.tasks.append(TaskWrite(project_ref, number, title, existing))
    return [FieldChange(_("task"), existing.title, title)] if existing else []


def _is_of(row: Row, project_ref: str, task: str) -> bool:
    return row["project"] == project_ref and task_number(row["number"] or "") == task


def plan_indicators(draft: Draft) -> None:
    """Compare the sheet of indicators."""
    sheet = draft.book["indicators"]
    for row in sheet.rows:
        project_ref = draft.project_of(sheet, row)
        if project_ref is None or not row.states("indicator") or row.bad:
            continue
        number = draft.measure_of(sheet, row, project_ref)
        if row.states("measure") and number is None:
            continue
        if row["indicator"] not in INDICATOR_CODES:
            draft.findings.warn("unknown_indicator", sheet, row, "indicator", value=row["indicator"])
        _plan_indicator(draft, row, project_ref, number)


def _plan_indicator(draft: Draft, row: Row, project_ref: str, number: str | None) -> None:
    sheet, code = draft.book["indicators"], row["indicator"]
    existing = draft.known.indicators.get((project_ref, number or "", code))
    if existing is None and not row.states("plan"):
        draft.findings.fault("cell_empty", sheet, row, "plan")
        return
    values = stated(row, {"plan": "plan", "unit": "unit"})
    changes = differences(existing, values)
    label = " · ".join(part for part in (project_ref, number, code) if part)
    draft.tally.compared(sheet, row, in_words(label), existing is None, changes)
    if existing is None or changes:
        draft.writes.indicators.append(IndicatorWrite(project_ref, number, code, values, existing))
