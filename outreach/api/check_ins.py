"""Check-ins: one scan, or up to 500 of them. The hot path of the product: read by hand, answered without a schema."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router
from ninja.responses import codes_4xx

from events.actions.batches import MOST, Taken, note_batch, take_batch, unsent_told
from events.actions.devices import note_scan
from events.actions.scans import take_scan
from events.actions.told import InvalidInputError
from events.models import Activity
from events.queries.counts import activity_counts
from events.scan_items import ScanAnswer, read_moment, read_scan
from grants.models import Organisation
from outreach.api.auth import AT_THE_DOOR, AT_THE_DOOR_AFTERWARDS, asking_at_the_door
from outreach.api.errors import ErrorOut
from outreach.api.reading import body_of
from outreach.api.scan_schemas import BatchIn, BatchOut, CheckInIn, CheckInOut, described
from outreach.errors import message_of

router = Router(tags=["check-ins"])


@router.post(
    "/check-ins",
    auth=AT_THE_DOOR,
    response={201: CheckInOut, 200: CheckInOut, 202: CheckInOut, codes_4xx: ErrorOut},
    openapi_extra=described(CheckInIn),
)
def check_in(request: HttpRequest) -> JsonResponse:
    """Count somebody. 201: counted now; 200: here already; 202: an offline scan that is kept for a look. The same
    scan_id again gives the first answer again."""
    asking = asking_at_the_door(request)
    answer = take_scan(read_scan(body_of(request)), asking=asking)
    if asking.device:
        note_scan(asking.device)
    return JsonResponse(as_json(answer), status=answer.status)


@router.post(
    "/check-ins/batch",
    auth=AT_THE_DOOR_AFTERWARDS,
    response={200: BatchOut, codes_4xx: ErrorOut},
    openapi_extra=described(BatchIn),
)
def check_ins(request: HttpRequest) -> dict[str, Any] | JsonResponse:
    """Count what a phone has gathered, item by item: each gets the status it would get alone. A phone whose access has
    ended is believed what it saw before that."""
    asking = asking_at_the_door(request)
    body = body_of(request)
    items, sent_at = body.get("items"), read_moment(body.get("sent_at"))
    if not isinstance(items, list) or len(items) > MOST:
        raise InvalidInputError({"items": [f"must be a list of at most {MOST} items"]})
    taken = take_batch(items, asking=asking, sent_at=sent_at)
    if asking.device:
        note_batch(asking.device, sent_at=sent_at, unsent=unsent_told(body.get("unsent")))
    return JsonResponse(batch_json(taken, asking.organisation))


def as_json(answer: ScanAnswer) -> dict[str, Any]:
    """The body of an answer."""
    person = answer.person
    found: dict[str, Any] = {
        "outcome": answer.outcome,
        "scan_id": str(answer.scan_id),
        "observed_at": iso(answer.observed_at),
        "session": answer.session,
        "door": answer.door,
        "person": {"name": person.name, "code": person.code} if person else None,
        "people": answer.people,
    }
    if answer.since:
        found["since"] = iso(answer.since)
    if answer.code:
        found["code"] = answer.code
    return found


def batch_json(taken: Iterable[Taken], organisation: Organisation) -> dict[str, Any]:
    """The body of a batch's answer: its items, and the numbers of the activities they were about."""
    taken = list(taken)
    about = {one.answer.activity for one in taken if one.answer}
    return {
        "items": [_item(one) for one in taken],
        "counted": counted_of(Activity.objects.of(organisation).filter(public_code__in=about)),
        "server_time": iso(timezone.now()),
    }


def _item(taken: Taken) -> dict[str, Any]:
    if taken.answer:
        return {"status": taken.answer.status, **as_json(taken.answer)}
    assert taken.refusal is not None
    refusal = taken.refusal
    found = {
        "scan_id": taken.scan_id,
        "status": refusal.status,
        "code": refusal.code,
        "detail": message_of(refusal),
    }
    return {**found, "fields": refusal.fields} if isinstance(refusal, InvalidInputError) else found


def counted_of(activities: Iterable[Activity]) -> dict[str, int]:
    """How many people the ledger counts at each of these activities, by public code."""
    codes = {activity.pk: activity.public_code for activity in activities}
    counts = activity_counts(activities=codes) if codes else {}
    return {codes[pk]: count.scanned for pk, count in counts.items()}


def iso(moment: datetime) -> str:
    """A moment as the API writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
