"""What a participant may do about themselves on their own phone: keep their code, delete their data, say "not me"."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.people import withdraw_person
from events.code_pictures import code_card_png
from events.models import Activity, RegistrationState
from events.participant_pages import activity_of_code, begin_anew, keep_private, participant_page, unknown_link
from events.phones import phone_of
from events.queries.presence import rows_of_phone
from events.views.check_in import personal_link


@require_POST
def not_me(request: HttpRequest, code: str) -> HttpResponse:
    """Forget who this phone belongs to, and the phone: the next person begins anew."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    return begin_anew("events:check_in", activity.public_code)


@require_safe
def my_code_png(request: HttpRequest, code: str) -> HttpResponse:
    """The phone's own code as a picture to keep."""
    activity = activity_of_code(code)
    own = phone_of(request).code(activity.organisation) if activity else None
    if activity is None or own is None:
        return unknown_link(request)
    picture = code_card_png(personal_link(request, own), short_code=own.display, title=activity.organisation.name)
    response = keep_private(HttpResponse(picture, content_type="image/png"))
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, f"outreach-{own.display}.png") or "attachment"
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Delete my data: what happens, then do it."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    phone = phone_of(request)
    person = phone.person(activity.organisation)
    if person is None:
        return keep_private(redirect("events:check_in", activity.public_code))
    rows = rows_of_phone(activity=activity, phone=phone)
    if request.method != "POST":
        context = {
            "activity": activity,
            "back": _page_of(activity, is_counted=bool(rows)),
            "person": person,
            "organisation_name": activity.organisation.name,
            "personal_code": phone.code(activity.organisation),
            "has_registered": person.registrations.exclude(state=RegistrationState.CANCELLED).exists(),
        }
        return participant_page(request, "events/withdraw.html", context)
    # The rows stay known to this phone, so that nobody is counted twice by mistake after deleting.
    for row in rows:
        phone.note(row)
    withdraw_person(person, by=None)
    phone.forget_person(activity.organisation)
    if rows:
        messages.success(request, _("Your data were deleted. You stay counted, without a name."))
    else:
        messages.success(request, _("Your data were deleted. You are not registered any more."))
    response = keep_private(redirect(_page_of(activity, is_counted=bool(rows))))
    phone.save_to(response)
    return response


def _page_of(activity: Activity, *, is_counted: bool) -> str:
    """Where somebody belongs who asks about their data: counted, only registered, or neither."""
    if is_counted:
        return reverse("desk:counted", args=[activity.public_code])
    page = "events:registered" if activity.takes_registrations else "events:check_in"
    return reverse(page, args=[activity.public_code])
