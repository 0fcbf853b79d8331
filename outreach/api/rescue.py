"""Rescue files: what a phone could not send, carried here by hand."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from ninja import Router
from ninja.responses import codes_4xx

from events.actions.batches import take_rescue_file
from events.actions.told import InvalidInputError
from outreach.api.auth import AT_THE_DOOR_AFTERWARDS, asking_at_the_door
from outreach.api.check_ins import batch_json
from outreach.api.errors import ErrorOut
from outreach.api.reading import large_body_of
from outreach.api.scan_schemas import RescueIn, RescueOut, described

router = Router(tags=["scanner phones"])
# A day of a phone that never had a network, with signatures.
_MOST_BYTES = 16 * 1024 * 1024


@router.post(
    "/rescue",
    auth=AT_THE_DOOR_AFTERWARDS,
    response={200: RescueOut, codes_4xx: ErrorOut},
    openapi_extra=described(RescueIn),
)
def rescue(request: HttpRequest) -> JsonResponse:
    """Take everything in a rescue file, item by item; sending it twice changes nothing."""
    asking = asking_at_the_door(request)
    file = large_body_of(request, most_bytes=_MOST_BYTES).get("file")
    if not isinstance(file, str):
        raise InvalidInputError({"file": ["must be the text of a rescue file"]})
    rescued = take_rescue_file(file, asking=asking)
    return JsonResponse({**batch_json(rescued.taken, asking.organisation), "device": rescued.device})
