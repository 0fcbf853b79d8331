"""Somebody without a code: staff fill in the form, or give the phone into the person's hands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.actions.attendance import Recorded
from events.actions.staff import check_in_walk_in
from events.consent import OWN_PHONE, WITH_STAFF
from events.door import Door
from events.forms.people import CheckInForm, HandedForm, WalkInForm
from events.forms.signatures import SignatureForm
from events.models import Activity, Session
from events.participant_pages import page_language, participant_page
from events.queries.presence import session_now
from events.views.staff import at_door, form_uuid
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def walk_in(request: MemberRequest, ref: str) -> HttpResponse:
    """Staff fill in the form, or count them without data. With ?hand=1 the person does it themselves on this phone:
    large, in the words of their own consent, without a way into the staff's pages until the phone is given back."""
    activities = Activity.objects.of(request.organisation).select_related("organisation", "project", "kind")
    activity = get_object_or_404(activities, ref=ref)
    if activity.cancelled_at:
        raise AppError("activity_cancelled", 409)
    session, is_handed = session_at_door(request, activity), "hand" in request.GET
    sent = request.POST if request.method == "POST" else None
    form = (HandedForm if is_handed else WalkInForm)(sent, activity=activity)
    signature = SignatureForm(sent, activity=activity)
    if sent is not None:
        without_data = sent.get("act") == "without_data"
        if without_data or all([form.is_valid(), signature.is_valid()]):
            recorded = _count(request, session, form, signature, is_handed=is_handed, without_data=without_data)
            door = Door(request)
            door.choose(session)
            door.answer(session, recorded)
            return _afterwards(ref, is_handed)
    return _page(request, session, form, signature, is_handed)


def _count(
    request: MemberRequest,
    session: Session,
    form: CheckInForm,
    signature: SignatureForm,
    *,
    is_handed: bool,
    without_data: bool,
) -> Recorded:
    return check_in_walk_in(
        session=session,
        given=None if without_data else form.given(),
        form=form_uuid(request.POST.get("form", "")),
        by=request.user,
        language=page_language(),
        signature="" if without_data else signature.strokes(),
        wording=OWN_PHONE if is_handed else WITH_STAFF,
        represents=form.organisation_name() if isinstance(form, WalkInForm) else "",
    )


def _afterwards(ref: str, is_handed: bool) -> HttpResponse:
    return redirect(reverse("events:walk_in", args=[ref]) + ("?hand=1&done=1" if is_handed else ""))


def _page(
    request: MemberRequest, session: Session, form: CheckInForm, signature: SignatureForm, is_handed: bool
) -> HttpResponse:
    status = 422 if form.errors or signature.errors else 200
    context: dict[str, Any] = {"form": form, "signature": signature}
    if not is_handed:
        return participant_page(request, "events/walk_in.html", {**context, **at_door(request, session)}, status)
    activity = session.activity
    context |= {
        "activity": activity,
        "organisation_name": activity.organisation.name,
        "contact": activity.organisation.contact,
        "is_done": "done" in request.GET,
    }
    return participant_page(request, "events/walk_in_handed.html", context, status)


def session_at_door(request: MemberRequest, activity: Activity) -> Session:
    """The session of this activity that the member counts at: the chosen one, otherwise the one that is on now."""
    chosen = Door(request).session()
    session = chosen if chosen and chosen.activity_id == activity.pk else session_now(activity, timezone.now())
    session.activity = activity
    return session
