"""Taking back an act on the counter. The undo is an act too: it stays, so that an act arriving later is undone too."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.acts import kept_act
from events.models import Activity, Attendance, CounterUndo, Device, Scan, ScanOutcome, Session
from events.queries.counter import made_by, rows_of_act, taken_back_by, undos_by
from events.reasons import UNDONE_ON_COUNTER
from grants.models import Organisation, User
from rules.errors import AppError


@transaction.atomic
def undo_on_counter(
    *,
    activity: Activity,
    act: uuid.UUID,
    undo: uuid.UUID,
    observed_at: datetime,
    device: Device | None = None,
    by: User | None = None,
) -> CounterUndo:
    """Take back what the same phone (or else member) counted by `act`. `undo` is the act of doing so: once for all.

    Nothing of it has come yet: it will be written as undone when it comes. Raises AppError not_found (another one's
    act), act_of_another_session when the UUID was used elsewhere.
    """
    # In the order in which somebody who looks at a kept scan does: first the scan, then the sessions.
    dismiss_kept_act(activity.organisation, act, device)
    hold_sessions(activity)
    before = CounterUndo.objects.filter(scan_id=undo).first()
    if before:
        if before.activity_id != activity.pk or before.act != act:
            raise AppError("act_of_another_session", 409)
        return before
    acts = acts_of(act)
    if Attendance.objects.filter(group__in=acts).exists() and not _is_own(acts, activity, device, by):
        raise AppError("not_found", 404)
    live = [row.pk for row in rows_of_act(acts=acts, activity=activity) if not row.voided_at]
    # Undone twice on the same phone, by two acts: the first one stays the one that did it.
    done = undos_by(act=act, activity=activity, device_id=device.pk if device else None, by=by).first()
    done = done or CounterUndo.objects.create(
        act=act, activity=activity, scan_id=undo, device=device, undone_by=by, observed_at=observed_at
    )
    Attendance.objects.live().filter(pk__in=live).update(
        voided_at=timezone.now(), voided_by=by, void_reason=UNDONE_ON_COUNTER, is_counted=False
    )
    return done


def hold_sessions(activity: Activity) -> None:
    """Nobody counts a group at the activity until the transaction ends: each waits for its session, and sees what was
    done meanwhile."""
    list(Session.objects.select_for_update(no_key=True).filter(activity=activity).order_by("pk"))


def acts_of(act: uuid.UUID) -> list[uuid.UUID]:
    """The act itself, and the one by which it is counted when somebody had to look at it first."""
    return [act, kept_act(act)]


def undone_people(undo: CounterUndo) -> int:
    """How many people the undo took back, as it was answered the first time."""
    return taken_back_by(undo, acts=acts_of(undo.act))


def _is_own(acts: list[uuid.UUID], activity: Activity, device: Device | None, by: User | None) -> bool:
    own = Attendance.objects.filter(group__in=acts, activity=activity, replaces__isnull=True)
    return own.filter(made_by(device.pk if device else None, by, member="collected_by")).exists()


def dismiss_kept_act(organisation: Organisation, act: uuid.UUID, device: Device | None) -> None:
    """An act of the same phone that waits for somebody's look needs none any more."""
    if device is None:
        return
    waiting = Scan.objects.of(organisation).filter(made_by(device.pk, None, member="looked_by"), scan_id=act)
    waiting.filter(outcome=ScanOutcome.KEPT, looked_at__isnull=True).update(
        looked_at=timezone.now(), decision=UNDONE_ON_COUNTER, content={}
    )
