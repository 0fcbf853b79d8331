"""What a scanner phone takes along: the roster with short names, and who is here already."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from ninja import Router
from ninja.responses import codes_4xx

from events.models import Activity
from events.queries.devices import may_count_at
from events.queries.people import counted_now
from events.queries.roster import cursor_text, moment_of_cursor, roster_of, who_is_here
from events.queries.scans import activity_named
from outreach.api.auth import AT_THE_DOOR, asking_at_the_door
from outreach.api.check_ins import iso
from outreach.api.errors import ErrorOut
from outreach.api.scan_schemas import HereOut, RosterOut

router = Router(tags=["scanner phones"])


@router.get("/activities/{ref:ref}/roster", auth=AT_THE_DOOR, response={200: RosterOut, codes_4xx: ErrorOut})
def roster(request: HttpRequest, ref: str) -> HttpResponse:
    """Who may come, by first name and initial, and the serials of cancelled codes. With an ETag: 304 if unchanged."""
    activity = _activity(request, ref)
    found = roster_of(activity=activity)
    body = {
        "activity": activity.public_code,
        "people": [asdict(line) for line in found.people],
        "revoked": found.revoked,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    tag = hashlib.sha256(text.encode()).hexdigest()[:32]
    known = {etag.removeprefix("W/").strip('"') for etag in parse_etags(request.headers.get("If-None-Match", ""))}
    answer = HttpResponseNotModified() if tag in known else HttpResponse(text, content_type="application/json")
    # Weak: a proxy may pack it on the way.
    answer.headers["ETag"] = f'W/"{tag}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@router.get("/activities/{ref:ref}/here", auth=AT_THE_DOOR, response={200: HereOut, codes_4xx: ErrorOut})
def here(request: HttpRequest, ref: str, since: str = "") -> dict[str, Any]:
    """Known people who are here, or what changed since a cursor; a change may be told twice."""
    activity = _activity(request, ref)
    items, cursor = who_is_here(activity=activity, since=moment_of_cursor(since) if since else None)
    return {
        "items": [{**asdict(item), "since": iso(item.since)} for item in items],
        "counted": counted_now(activity),
        "cursor": cursor_text(cursor),
    }


def _activity(request: HttpRequest, name: str) -> Activity:
    asking = asking_at_the_door(request)
    activity = activity_named(asking.organisation.pk, name)
    if activity is None or (asking.device and not may_count_at(asking.device, activity)):
        raise Http404
    return activity
