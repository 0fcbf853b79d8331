"""Bringing back an entry that was undone by mistake: a new row of the ledger that replaces the voided one."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from events.actions.attendance import circumstances_of, stands_for_person
from events.actions.people import hold_person
from events.actions.register_rows import carry_consultation, refuse_unfit_entry
from events.actions.signatures import carry_signature
from events.acts import restored_act
from events.consent import WITHDRAWN
from events.models import Attendance, Person
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError

# What the new row says exactly as the old one did.
_SAME = (
    "activity_id",
    "session_id",
    "observed_at",
    "source",
    "collected_by_id",
    "gender",
    "age",
    "birth_year",
    "statuses",
    "stated_band",
    "age_band",
    "category",
    "category_is_derived",
)


@transaction.atomic
def restore_attendance(attendance: Attendance, *, reason: str, by: User | None) -> Attendance:
    """Bring an undone entry back, with a reason: the same facts, circumstances and time, as a row that replaces it.

    Doing it again returns the same row; a live entry is returned as it is. Raises AppError reason_missing,
    already_counted (the person was counted anew at this session), entry_replaced (it was corrected, or brought back and
    undone once more: that row is the one to restore), person_withdrawn, unit_of_undone_entry, try_again.
    """
    if not reason.strip():
        raise AppError("reason_missing", 422)
    person = hold_person(attendance.person.standing) if attendance.person else None
    rows = Attendance.objects.select_for_update(of=("self",), no_key=True)
    old = rows.select_related("activity__organisation").get(pk=attendance.pk)
    if not old.voided_at:
        return old
    if old.void_reason == WITHDRAWN:
        raise AppError("person_withdrawn", 409)
    # Asked for only now: what another tap wrote while we waited for the row stands in no earlier answer.
    if heir := Attendance.objects.filter(replaces=old).first():
        return _came_back(old, heir)
    if (old.person.standing if old.person else None) != person:
        raise AppError("try_again", 409)
    refuse_unfit_entry(old)
    new = _written_again(old, person)
    carry_signature(old, new)
    carry_consultation(old, new)
    record_audit(old.activity.organisation, by, "attendance.restore", new, reason=reason.strip()[:300])
    return new


def _came_back(old: Attendance, heir: Attendance) -> Attendance:
    """The row a first tap brought back."""
    if heir.uuid != restored_act(old.uuid) or heir.voided_at:
        raise AppError("entry_replaced", 409)
    return heir


def _written_again(old: Attendance, person: Person | None) -> Attendance:
    row = Attendance(
        uuid=restored_act(old.uuid),
        person=person,
        replaces=old,
        **{name: getattr(old, name) for name in _SAME},
        **circumstances_of(old).columns(),
    )
    # A check-in at the same moment may win; a second try sees it.
    for _attempt in range(3):
        _refuse_counted_again(row)
        try:
            with transaction.atomic():
                row.is_counted = stands_for_person(row)
                row.save(force_insert=True)
                return row
        except IntegrityError:
            row.pk = None
    raise AppError("try_again", 409)


def _refuse_counted_again(row: Attendance) -> None:
    live = Attendance.objects.live().filter(session_id=row.session_id)
    if row.person_id and live.filter(person_id=row.person_id).exists():
        raise AppError("already_counted", 409)
    if row.sheet_id and live.filter(sheet_id=row.sheet_id, sheet_row=row.sheet_row).exists():
        raise AppError("sheet_row_counted", 409)
