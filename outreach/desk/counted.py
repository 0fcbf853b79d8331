"""“You are counted”: lasting, known by the phone alone, with the personal code and what comes next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.actions.check_in import own_code
from events.models import Attendance, PersonalCode
from events.participant_pages import activity_of_code, keep_private, participant_page, unknown_link
from events.phones import Phone, phone_of
from events.queries.presence import rows_of_phone
from events.queries.registrations import next_of_series
from events.views.check_in import code_context
from surveys.offers import offers_of


@require_safe
def counted(request: HttpRequest, code: str) -> HttpResponse:
    """Since when this phone's holder is counted at the activity; a phone that is not is sent to the form."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    phone = phone_of(request)
    rows = [] if phone.is_new else rows_of_phone(activity=activity, phone=phone)
    if not rows:
        return keep_private(redirect("events:check_in", activity.public_code))
    row = next((row for row in rows if row.is_counted), rows[0])
    row.activity = activity
    offers = offers_of(activity=activity, phone=phone)
    open_offers = [offer for offer in offers if not offer.answered]
    context = {
        "activity": activity,
        "attendance": row,
        "is_today": timezone.localdate(row.observed_at) == timezone.localdate(),
        "survey": open_offers[0] if open_offers else None,
        "more_surveys": open_offers[1:],
        "answered_surveys": [offer for offer in offers if offer.answered],
        "next_activity": next_of_series(activity=activity, now=timezone.now()),
        **code_context(request, _code_of(row, phone)),
    }
    response = participant_page(request, "desk/counted.html", context)
    if "personal_code" in context:
        # Known for the next activity too, even when the answer that said so was lost on the way.
        phone.save_to(response)
    return response


def _code_of(row: Attendance, phone: Phone) -> PersonalCode | None:
    code = own_code(row=row, phone=phone)
    if code:
        phone.remember(code)
    return code
