"""How many people each day or part of an activity had."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from events.models import Activity, Attendance, Session, Sheet


@dataclass(frozen=True)
class SessionLine:
    """One session and the people counted at it; somebody who came to two is in both numbers."""

    session: Session
    counted: int
    may_go: bool


@dataclass(frozen=True)
class SessionList:
    """All sessions of an activity."""

    lines: list[SessionLine]

    @property
    def are_several(self) -> bool:
        """Whether sessions are worth a word at all."""
        return len(self.lines) > 1


def sessions_of(*, activity: Activity) -> SessionList:
    """The sessions in their order, each with its people. One query."""
    live = Count("attendances", filter=Q(attendances__voided_at__isnull=True))
    here = OuterRef("pk")
    used = Exists(Attendance.objects.filter(session=here)) | Exists(Sheet.objects.filter(session=here))
    rows = activity.sessions.annotate(counted=live, used=used).order_by("held_on", "starts_at", "number")
    return SessionList([SessionLine(row, row.counted, row.number != 1 and not row.used) for row in rows])
