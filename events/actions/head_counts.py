"""Writing head counts: set, undo. The earlier one stays in the trail."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from events.models import Activity, CountUnit, HeadCount, HeadCountPart
from grants.actions.audit import record_audit
from grants.models import User
from rules.codes import DIMENSIONS
from rules.errors import AppError

# dimension -> value code -> number of people
Parts = Mapping[str, Mapping[str, int]]


@transaction.atomic
def set_head_count(
    activity: Activity,
    *,
    mode: str,
    basis: str,
    total: int,
    parts: Parts | None = None,
    people_within: int | None = None,
    by: User | None,
) -> HeadCount:
    """Set the activity's head count; a live one is voided and linked. What `parts` leave of `total` is "not stated".
    `people_within`: how many people the counted families are, if known; it enters no table.

    Raises AppError head_count_parts (dimension, sum, total) when the parts of a dimension exceed the total,
    people_within_of_no_families, people_within_too_few.
    """
    parts = parts or {}
    check_parts(total, parts)
    _check_within(activity, total, people_within)
    Activity.objects.select_for_update().get(pk=activity.pk)
    old = activity.head_counts.live().first()
    if old:
        _void(old, reason="replaced", by=by)
    new = HeadCount.objects.create(
        activity=activity,
        mode=mode,
        basis=basis,
        total=total,
        people_within=people_within,
        noted_by=by,
        replaces=old,
    )
    HeadCountPart.objects.bulk_create(
        HeadCountPart(head_count=new, dimension=dimension, value=value, count=count)
        for dimension, values in parts.items()
        for value, count in values.items()
        if count
    )
    record_audit(activity.organisation, by, "head_count.set", activity, total=total, mode=mode, basis=basis)
    return new


@transaction.atomic
def void_head_count(head_count: HeadCount, *, reason: str, by: User | None) -> None:
    """Undo a head count, with a reason. Raises AppError reason_missing."""
    if not reason.strip():
        raise AppError("reason_missing", 422)
    row = HeadCount.objects.select_for_update().get(pk=head_count.pk)
    if row.voided_at:
        return
    _void(row, reason=reason.strip()[:300], by=by)
    record_audit(head_count.activity.organisation, by, "head_count.void", head_count.activity, reason=reason)


def check_parts(total: int, parts: Parts) -> None:
    """Raises AppError unless every dimension is known and its parts fit into the total."""
    for dimension, values in parts.items():
        if dimension not in DIMENSIONS or set(values) - set(DIMENSIONS[dimension][:-1]):
            raise AppError("head_count_value_unknown", 422, dimension=dimension)
        if min(values.values(), default=0) < 0:
            raise AppError("head_count_negative", 422, dimension=dimension)
        if sum(values.values()) > total:
            raise AppError("head_count_parts", 422, dimension=dimension, sum=sum(values.values()), total=total)


def _check_within(activity: Activity, total: int, people_within: int | None) -> None:
    if people_within is None:
        return
    if activity.count_unit != CountUnit.FAMILIES:
        raise AppError("people_within_of_no_families", 422)
    if people_within < total:
        raise AppError("people_within_too_few", 422)


def _void(row: HeadCount, *, reason: str, by: User | None) -> None:
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
