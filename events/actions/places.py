"""Places of an activity: who loses one, who gets the next.

Whatever changes them holds the activity's row first, so that two people never get the same last place; several
activities are held in the order of their ids.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Activity, Person, Registration, RegistrationState
from events.queries.registrations import is_over, places_of
from grants.actions.audit import record_audit
from grants.models import User
from rules.codes import NOT_STATED


def hold_activity(activity_id: int) -> Activity:
    """The activity as it is now, held until the transaction ends."""
    found = Activity.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("organisation", "project").get(pk=activity_id)


def fill_places(activity: Activity) -> list[Registration]:
    """Give free places to who waits longest; returns who got one. `activity` is held. Nobody gets a place at what is
    cancelled or over."""
    now = timezone.now()
    if activity.cancelled_at or is_over(activity, now):
        return []
    free = places_of(activities=[activity])[activity.pk].left
    waiting = activity.registrations.filter(state=RegistrationState.WAITING).order_by("joined_at", "pk")
    promoted = list(waiting if free is None else waiting[:free])
    for registration in promoted:
        registration.state, registration.promoted_at = RegistrationState.PLACE, now
    Registration.objects.bulk_update(promoted, ["state", "promoted_at"], batch_size=200)
    return promoted


@transaction.atomic
def cancel_registration(registration: Registration, *, by: User | None) -> list[Registration]:
    """Give a place or a number in the queue back; the next one moves up. Twice is once. `by` None: the person.

    Returns who got a place from the waiting list.
    """
    activity = hold_activity(registration.activity_id)
    row = Registration.objects.get(pk=registration.pk)
    if row.state == RegistrationState.CANCELLED:
        return []
    row.state, row.cancelled_at = RegistrationState.CANCELLED, timezone.now()
    row.save(update_fields=["state", "cancelled_at"])
    record_audit(activity.organisation, by, "registration.cancel", row)
    return fill_places(activity)


def give_up_registrations(person: Person, *, by: User | None) -> None:
    """Cancel everything a person registered for and empty what they stated with it: their data are being deleted."""
    live = person.registrations.exclude(state=RegistrationState.CANCELLED).order_by("activity_id")
    for registration in live:
        cancel_registration(registration, by=by)
    person.registrations.update(gender=NOT_STATED, age=None, birth_year=None, statuses="")


@transaction.atomic
def set_registration(
    activity: Activity,
    *,
    takes_registrations: bool,
    registration_ends_at: datetime | None,
    capacity: int | None,
    by: User | None,
) -> list[Registration]:
    """Open or close registration and say how many places there are; nobody loses a place when there are fewer.

    Returns who got a place from the waiting list.
    """
    row = hold_activity(activity.pk)
    wished = {
        "takes_registrations": takes_registrations,
        "registration_ends_at": registration_ends_at,
        "capacity": capacity,
    }
    changed = sorted(name for name, value in wished.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, wished[name])
    if changed:
        row.save(update_fields=changed)
        record_audit(row.organisation, by, "activity.registration", row, changed=changed)
    return fill_places(row)
