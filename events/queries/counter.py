"""Acts on a leaflet point's counter: whose they are, and which were taken back."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from events.models import Activity, Attendance, CounterUndo, Device, Source
from events.reasons import UNDONE_ON_COUNTER
from grants.models import User


def made_by(device_id: int | None, by: User | None, *, member: str) -> Q:
    """The condition on what a phone did, or else a member. A phone that became a scanner by several links is one phone.
    `member`: the column of the member."""
    if device_id is None:
        return Q(device__isnull=True, **({member: by} if by else {f"{member}__isnull": True}))
    return Q(device__number__in=Device.objects.filter(pk=device_id).values("number"))


def is_taken_back(*, act: uuid.UUID, activity: Activity, device_id: int | None, by: User | None) -> bool:
    """Whether whoever did this act on the counter has undone it already: the undo may arrive first."""
    return undos_by(act=act, activity=activity, device_id=device_id, by=by).exists()


def undos_by(*, act: uuid.UUID, activity: Activity, device_id: int | None, by: User | None) -> QuerySet[CounterUndo]:
    """The undoing of an act by this phone, or else member. Somebody else's undoes nothing of theirs."""
    undone = CounterUndo.objects.filter(act=act, activity=activity)
    return undone.filter(made_by(device_id, by, member="undone_by"))


def rows_of_act(*, acts: list[uuid.UUID], activity: Activity) -> list[Attendance]:
    """The rows that acts on the counter made there, corrected ones too."""
    rows = Attendance.objects.filter(group__in=acts, activity=activity, source=Source.COUNTER)
    return list(rows.order_by("pk"))


def taken_back_by(undo: CounterUndo, *, acts: list[uuid.UUID]) -> int:
    """How many rows this undo found and undid; those that came later were never counted."""
    rows = Attendance.objects.filter(group__in=acts, activity=undo.activity_id, void_reason=UNDONE_ON_COUNTER)
    return rows.filter(received_at__lt=undo.received_at).count()
