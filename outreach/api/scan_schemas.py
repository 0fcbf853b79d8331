"""Shapes of the scanner phones' part of the API. Those of check-ins only describe: they are read by hand."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from outreach.api.schemas import LARGEST_NUMBER, Moment, Text


def described(schema: type[Schema]) -> dict[str, Any]:
    """The description of a body that no schema reads."""
    shape = schema.model_json_schema(ref_template="#/components/schemas/{model}")
    shape.pop("$defs", None)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": shape}}}}


class ClaimIn(Schema):
    """The code of a scanner link, and the phone's own random number."""

    code: Annotated[str, Field(min_length=1, max_length=200)]
    device: UUID
    label: Annotated[Text, Field(max_length=60)] = ""


class DeviceOut(Schema):
    """The phone itself."""

    number: str
    label: str
    door: str
    expires_at: str


class DeviceSessionOut(Schema):
    """A day or part of an activity."""

    number: int
    title: str
    held_on: date | None
    starts_at: time | None


class DevicePointOut(Schema):
    """A place where leaflets are handed out."""

    id: int
    name: str


class DeviceMaterialOut(Schema):
    """What is handed out, in words of the request's language."""

    id: int
    label: str


class DeviceActivityOut(Schema):
    """An activity that the phone counts at. `code` never changes; `ask_…`: off, optional, required; `counter`: leaflets
    are handed out there."""

    code: str
    ref: str
    title: str
    kind: str
    starts_on: date | None
    starts_at: time | None
    venue: str
    town: str
    expected_number: int | None
    counted: int
    is_closed: bool
    is_cancelled: bool
    ask_name: str
    ask_phone: str
    ask_signature: str
    sessions: list[DeviceSessionOut]
    session_now: int | None
    counter: bool
    points: list[DevicePointOut]
    materials: list[DeviceMaterialOut]


class KeyOut(Schema):
    """A public key with which codes are verified, base64url of 65 raw bytes."""

    number: int
    public: str


class RescueKeyOut(Schema):
    """The public key that rescue files are encrypted to."""

    id: str
    public: str


class DeviceMeOut(Schema):
    """What a scanner phone has to know."""

    device: DeviceOut
    organisation: str
    contact: str
    server_time: str
    activities: list[DeviceActivityOut]
    keys: list[KeyOut]
    rescue_key: RescueKeyOut


class ClaimedOut(DeviceMeOut):
    """The phone's token, shown once."""

    token: str


class ContactIn(Schema):
    """How the phone is. `sent_at`: its own clock, however wrong."""

    sent_at: str | None = None
    unsent: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] = 0
    label: Annotated[Text, Field(max_length=60)] = ""


class ContactOut(Schema):
    """Numbers of the phone's activities by code, those that are closed, and how far its clock is ahead."""

    server_time: str
    clock_ahead_s: int
    counted: dict[str, int]
    closed: list[str]
    expires_at: str


class RosterLineOut(Schema):
    """One code of one person, or a person without one."""

    id: int
    name: str
    code: str
    serial: str | None
    registered: bool


class RosterOut(Schema):
    """Who may come, those registered first; serials of cancelled codes."""

    activity: str
    people: list[RosterLineOut]
    revoked: list[str]


class HereItemOut(Schema):
    """Somebody came to a session, or was taken from its list."""

    participant: int
    session: int
    since: str
    door: str
    is_here: bool


class HereOut(Schema):
    """Who is here, or what changed; `cursor` for the next time."""

    items: list[HereItemOut]
    counted: int
    cursor: str


class CheckInIn(Schema):
    """One human act. `activity`: ref or public code. Exactly one of token (a whole link or the bare token), short_code,
    participant, walk_in (as in /attendances), group ({"lines": [{"gender", "age" or "band", "count"}], "statuses"},
    on a counter also "point" and "material", and the source "counter"), undo (the scan_id of an act of the same phone's
    counter)."""

    scan_id: UUID
    activity: str
    session: int | None = None
    token: str | None = None
    short_code: str | None = None
    participant: int | None = None
    walk_in: dict[str, Any] | None = None
    group: dict[str, Any] | None = None
    undo: UUID | None = None
    observed_at: Moment | None = None
    sent_at: Moment | None = None
    source: str = "camera"
    door: str = ""
    offline: bool = False
    signature: str = ""


class CheckInPersonOut(Schema):
    """Who it was, as a scanner phone may show it."""

    name: str
    code: str


class CheckInOut(Schema):
    """checked_in (201), already_checked_in (200; since when, at which door), undone (200; `people`: how many were) or
    kept (202; `code` says why)."""

    outcome: str
    scan_id: str
    observed_at: str
    session: int | None
    door: str
    person: CheckInPersonOut | None
    people: int
    since: str | None = None
    code: str | None = None


class BatchIn(Schema):
    """Up to 500 items, each as in /check-ins; `unsent`: how many the phone still holds after these."""

    sent_at: Moment | None = None
    unsent: int | None = None
    items: list[dict[str, Any]] = Field(max_length=500)


class BatchItemOut(Schema):
    """The answer an item would get alone, and its status. A refusal has code and detail; 503 means: keep it."""

    scan_id: str | None
    status: int
    outcome: str | None = None
    code: str | None = None
    detail: str | None = None
    since: str | None = None
    door: str | None = None
    person: CheckInPersonOut | None = None
    people: int | None = None


class BatchOut(Schema):
    """One answer per item, in their order; the numbers of the activities they were about."""

    items: list[BatchItemOut]
    counted: dict[str, int]
    server_time: str


class RescueIn(Schema):
    """The text of a rescue file, as the phone wrote it; 16 MB at most."""

    file: str


class RescueOut(BatchOut):
    """A batch's answer, and the number of the phone that wrote the file."""

    device: str
