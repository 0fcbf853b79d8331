"""What the live screen shows: how many are here, where and when they came in, and what needs a hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from events.models import Activity, Attendance, PersonalCode, Session
from events.queries.counts import (
    CountedActivity,
    activity_counts,
    entries_by_door,
    entries_by_minute,
    entries_by_session,
)
from events.queries.groups import groups_of, one_line_a_group
from events.queries.kept_scans import kept_at
from events.queries.people import Line, lines
from events.queries.presence import session_now
from events.queries.scanner_phones import ScannerPhone, phones_at
from rules.errors import AppError

LAST = 15
_MINUTE = timedelta(minutes=1)
# Hours to look back at → minutes that one bar stands for: sixty or thirty-six bars fit a phone.
SPANS = {1: 1, 3: 5}
_TALLEST = 40


@dataclass(frozen=True)
class DoorLine:
    """How many came in at one door; `width` of its bar, 0–100 of the busiest. No name: none was told."""

    name: str
    entries: int
    width: int


@dataclass(frozen=True)
class Bar:
    """How many came in from `at` on; `place` and `height` in the units of the drawing."""

    at: datetime
    entries: int
    place: int
    height: int

    @property
    def top(self) -> int:
        """Where the bar begins, from above."""
        return _TALLEST - self.height


@dataclass(frozen=True)
class Arrivals:
    """Who came in when, in bars of `minutes` each, until just before `until`."""

    bars: list[Bar]
    since: datetime
    until: datetime
    minutes: int

    @property
    def most(self) -> int:
        """The tallest bar's number."""
        return max(bar.entries for bar in self.bars)

    @property
    def entries(self) -> int:
        """All of them."""
        return sum(bar.entries for bar in self.bars)

    @property
    def told(self) -> list[Bar]:
        """Those in which somebody came, for the table."""
        return [bar for bar in self.bars if bar.entries]


@dataclass(frozen=True)
class Live(CountedActivity):
    """One activity at this moment, at one of its sessions."""

    session: Session
    sessions: list[tuple[Session, int]]
    doors: list[DoorLine]
    arrivals: Arrivals
    last: list[Line]
    phones: list[ScannerPhone]
    kept: int

    @property
    def here(self) -> int:
        """Entries at the chosen session."""
        return next(n for session, n in self.sessions if session == self.session)

    @property
    def unsent(self) -> int:
        """Scans that phones still hold."""
        return sum(phone.device.unsent for phone in self.phones)


def live_of(*, activity: Activity, now: datetime, full: bool, number: int | None = None, hours: int = 1) -> Live:
    """The live screen. `full`: with names; `number`: a session's, else the present one; `hours`: one of SPANS.

    Raises AppError activity_without_session. The number of queries does not depend on how many came.
    """
    entries = entries_by_session(activity=activity)
    sessions = list(activity.sessions.all())
    if not sessions:
        raise AppError("activity_without_session", 409)
    chosen = next((session for session in sessions if session.number == number), None)
    session = chosen or session_now(activity, now)
    last = _last_rows(activity)
    return Live(
        activity=activity,
        count=activity_counts(activities=[activity.pk])[activity.pk],
        session=session,
        sessions=[(one, entries.get(one.pk, 0)) for one in sessions],
        doors=_doors(session),
        arrivals=_arrivals(session, now, hours),
        last=lines(last, full=full, groups=groups_of(last, activity=activity)),
        phones=phones_at(activity=activity, now=now),
        kept=kept_at(activity).count(),
    )


def _doors(session: Session) -> list[DoorLine]:
    by_door = entries_by_door(session=session)
    most = max(by_door.values(), default=0)
    busiest_first = sorted(by_door.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return [DoorLine(name, entries, round(100 * entries / most)) for name, entries in busiest_first]


def _arrivals(session: Session, now: datetime, hours: int) -> Arrivals:
    """The last hours; long after the last entry, the hours up to it."""
    minutes = SPANS[hours]
    latest = session.attendances.live().order_by("-observed_at").values_list("observed_at", flat=True).first()
    span = timedelta(hours=hours)
    moment = latest if latest and now - latest > span else now
    until = _whole_minutes(moment, minutes) + minutes * _MINUTE
    since = until - span
    by_minute = entries_by_minute(session=session, since=since, until=until)
    numbers = [0] * (hours * 60 // minutes)
    for minute, entries in by_minute.items():
        numbers[int((minute - since) // (minutes * _MINUTE))] += entries
    most = max(numbers) or 1
    bars = [
        Bar(since + place * minutes * _MINUTE, entries, place, round(_TALLEST * entries / most))
        for place, entries in enumerate(numbers)
    ]
    return Arrivals(bars, since, until, minutes)


def _whole_minutes(moment: datetime, minutes: int) -> datetime:
    local = timezone.localtime(moment)
    return local.replace(minute=local.minute // minutes * minutes, second=0, microsecond=0)


def _last_rows(activity: Activity) -> list[Attendance]:
    """What came in last, in the order it came; an undone row stays until something replaced it. A class is one line."""
    rows = one_line_a_group(activity.attendances.filter(Q(voided_at__isnull=True) | Q(replaced_by__isnull=True)))
    codes = Prefetch("person__codes", PersonalCode.objects.filter(revoked_at__isnull=True))
    related = rows.select_related("person", "session", "device", "voided_by", "replaced_by", "replaces")
    return list(related.prefetch_related(codes).order_by("-pk")[:LAST])
