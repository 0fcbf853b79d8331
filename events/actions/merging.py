"""Two rows of people that are one person: put them together, and take it back.

Nothing is copied or deleted: the entries of the merged row change hands, its codes stay and go on meaning the kept one
(Person.standing). What was moved is written down, so that undoing gives back exactly that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.actions.places import fill_places, hold_activity
from events.models import Activity, Attendance, DifferentPeople, Person, PersonMerge, Registration, RegistrationState
from events.reasons import MERGED
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError

# What a kept row takes over where it has nothing of its own.
_FILLED = ("name", "phone", "external_key")


@transaction.atomic
def merge_people(*, kept: Person, merged: Person, by: User | None) -> PersonMerge:
    """From now on `merged` means `kept`: visits and registrations move, whoever visited a session as both counts once.

    Asking for a merge that stands already gives that one. Raises AppError person_of_another_organisation,
    merge_same_person, person_withdrawn, merged_already when one of them was put together with somebody else.
    """
    if kept.organisation_id != merged.organisation_id:
        raise AppError("person_of_another_organisation", 404)
    if kept.pk == merged.pk:
        raise AppError("merge_same_person", 422)
    kept, merged = _hold_both(kept, merged)
    if merged.merged_into_id == kept.pk:
        return PersonMerge.objects.get(merged=merged, undone_at__isnull=True)
    if kept.withdrawn_at or merged.withdrawn_at:
        raise AppError("person_withdrawn", 409)
    if kept.merged_into_id or merged.merged_into_id:
        raise AppError("merged_already", 409)
    moved = {
        **_move_attendances(kept, merged, by),
        **_move_registrations(kept, merged),
        "filled": _fill(kept, merged),
    }
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    merge = PersonMerge.objects.create(
        organisation_id=kept.organisation_id, kept=kept, merged=merged, moved=moved, by=by
    )
    record_audit(kept.organisation, by, "person.merge", merge, kept=kept.pk, merged=merged.pk)
    return merge


@transaction.atomic
def unmerge(merge: PersonMerge, *, by: User | None) -> PersonMerge:
    """Take a merge back: both people have again what they had. What the kept one gained since stays with them.

    Twice is once. Raises AppError person_withdrawn, merge_undo_later_first when the kept person was put together with
    somebody else afterwards: entries that count once among three people can only be told apart in that order.
    """
    merge = PersonMerge.objects.select_related("kept", "merged", "organisation").get(pk=merge.pk)
    kept, merged = _hold_both(merge.kept, merge.merged)
    merge.refresh_from_db(fields=["undone_at", "moved"])
    if merge.undone_at:
        return merge
    if kept.withdrawn_at or merged.withdrawn_at:
        raise AppError("person_withdrawn", 409)
    later = PersonMerge.objects.filter(kept=kept, undone_at__isnull=True, pk__gt=merge.pk)
    if kept.merged_into_id or later.exists():
        raise AppError("merge_undo_later_first", 409)
    _give_back_attendances(kept, merged, merge.moved)
    _give_back_registrations(kept, merged, merge.moved)
    _unfill(kept, merged, merge.moved["filled"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    record_audit(merge.organisation, by, "person.unmerge", merge, kept=kept.pk, merged=merged.pk)
    return merge


def keep_apart(one: Person, other: Person, *, by: User | None) -> DifferentPeople:
    """Remember that two alike rows are two people. Twice is once. Raises AppError person_of_another_organisation,
    merge_same_person."""
    if one.organisation_id != other.organisation_id:
        raise AppError("person_of_another_organisation", 404)
    if one.pk == other.pk:
        raise AppError("merge_same_person", 422)
    first, second = sorted((one, other), key=lambda person: person.pk)
    decided, is_new = DifferentPeople.objects.get_or_create(
        first=first, second=second, defaults={"organisation_id": first.organisation_id, "by": by}
    )
    if is_new:
        record_audit(first.organisation, by, "person.different", decided, first=first.pk, second=second.pk)
    return decided


def _hold_both(kept: Person, merged: Person) -> tuple[Person, Person]:
    """Both as they are now, held until the transaction ends; always in the order of their ids, so that two merges of
    the same people wait for each other instead of for ever."""
    people = Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    held = {person.pk: person for person in people}
    return held[kept.pk], held[merged.pk]


def _move_attendances(kept: Person, merged: Person, by: User | None) -> dict[str, Any]:
    """The merged person's entries become the kept one's. Undone ones too: restoring one must find the other's entry."""
    rows = Attendance.objects.filter(person=merged)
    live = rows.live()
    everything = list(rows.order_by("pk").values_list("pk", flat=True))
    counted = list(rows.counted().order_by("pk").values_list("pk", flat=True))
    here_twice = live.filter(session__in=Attendance.objects.live().filter(person=kept).values("session"))
    voided = list(here_twice.order_by("pk").values_list("pk", flat=True))
    Attendance.objects.filter(pk__in=voided).update(
        voided_at=timezone.now(), voided_by=by, void_reason=MERGED, is_counted=False
    )
    # First step back, then move: a person has one counted entry per activity at every moment.
    counted_as_kept = Attendance.objects.counted().filter(person=kept).values("activity")
    rows.filter(activity__in=list(counted_as_kept.values_list("activity", flat=True))).update(is_counted=False)
    rows.update(person=kept)
    return {"attendances": everything, "voided": voided, "counted": counted}


def _give_back_attendances(kept: Person, merged: Person, moved: dict[str, Any]) -> None:
    mine = _with_corrections(moved["attendances"])
    rows = Attendance.objects.filter(pk__in=mine, person=kept)
    activities = set(rows.values_list("activity", flat=True))
    was_counted = set(moved["counted"])
    rows.exclude(pk__in=was_counted).update(is_counted=False)
    rows.update(person=merged)
    voided = Attendance.objects.filter(pk__in=moved["voided"], person=merged, void_reason=MERGED)
    # One that was restored or corrected by hand since has its heir.
    for row in voided.filter(replaced_by__isnull=True):
        if not _place_is_taken(row):
            row.voided_at, row.voided_by, row.void_reason = None, None, ""
            row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    Attendance.objects.live().filter(pk__in=was_counted, person=merged).update(is_counted=True)
    for person in (kept, merged):
        _count_once_each(person, activities)


def _with_corrections(rows: list[int]) -> set[int]:
    """These entries, and those that have corrected them since."""
    found = set(rows)
    newest = found
    while newest:
        newest = set(Attendance.objects.filter(replaces__in=newest).values_list("pk", flat=True)) - found
        found |= newest
    return found


def _place_is_taken(row: Attendance) -> bool:
    """Whether somebody has written the same visit once more since."""
    others = Attendance.objects.live().exclude(pk=row.pk)
    if others.filter(session_id=row.session_id, person=row.person).exists():
        return True
    return row.sheet_id is not None and others.filter(sheet_id=row.sheet_id, sheet_row=row.sheet_row).exists()


def _count_once_each(person: Person, activities: set[int]) -> None:
    """Let the earliest live entry count the person wherever none does."""
    rows = Attendance.objects.live().filter(person=person, activity__in=activities)
    covered = set(rows.filter(is_counted=True).values_list("activity", flat=True))
    for row in rows.exclude(activity__in=covered).order_by("session__number", "pk"):
        if row.activity_id not in covered:
            covered.add(row.activity_id)
            row.is_counted = True
            row.save(update_fields=["is_counted"])


def _move_registrations(kept: Person, merged: Person) -> dict[str, Any]:
    """Of two places at one activity one is enough; a place is better than waiting, the earlier wish than the later.
    Whoever waits longest gets the other one."""
    cancelled: list[list[object]] = []
    held = _hold_activities(_live_registrations(kept).keys() & _live_registrations(merged).keys())
    # Asked for once more: the last cancellation may have moved one of them up.
    wishes = _live_registrations(kept)
    for other in _live_registrations(merged).values():
        own = wishes.get(other.activity_id)
        if own is None:
            continue
        is_better = (other.state != RegistrationState.PLACE, other.joined_at) < (
            own.state != RegistrationState.PLACE,
            own.joined_at,
        )
        spare = own if is_better else other
        cancelled.append([spare.pk, spare.state])
        spare.state, spare.cancelled_at = RegistrationState.CANCELLED, timezone.now()
        spare.save(update_fields=["state", "cancelled_at"])
    moved = Registration.objects.filter(person=merged)
    ids = list(moved.order_by("pk").values_list("pk", flat=True))
    moved.update(person=kept)
    for activity in held:
        fill_places(activity)
    return {"registrations": ids, "cancelled": cancelled}


def _hold_activities(ids: Iterable[int]) -> list[Activity]:
    """After the people, in the order of their ids: as everybody who changes places."""
    return [hold_activity(pk) for pk in sorted(ids)]


def _live_registrations(person: Person) -> dict[int, Registration]:
    rows = Registration.objects.filter(person=person).exclude(state=RegistrationState.CANCELLED)
    return {row.activity_id: row for row in rows}


def _give_back_registrations(kept: Person, merged: Person, moved: dict[str, Any]) -> None:
    spare = Registration.objects.filter(pk__in=[pk for pk, _state in moved["cancelled"]])
    _hold_activities(spare.values_list("activity", flat=True).distinct().order_by())
    Registration.objects.filter(pk__in=moved["registrations"], person=kept).update(person=merged)
    # Both have again what they had, also when somebody got the second place since: nobody loses a place by itself.
    for pk, state in moved["cancelled"]:
        row = Registration.objects.filter(pk=pk, person__in=[kept, merged]).first()
        if row and row.activity_id not in _live_registrations(row.person):
            row.state, row.cancelled_at = state, None
            row.save(update_fields=["state", "cancelled_at"])


def _fill(kept: Person, merged: Person) -> list[str]:
    """What the kept row lacks it takes from the merged one. The names of the fields only: no data in the trail."""
    filled = [field for field in _FILLED if getattr(merged, field) and not getattr(kept, field)]
    for field in filled:
        setattr(kept, field, getattr(merged, field))
    if "external_key" in filled:
        # A key is one person's; on the way it must not be two people's.
        merged.external_key = ""
        merged.save(update_fields=["external_key"])
    if merged.is_identified and not kept.is_identified:
        kept.is_identified = True
        filled.append("is_identified")
    kept.save(update_fields=[*_FILLED, "is_identified"])
    return filled


def _unfill(kept: Person, merged: Person, filled: list[str]) -> None:
    """Give back what was lent; a name or number that was changed since has become the kept person's own."""
    key = kept.external_key if "external_key" in filled else ""
    for field in ("name", "phone"):
        if field in filled and getattr(kept, field) == getattr(merged, field):
            setattr(kept, field, "")
    if key:
        kept.external_key = ""
    if "is_identified" in filled:
        kept.is_identified = bool(kept.external_key or kept.phone or kept.codes.exists())
    kept.save(update_fields=[*_FILLED, "is_identified"])
    if key:
        merged.external_key = key
        merged.save(update_fields=["external_key"])
