"""Leaflets and brochures of a workbook against what is known."""

from __future__ import annotations

from events.models import Attendance, Material, MaterialCount
from outreach.desk.workbook.draft import UNCHANGED, Draft, FieldChange, differences
from outreach.desk.workbook.plan_grants import stated
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.writes import MaterialKey, MaterialWrite, PrintedWrite

# Activity, kind and language: the workbook knows no titles.
Known = dict[tuple[str, MaterialKey], MaterialCount]


def plan_materials(draft: Draft) -> None:
    """Compare the sheet of materials."""
    sheet = draft.book["materials"]
    if not sheet.rows:
        return
    # What has a day or a title was noted here and stays as it is; a row about the same copies would double them.
    noted = MaterialCount.objects.of(draft.known.organisation).filter(day=None, material__title="")
    known: Known = {
        (
            row.material.activity.ref,
            MaterialKey(row.point.name if row.point else "", row.material.kind, row.material.language),
        ): row
        for row in noted.select_related("material__activity", "point")
    }
    untitled = Material.objects.of(draft.known.organisation).filter(title="").select_related("activity")
    materials = {(one.activity.ref, one.kind, one.language): one for one in untitled}
    printed, here = _printed(draft, materials), _noted_here(draft)
    for row in sheet.rows:
        view = draft.activity_of(sheet, row)
        if view and row.states("material") and not row.bad:
            if _key(row) not in known and _is_noted_here(row, here.get(_of(row), set())):
                draft.findings.warn("copies_noted", sheet, row, "count")
                draft.tally.note(sheet, row, UNCHANGED)
                continue
            _plan_material(draft, row, known, printed)
    # How many were printed is said of a material that there is, or will be.
    there = {*materials, *((one.ref, one.key.kind, one.key.language) for one in draft.writes.materials)}
    draft.writes.printed[:] = [one for one in draft.writes.printed if (one.ref, one.kind, one.language) in there]


def _noted_here(draft: Draft) -> dict[tuple[str, str, str], set[str]]:
    """The points at which copies were noted here with a day or a title or counted on the counter, by material; "": at
    none."""
    counts = MaterialCount.objects.of(draft.known.organisation).exclude(day=None, material__title="")
    taps = Attendance.objects.of(draft.known.organisation).live().filter(material__isnull=False).order_by()
    columns = "material__activity__ref", "material__kind", "material__language", "point__name"
    found: dict[tuple[str, str, str], set[str]] = {}
    for ref, kind, language, point in [*counts.values_list(*columns), *taps.values_list(*columns).distinct()]:
        found.setdefault((ref, kind, language), set()).add(point or "")
    return found


def _is_noted_here(row: Row, points: set[str]) -> bool:
    """Whether the row may be about the same copies: of the same point, or one of the two names none."""
    return bool(points) and (not row["point"] or bool(points & {row["point"], ""}))


def _key(row: Row) -> tuple[str, MaterialKey]:
    return row["activity_ref"], MaterialKey(row["point"] or "", row["material"], row["language"] or "")


def _of(row: Row) -> tuple[str, str, str]:
    return row["activity_ref"], row["material"], row["language"] or ""


def _printed(draft: Draft, materials: dict[tuple[str, str, str], Material]) -> dict[tuple[str, str, str], FieldChange]:
    """How many copies of each material were printed, as its rows state together: what that changes. Rows that say
    nothing of it leave what is known."""
    sums: dict[tuple[str, str, str], int] = {}
    for row in draft.book["materials"].rows:
        if row.states("printed") and row.states("material") and not row.bad:
            sums[_of(row)] = sums.get(_of(row), 0) + row["printed"]
    changes = {}
    for of, number in sums.items():
        existing = materials.get(of)
        if existing is None or existing.printed != number:
            draft.writes.printed.append(PrintedWrite(*of, number))
        for change in differences(existing, {"printed": number}):
            changes[of] = change
    return changes


def _plan_material(draft: Draft, row: Row, known: Known, printed: dict[tuple[str, str, str], FieldChange]) -> None:
    sheet = draft.book["materials"]
    _ref, key = _key(row)
    existing = known.get(_key(row))
    values = stated(row, {"count": "handed_out"})
    if existing is None and "handed_out" not in values:
        draft.findings.fault("cell_empty", sheet, row, "count")
        return
    count = row["count"] if existing is None or row.states("count") else existing.handed_out
    if row.states("printed") and count > row["printed"]:
        draft.findings.fault("handed_out_exceeds", sheet, row, "count", count=count, printed=row["printed"])
        return
    changes = differences(existing, values)
    # The number printed is told beside the first row of its material.
    if change := printed.pop(_of(row), None):
        changes.append(change)
    label = " · ".join(part for part in (row["activity_ref"], *key) if part)
    draft.tally.compared(sheet, row, label, existing is None, changes)
    if existing is None or (values and changes):
        draft.writes.materials.append(MaterialWrite(row["activity_ref"], key, values, existing))
