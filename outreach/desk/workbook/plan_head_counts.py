"""Numbers without a list of people: what becomes of an activity's `reported_count` and its parts."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from events.models import HeadCount, HeadCountBasis, HeadCountMode
from events.reasons import BY_IMPORT
from outreach.desk.workbook.draft import ADDED, CHANGED, UNCHANGED, ActivityView, Draft, FieldChange, in_words
from outreach.desk.workbook.known import chunks
from outreach.desk.workbook.reader import Row
from outreach.desk.workbook.writes import HeadCountWrite, Parts
from rules.codes import NOT_STATED


def plan_head_counts(draft: Draft) -> None:
    """Decide about every activity that has a row in this file, or parts in the sheet of head counts."""
    parts_of = _rows_of_parts(draft)
    views = [view for view in draft.activities.values() if view.row or view.ref in parts_of]
    stored = _head_counts([view.pk for view in views if view.pk])
    for view in views:
        _plan(draft, view, parts_of.get(view.ref, []), stored.get(view.pk or 0, []))


def _rows_of_parts(draft: Draft) -> dict[str, list[Row]]:
    sheet = draft.book["headcounts"]
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sheet.rows:
        view = draft.activity_of(sheet, row)
        if view and not row.bad:
            found[view.ref].append(row)
    return found


def _head_counts(activities: list[int]) -> dict[int, list[HeadCount]]:
    """All head counts of these activities, the latest last."""
    found: dict[int, list[HeadCount]] = defaultdict(list)
    for handful in chunks(activities):
        for head_count in HeadCount.objects.filter(activity_id__in=handful).order_by("pk").prefetch_related("parts"):
            found[head_count.activity_id].append(head_count)
    return found


def _plan(draft: Draft, view: ActivityView, rows: list[Row], stored: list[HeadCount]) -> None:
    live = next((head_count for head_count in stored if head_count.voided_at is None), None)
    parts = _parts(draft, rows, view)
    if draft.rows_of[view.ref]:
        _rows_count(draft, view, rows, live)
    elif view.existing and view.existing.cancelled_at:
        _leave(draft, rows)
    else:
        _number_counts(draft, view, rows, parts, stored, live)


def _rows_count(draft: Draft, view: ActivityView, rows: list[Row], live: HeadCount | None) -> None:
    """There are people at the activity: the number is only compared with them."""
    counted, sheet = draft.rows_of[view.ref], draft.book["activities"]
    if view.row and view.reported is not None and view.reported != counted:
        code = "reported_beside_scanned" if draft.others_of[view.ref] else "reported_differs"
        draft.findings.warn(code, sheet, view.row, "reported_count", reported=view.reported, rows=counted)
    if rows:
        draft.findings.warn("parts_ignored", draft.book["headcounts"], rows[0], ref=view.ref)
    _leave(draft, rows)
    if live and _is_imported(live, view):
        view.changes.append(FieldChange(_("head count"), in_words(live.total), "—"))
        draft.writes.head_counts.append(HeadCountWrite(view.ref, None, {}, live))


def _number_counts(
    draft: Draft, view: ActivityView, rows: list[Row], parts: Parts, stored: list[HeadCount], live: HeadCount | None
) -> None:
    """There is nobody at the activity: the reported number is its head count."""
    total = view.reported
    if total is None and parts:
        total = max(sum(values.values()) for values in parts.values())
        draft.findings.warn("total_from_parts", draft.book["headcounts"], rows[0], "count", ref=view.ref, total=total)
    if total is None:
        _leave(draft, rows)
        return
    before = _parts_of(live) if live else {}
    if _was_left_by_hand(view, stored, live):
        if live is None or live.total != total or (parts and parts != before):
            _warn_kept(draft, view, rows)
        _leave(draft, rows)
        return
    wished = parts or before
    if not _fits(draft, view, rows, wished, total):
        return
    _tally_parts(draft, rows, before)
    if live and (live.total, before) == (total, wished):
        return
    if live:
        view.changes.append(FieldChange(_("head count"), in_words(live.total), in_words(total)))
    elif view.existing:
        view.changes.append(FieldChange(_("head count"), "—", in_words(total)))
    draft.writes.head_counts.append(HeadCountWrite(view.ref, total, wished, live))


def _is_imported(live: HeadCount, view: ActivityView) -> bool:
    """Whether the number is still the one that a workbook brought: somebody who sets another one changes it."""
    before = view.existing.reported_count if view.existing else None
    from_workbook = live.basis == HeadCountBasis.REPORTED and live.mode == HeadCountMode.INSTEAD
    return from_workbook and (before is None or before == live.total)


def _was_left_by_hand(view: ActivityView, stored: list[HeadCount], live: HeadCount | None) -> bool:
    if live:
        return not _is_imported(live, view)
    return bool(stored) and stored[-1].void_reason not in BY_IMPORT


def _warn_kept(draft: Draft, view: ActivityView, rows: list[Row]) -> None:
    if view.row:
        draft.findings.warn("head_count_kept", draft.book["activities"], view.row, "reported_count")
    else:
        draft.findings.warn("head_count_kept", draft.book["headcounts"], rows[0], "count")


def _parts(draft: Draft, rows: list[Row], view: ActivityView) -> Parts:
    parts: Parts = defaultdict(dict)
    for row in rows:
        if row["value"] != NOT_STATED and row["count"]:
            parts[row["dimension"]][row["value"]] = row["count"]
    return dict(parts)


def _parts_of(head_count: HeadCount) -> Parts:
    parts: Parts = defaultdict(dict)
    for part in head_count.parts.all():
        parts[part.dimension][part.value] = part.count
    return dict(parts)


def _fits(draft: Draft, view: ActivityView, rows: list[Row], parts: Parts, total: int) -> bool:
    """Whether the parts of every dimension, those not stated included, fit into the total."""
    sums = Counter({dimension: sum(values.values()) for dimension, values in parts.items()})
    for row in rows:
        if row["value"] == NOT_STATED:
            sums[row["dimension"]] += row["count"]
    fits = True
    for dimension, number in sums.items():
        if number <= total:
            continue
        fits = False
        place = next((row for row in rows if row["dimension"] == dimension), None)
        if place:
            draft.findings.fault("parts_exceed", draft.book["headcounts"], place, "count", sum=number, total=total)
        else:
            draft.findings.fault(
                "parts_exceed", draft.book["activities"], view.row, "reported_count", sum=number, total=total
            )
    return fits


def _leave(draft: Draft, rows: list[Row]) -> None:
    for row in rows:
        draft.tally.note(draft.book["headcounts"], row, UNCHANGED)


def _tally_parts(draft: Draft, rows: list[Row], before: Parts) -> None:
    sheet = draft.book["headcounts"]
    for row in rows:
        old = before.get(row["dimension"], {}).get(row["value"], 0)
        new = 0 if row["value"] == NOT_STATED else row["count"]
        label = " · ".join((row["activity_ref"], row["dimension"], row["value"]))
        if old == new:
            draft.tally.note(sheet, row, UNCHANGED)
        elif old == 0:
            draft.tally.note(sheet, row, ADDED, label)
        else:
            fields = [FieldChange(_("number"), in_words(old), in_words(new))]
            draft.tally.note(sheet, row, CHANGED, label, fields)
