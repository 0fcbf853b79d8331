"""One scan as a phone sends it: reading it, its clock, and the answer. No database here.

Read by hand instead of by a schema: a batch holds 500 of them, each with its own refusal, and somebody waits at a door.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from events.actions.groups import STATED_BANDS, GroupLine
from events.actions.told import Faults, InvalidInputError, Told

if TYPE_CHECKING:
    from events.models import Device
    from events.queries.people import PersonShown
    from grants.models import Organisation, User

# How far a phone's clock may be off before its times are corrected.
CLOCK_TOLERANCE = timedelta(seconds=120)
HOW_SCANNED = frozenset({"camera", "photo", "typed", "usb", "name", "form", "counter"})
# What names the person, says that nobody has to be named, or takes an act on the counter back: exactly one of them.
WHO = ("token", "short_code", "participant", "walk_in", "group", "undo")
LARGEST_NUMBER = 2_147_483_647
_LARGEST_ID = 2**63 - 1
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Longer than any code of ours; what else a camera may have read is not kept whole.
_LONGEST_KEPT = 500
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class GroupTold:
    """A family or class: lines of people alike, and what holds for all of them. Of a counter: the leaflet point, and
    the material of which each of them took one copy."""

    lines: tuple[GroupLine, ...]
    statuses: tuple[str, ...] = ()
    point: int | None = None
    material: int | None = None


@dataclass(frozen=True)
class ScanSent:
    """One human act: somebody was scanned, found by name, written down or counted in a group; or one on the counter is
    taken back (`undo`: its scan_id).

    `offline`: it has happened and is only told now; it is stored, never refused. Times are the phone's.
    """

    scan_id: uuid.UUID
    activity: str
    session: int | None = None
    token: str | None = None
    short_code: str | None = None
    participant: int | None = None
    walk_in: Told | None = None
    group: GroupTold | None = None
    undo: uuid.UUID | None = None
    observed_at: datetime | None = None
    sent_at: datetime | None = None
    source: str = ""
    door: str = ""
    offline: bool = False
    signature: str = ""

    def content(self) -> dict[str, Any]:
        """What was scanned or told, to be kept until somebody has looked at it. Without consent nothing about them."""
        told: dict[str, Any] = {"activity": self.activity, "session": self.session, "source": self.source}
        for name in WHO:
            value = getattr(self, name)
            if isinstance(value, str):
                told[name] = value[:_LONGEST_KEPT]
            elif isinstance(value, uuid.UUID):
                told[name] = str(value)
            elif isinstance(value, Told) and not value.consent:
                told[name] = {"consent": False} | ({"represents": value.represents} if value.represents else {})
            elif value is not None:
                told[name] = asdict(value) if isinstance(value, (Told, GroupTold)) else value
        return told


@dataclass(frozen=True)
class Asking:
    """Who counts: a scanner phone or a member, in one organisation. `language`: in which consent was asked."""

    organisation: Organisation
    device: Device | None = None
    user: User | None = None
    language: str = "kk"


@dataclass(frozen=True)
class ScanAnswer:
    """What became of a scan. `outcome`: checked_in, already_checked_in (`since` when, at which `door`), or kept: nobody
    could be counted by it (`code` says why) and the organiser looks at it. `people`: how many it counts. Of an act that
    was taken back on the counter: undone, and how many that were."""

    status: int
    outcome: str
    scan_id: uuid.UUID
    activity: str
    observed_at: datetime
    session: int | None
    door: str
    person: PersonShown | None = None
    people: int = 1
    since: datetime | None = None
    code: str = ""


@dataclass(frozen=True)
class When:
    """When it happened by our clock; `phone_time` is what the phone said where that is something else."""

    observed_at: datetime
    phone_time: datetime | None = None


def clock_ahead(sent_at: datetime | None, now: datetime) -> timedelta:
    """How far the phone's clock is ahead of ours; nothing when it is near enough or not known."""
    ahead = sent_at - now if sent_at else timedelta(0)
    return ahead if abs(ahead) > CLOCK_TOLERANCE else timedelta(0)


def when(sent: ScanSent, now: datetime) -> When:
    """The time of a scan by our clock, never later than now."""
    if sent.observed_at is None:
        return When(now)
    corrected = sent.observed_at - clock_ahead(sent.sent_at, now)
    # A clock that began at 1970 and was never compared says nothing: then it is the time of arrival.
    at = min(corrected, now) if corrected.year >= 2000 else now
    return When(at, sent.observed_at if abs(at - sent.observed_at) > CLOCK_TOLERANCE else None)


def scan_id_of(item: object) -> str | None:
    """The scan_id of an item, however wrong the rest is."""
    return _uuid_text(item.get("scan_id")) if isinstance(item, dict) else None


def _uuid_text(value: object) -> str | None:
    return value.lower() if isinstance(value, str) and _UUID.fullmatch(value) else None


def read_scan(item: object, *, sent_at: datetime | None = None) -> ScanSent:
    """A scan from its JSON. `sent_at` is the batch's, for items without their own. Raises InvalidInputError."""
    if not isinstance(item, dict):
        raise InvalidInputError({"item": ["must be an object"]})
    found = _Reader(item)
    scan_id = found.own_uuid("scan_id")
    sent = {
        "activity": found.text("activity", most=40, required=True),
        "session": found.number("session", least=1, most=32_767),
        "token": found.text("token", most=4_000, is_raw=True),
        "short_code": found.text("short_code", most=200, is_raw=True),
        "participant": found.number("participant", least=0, most=_LARGEST_ID),
        "walk_in": found.part("walk_in", _told),
        "group": found.part("group", _group),
        "undo": found.other_uuid("undo"),
        "observed_at": found.moment("observed_at"),
        "sent_at": found.moment("sent_at") or sent_at,
        "source": found.text("source", most=20) or "",
        "door": " ".join((found.text("door", most=400) or "").split())[:40],
        "offline": found.flag("offline"),
        "signature": found.text("signature", most=20_000) or "",
    }
    given = [name for name in WHO if sent[name] is not None]
    if len(given) != 1:
        found.faults.setdefault("token", []).append(f"send exactly one of {', '.join(WHO)}")
    if sent["source"] and sent["source"] not in HOW_SCANNED:
        found.faults.setdefault("source", []).append(f"must be one of {', '.join(sorted(HOW_SCANNED))}")
    if found.faults:
        raise InvalidInputError(found.faults)
    return ScanSent(scan_id=scan_id, **sent)


def read_moment(value: object) -> datetime | None:
    """A moment from its ISO text; without an offset it is the organisation's own clock. None for anything else."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
        return moment.astimezone(UTC) if 1970 <= moment.year <= 2200 else None
    except (ValueError, OverflowError):
        return None


def _told(found: _Reader) -> Told:
    return Told(
        consent=found.flag("consent"),
        guardian_consent=found.flag("guardian_consent"),
        photo_consent=found.flag("photo_consent"),
        gender=found.choice("gender", ("male", "female")),
        age=found.number("age", least=0, most=LARGEST_NUMBER),
        birth_year=found.number("birth_year", least=0, most=LARGEST_NUMBER),
        statuses=found.texts("statuses"),
        name=found.text("name", most=120) or "",
        phone=found.text("phone", most=30) or "",
        represents=found.text("represents", most=300) or "",
    )


def _group(found: _Reader) -> GroupTold:
    lines = found.get("lines", list)
    if not isinstance(lines, list) or not 1 <= len(lines) <= 200:
        found.refuse("lines", "must be a list of 1 to 200 lines")
        lines = []
    read = []
    for line in lines:
        one = _Reader(line if isinstance(line, dict) else {})
        gender = one.choice("gender", ("male", "female"))
        age = one.number("age", least=0, most=LARGEST_NUMBER)
        band = one.choice("band", STATED_BANDS)
        if band and age is not None:
            one.refuse("band", "goes in the place of an age, not beside it")
        count = one.number("count", least=0, most=LARGEST_NUMBER, required=True)
        found.faults.update({f"lines.{name}": words for name, words in one.faults.items()})
        read.append(GroupLine(gender, age, count or 0, band or ""))
    return GroupTold(
        tuple(read),
        found.texts("statuses"),
        point=found.number("point", least=0, most=_LARGEST_ID),
        material=found.number("material", least=0, most=_LARGEST_ID),
    )


class _Reader:
    """Reads one JSON object field by field; notes what is wrong instead of stopping. null is as good as left out."""

    def __init__(self, item: dict[str, Any]) -> None:
        self._item = item
        self.faults: Faults = {}

    def refuse(self, name: str, words: str) -> None:
        self.faults.setdefault(name, []).append(words)

    def get(self, name: str, kind: type | tuple[type, ...], *, required: bool = False) -> Any:
        value = self._item.get(name)
        if value is None:
            if required:
                self.refuse(name, "is missing")
            return None
        # JSON's true is no number.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(name, "is of another type")
            return None
        return value

    def own_uuid(self, name: str) -> uuid.UUID:
        """Raises InvalidInputError at once: without it there is no act to speak of."""
        found = scan_id_of(self._item)
        if found is None:
            raise InvalidInputError({name: ["must be a UUID"]})
        return uuid.UUID(found)

    def other_uuid(self, name: str) -> uuid.UUID | None:
        """The UUID of another act."""
        value = self.get(name, str)
        found = _uuid_text(value)
        if value is not None and found is None:
            self.refuse(name, "must be a UUID")
        return uuid.UUID(found) if found else None

    def text(self, name: str, *, most: int, required: bool = False, is_raw: bool = False) -> str | None:
        """`is_raw`: whatever a QR code held; what is no text then only fits nothing."""
        value: str | None = self.get(name, str, required=required)
        if value is None:
            return None
        if len(value) > most or (not is_raw and _UNSTORABLE.search(value)) or (required and not value.strip()):
            self.refuse(name, f"must be a text of at most {most} characters")
        return _UNSTORABLE.sub("\ufffd", value)

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.get(name, list) or []
        if len(values) > 20 or not all(isinstance(one, str) and len(one) <= 40 for one in values):
            self.refuse(name, "must be a list of at most 20 codes")
            return ()
        return tuple(_UNSTORABLE.sub("\ufffd", one) for one in values)

    def number(self, name: str, *, least: int, most: int, required: bool = False) -> int | None:
        value: int | None = self.get(name, int, required=required)
        if value is not None and not least <= value <= most:
            self.refuse(name, f"must be from {least} to {most}")
            return None
        return value

    def flag(self, name: str) -> bool:
        return bool(self.get(name, bool))

    def choice(self, name: str, known: tuple[str, ...]) -> str | None:
        value: str | None = self.get(name, str)
        if value is not None and value not in known:
            self.refuse(name, f"must be one of {', '.join(known)}")
            return None
        return value

    def moment(self, name: str) -> datetime | None:
        value = self.get(name, str)
        found = read_moment(value)
        if value is not None and found is None:
            self.refuse(name, "must be a time such as 2025-09-10T10:03:00+05:00")
        return found

    def part(self, name: str, read: Callable[[_Reader], Any]) -> Any:
        value = self.get(name, dict)
        if value is None:
            return None
        inner = _Reader(value)
        made = read(inner)
        self.faults.update({f"{name}.{key}": words for key, words in inner.faults.items()})
        return made
