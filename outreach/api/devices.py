"""Scanner phones: the claim of one, what it needs to know, and how it is."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.responses import codes_4xx

from events.actions.devices import claim_device, note_contact, revoke_device
from events.models import Activity, Device, Session
from events.queries.devices import activities_of_device
from events.queries.presence import session_now
from events.rescue import rescue_key
from events.scan_items import read_moment
from events.words import material_in_words
from outreach.api.auth import AT_THE_DOOR, asking_device
from outreach.api.check_ins import counted_of, iso
from outreach.api.errors import ErrorOut
from outreach.api.scan_schemas import ClaimedOut, ClaimIn, ContactIn, ContactOut, DeviceMeOut

router = Router(tags=["scanner phones"])


@router.post("/devices/claim", auth=None, response={201: ClaimedOut, codes_4xx: ErrorOut})
def claim(request: HttpRequest, given: ClaimIn) -> Status[dict[str, Any]]:
    """Become a scanner by the code of an organiser's QR. The same phone again gets a new token; the old one is dead."""
    claimed = claim_device(code=given.code, number=given.device, label=given.label)
    return Status(201, {"token": claimed.secret, **_me(claimed.device)})


@router.get("/devices/me", auth=AT_THE_DOOR, response={200: DeviceMeOut, codes_4xx: ErrorOut})
def device_me(request: HttpRequest) -> dict[str, Any]:
    """What this phone counts at, and the keys with which it verifies codes without a network."""
    return _me(asking_device(request))


@router.post("/devices/contact", auth=AT_THE_DOOR, response={200: ContactOut, codes_4xx: ErrorOut})
def contact(request: HttpRequest, given: ContactIn) -> dict[str, Any]:
    """A sign of life: how many scans the phone still holds, and its clock."""
    device, now = asking_device(request), timezone.now()
    sent_at = read_moment(given.sent_at)
    ahead = int((sent_at - now).total_seconds()) if sent_at else 0
    note_contact(device, unsent=given.unsent, clock_ahead_s=ahead, label=given.label)
    activities = list(activities_of_device(device))
    closed = [activity.public_code for activity in activities if activity.closed_at or activity.cancelled_at]
    return {
        "server_time": iso(now),
        "clock_ahead_s": ahead,
        "counted": counted_of(activities),
        "closed": closed,
        "expires_at": iso(device.expires_at),
    }


@router.post("/devices/leave", auth=AT_THE_DOOR, response={204: None, codes_4xx: ErrorOut})
def leave(request: HttpRequest) -> Status[None]:
    """The phone gives its access back."""
    revoke_device(asking_device(request), by=None)
    return Status(204, None)


def _me(device: Device) -> dict[str, Any]:
    organisation, now = device.organisation, timezone.now()
    sessions = Prefetch("sessions", Session.objects.order_by("number"))
    activities = list(activities_of_device(device).prefetch_related(sessions, "points", "materials"))
    today = timezone.localdate(now)
    activities.sort(key=lambda activity: abs(((activity.starts_on or today) - today).days))
    key = rescue_key(organisation)
    return {
        "device": {
            "number": str(device.number),
            "label": device.label,
            "door": device.door,
            "expires_at": iso(device.expires_at),
        },
        "organisation": organisation.name,
        "contact": organisation.contact,
        "server_time": iso(now),
        "activities": _activities(activities),
        "keys": [
            {"number": one.number, "public": _base64url(bytes(one.public_key))}
            for one in organisation.signing_keys.order_by("number")
        ],
        "rescue_key": {"id": key.id, "public": _base64url(key.public)},
    }


def _activities(activities: Iterable[Activity]) -> list[dict[str, Any]]:
    activities = list(activities)
    counted = counted_of(activities)
    return [
        {
            "code": activity.public_code,
            "ref": activity.ref,
            "title": activity.title,
            "kind": activity.kind.name,
            "starts_on": activity.starts_on,
            "starts_at": activity.starts_at,
            "venue": activity.venue,
            "town": activity.town,
            "expected_number": activity.expected_number,
            "counted": counted[activity.public_code],
            "is_closed": activity.closed_at is not None,
            "is_cancelled": activity.cancelled_at is not None,
            "ask_name": activity.ask_name,
            "ask_phone": activity.ask_phone,
            "ask_signature": activity.ask_signature,
            "sessions": [_session(session) for session in activity.sessions.all()],
            "counter": "materials" in activity.kind.features,
            "points": [{"id": point.pk, "name": point.name} for point in activity.points.all()],
            "materials": [{"id": one.pk, "label": material_in_words(one)} for one in activity.materials.all()],
            "session_now": session_now(activity, timezone.now()).number if activity.sessions.all() else None,
        }
        for activity in activities
    ]


def _session(session: Session) -> dict[str, Any]:
    return {
        "number": session.number,
        "title": session.title,
        "held_on": session.held_on,
        "starts_at": session.starts_at,
    }


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
