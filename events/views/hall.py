"""The screen in the hall: a large QR code for everybody's phone, the digits beside it, how many are counted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.code_pictures import qr_data_uri
from events.links import check_in_link
from events.models import Activity
from events.opening import Stage, window_of
from events.participant_pages import participant_page
from events.presence_codes import HallCode, hall_code
from events.queries.people import counted_now
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in

# How often a screen without a changing code looks for the number of people.
CALM_SECONDS = 30


@require_safe
@member_view(may_check_in)
def hall(request: MemberRequest, ref: str) -> HttpResponse:
    """The whole screen. Its script asks for `hall_now`; without scripts the page loads itself anew."""
    activity = _activity(request, ref)
    context = {**_now(request, activity), "now_url": reverse("events:hall_now", args=[ref])}
    return participant_page(request, "events/hall.html", context)


@require_safe
@member_view(may_check_in)
def hall_now(request: MemberRequest, ref: str) -> HttpResponse:
    """What changes on it: code, digits, number of people."""
    return participant_page(request, "events/_hall_now.html", _now(request, _activity(request, ref)))


def _now(request: MemberRequest, activity: Activity) -> dict[str, Any]:
    now = timezone.now()
    window = window_of(activity, now)
    code = hall_code(activity, now) if activity.wants_presence_code else None
    # A little later than the change: no clock is exact.
    seconds = code.seconds_left + 1 if code else CALM_SECONDS
    return {
        "activity": activity,
        "counted": counted_now(activity),
        "seconds": seconds,
        "is_ended": bool(activity.cancelled_at) or window.stage is Stage.CLOSED,
        "opens_at": window.opens_at if window.stage is Stage.NOT_YET else None,
        "is_today": bool(window.opens_at) and timezone.localdate(window.opens_at) == timezone.localdate(),
        "qr": qr_data_uri(_link(request, activity, code)),
        "code": code,
        "digits": f"{code.digits[:3]} {code.digits[3:]}" if code else "",
    }


def _link(request: MemberRequest, activity: Activity, code: HallCode | None) -> str:
    link = check_in_link(request, activity)
    return f"{link}?p={code.token}" if code else link


def _activity(request: MemberRequest, ref: str) -> Activity:
    return get_object_or_404(Activity.objects.of(request.organisation).select_related("kind"), ref=ref)
