"""Leaflets and brochures of a workbook against what is known."""

from __future__ import annotations

from events.models import MaterialCount
from outreach.desk.workbook.draft import Draft, differences
from outreach.desk.workbook.plan_grants import stated
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.writes import MaterialWrite

Key = tuple[str, str, str, str]


def plan_materials(draft: Draft) -> None:
    """Compare the sheet of materials."""
    sheet = draft.book["materials"]
    if not sheet.rows:
        return
    stored = MaterialCount.objects.of(draft.known.organisation).select_related("activity")
    known = {(row.activity.ref, row.point, row.material, row.language): row for row in stored}
    for row in sheet.rows:
        view = draft.activity_of(sheet, row)
        if view and row.states("material") and not row.bad:
            _plan_material(draft, row, known)


def _plan_material(draft: Draft, row: Row, known: dict[Key, MaterialCount]) -> None:
    sheet = draft.book["materials"]
    key = (row["point"] or "", row["material"], row["language"] or "")
    existing = known.get((row["activity_ref"], *key))
    values = stated(row, {"count": "handed_out", "printed": "printed"})
    if existing is None and "handed_out" not in values:
        draft.findings.fault("cell_empty", sheet, row, "count")
        return
    count = row["count"] if existing is None or row.states("count") else existing.handed_out
    printed = row["printed"] if existing is None or row.states("printed") else existing.printed
    if printed is not None and count > printed:
        draft.findings.fault("handed_out_exceeds", sheet, row, "count", count=count, printed=printed)
        return
    changes = differences(existing, values)
    label = " · ".join(part for part in (row["activity_ref"], *key) if part)
    draft.tally.compared(sheet, row, label, existing is None, changes)
    if existing is None or changes:
        draft.writes.materials.append(MaterialWrite(row["activity_ref"], key, values, existing))
