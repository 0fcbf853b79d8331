"""Activities of a workbook against what is known. What happens to their head counts is plan_head_counts' matter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from events.models import Activity, ActivityKind, Attendance
from outreach.desk.workbook.draft import ActivityView, Draft, FieldChange, differences, in_words
from outreach.desk.workbook.plan_grants import stated
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.words import fold
from outreach.desk.workbook.writes import ActivityWrite

_FIELDS = {
    "title": "title",
    "date": "starts_on",
    "end_date": "ends_on",
    "time": "starts_at",
    "venue": "venue",
    "city": "town",
    "format": "format",
    "reported_count": "reported_count",
    "count_unit": "count_unit",
}


def plan_activities(draft: Draft) -> None:
    """Compare the sheet of activities. The rows are counted by `tally_activities`, when all is known about them."""
    for ref, activity in draft.known.activities.items():
        draft.activities[ref] = ActivityView(
            ref=ref,
            project_ref=activity.project.ref,
            existing=activity,
            starts_on=activity.starts_on,
            starts_at=activity.starts_at,
            reported=activity.reported_count,
        )
    for row in draft.book["activities"].rows:
        if row.states("ref") and "ref" not in row.bad:
            _plan_activity(draft, row)


def tally_activities(draft: Draft) -> None:
    """Count the rows of the sheet."""
    for view in draft.activities.values():
        if view.row:
            draft.tally.compared(draft.book["activities"], view.row, view.ref, view.existing is None, view.changes)


def _plan_activity(draft: Draft, row: Row) -> None:
    existing = draft.known.activities.get(row["ref"])
    sheet = draft.book["activities"]
    project_ref = existing.project.ref if existing and not row.states("project") else draft.project_of(sheet, row)
    kind = _kind(draft, row, existing)
    values = stated(row, _FIELDS)
    if kind:
        values["kind"] = kind
    if existing is None and kind and "title" not in values:
        if "title" not in row.bad:
            draft.findings.warn("title_from_kind", sheet, row, "title", value=kind.name)
        values["title"] = kind.name
    _let_old_end_go(row, existing, values)
    view = _view(draft, row, existing, project_ref or "", values)
    draft.activities[view.ref] = view
    if project_ref is None:
        return
    number = draft.measure_of(sheet, row, project_ref)
    moved = existing is not None and existing.project.ref != project_ref
    view.changes = differences(existing, values) + _moves(existing, project_ref, number)
    if moved and number is None:
        # The old project's measure cannot stay.
        number = ""
    _check_dates(draft, row, view, values)
    if existing is None or view.changes:
        draft.writes.activities.append(
            ActivityWrite(view.ref, project_ref if existing is None or moved else None, number, values, existing)
        )


def _kind(draft: Draft, row: Row, existing: Activity | None) -> ActivityKind | None:
    sheet = draft.book["activities"]
    if not row.states("kind"):
        if existing is None and "kind" not in row.bad:
            draft.findings.fault("cell_empty", sheet, row, "kind")
        return None
    kind = draft.known.kinds.get(fold(row["kind"]))
    if kind is None:
        draft.findings.fault("unknown_kind", sheet, row, "kind", value=row["kind"])
    return kind


def _view(draft: Draft, row: Row, existing: Activity | None, project_ref: str, values: dict[str, Any]) -> ActivityView:
    def will_be(name: str) -> Any:
        return values.get(name, getattr(existing, name) if existing else None)

    return ActivityView(
        ref=row["ref"],
        project_ref=project_ref,
        existing=existing,
        row=row,
        starts_on=will_be("starts_on"),
        starts_at=will_be("starts_at"),
        reported=will_be("reported_count"),
    )


def _moves(existing: Activity | None, project_ref: str, number: str | None) -> list[FieldChange]:
    if existing is None:
        return []
    changes = []
    if existing.project.ref != project_ref:
        changes.append(FieldChange(_("project"), existing.project.ref, project_ref))
    before = existing.measure.number if existing.measure else None
    if number is not None and (number != before or existing.project.ref != project_ref):
        changes.append(FieldChange(_("measure"), in_words(before), number))
    return changes


def _let_old_end_go(row: Row, existing: Activity | None, values: dict[str, Any]) -> None:
    """The activity has moved behind its old last day, and the file names no new one."""
    start = values.get("starts_on")
    if existing and existing.ends_on and start and start > existing.ends_on and not row.states("end_date"):
        values["ends_on"] = None


def _check_dates(draft: Draft, row: Row, view: ActivityView, values: dict[str, Any]) -> None:
    sheet, existing = draft.book["activities"], view.existing
    start, end = view.starts_on, values.get("ends_on", existing.ends_on if existing else None)
    if end and start is None and "date" not in row.bad:
        draft.findings.fault("end_without_start", sheet, row, "date")
    if end and start and end < start:
        draft.findings.fault("end_before_start", sheet, row, "end_date")
    _check_births(draft, row, view)
    _warn_of_period(draft, row, view, start, end or start)


def _check_births(draft: Draft, row: Row, view: ActivityView) -> None:
    """A new date recomputes the ages of those whose birth year is known."""
    if view.existing is None or view.starts_on is None or view.starts_on == view.existing.starts_on:
        return
    youngest = Attendance.objects.filter(activity=view.existing).aggregate(year=Max("birth_year"))["year"]
    if youngest and youngest > view.starts_on.year:
        draft.findings.fault("birth_after_activity", draft.book["activities"], row, "date", ref=view.ref)


def _warn_of_period(draft: Draft, row: Row, view: ActivityView, first: date | None, last: date | None) -> None:
    project = draft.projects[view.project_ref]
    before = first and project.starts_on and first < project.starts_on
    after = last and project.ends_on and last > project.ends_on
    if before or after:
        draft.findings.warn(
            "outside_contract",
            draft.book["activities"],
            row,
            "date",
            start=in_words(project.starts_on),
            end=in_words(project.ends_on),
        )
