"""Closing check-in and opening it again. What phones still hold comes in all the same: a fact is never refused."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from events.actions.places import fill_places
from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


@transaction.atomic
def close_check_in(activity: Activity, *, by: User) -> Activity:
    """From now on neither the poster nor a scanner counts anybody new. Closing twice keeps the first moment.

    Raises AppError activity_cancelled.
    """
    held = _hold(activity)
    if held.cancelled_at:
        raise AppError("activity_cancelled", 409)
    if not held.closed_at:
        held.closed_at, held.closed_by = timezone.now(), by
        held.save(update_fields=["closed_at", "closed_by"])
        record_audit(held.organisation, by, "activity.close_check_in", held)
    return held


@transaction.atomic
def reopen_check_in(activity: Activity, *, by: User) -> Activity:
    """Count people again. Opening what is open changes nothing."""
    held = _hold(activity)
    if held.closed_at:
        held.closed_at = held.closed_by = None
        held.save(update_fields=["closed_at", "closed_by"])
        # While it was closed nobody moved up.
        fill_places(held)
        record_audit(held.organisation, by, "activity.reopen_check_in", held)
    return held


def _hold(activity: Activity) -> Activity:
    held = Activity.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    return held.get(pk=activity.pk)
