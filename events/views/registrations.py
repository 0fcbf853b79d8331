"""Registration ahead of the day, for the organiser: who has a place, who waits, who came; its settings and its link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.places import cancel_registration, set_registration
from events.code_pictures import qr_data_uri
from events.forms.registrations import RegistrationForm
from events.links import public_link
from events.models import Activity, Registration
from events.participant_pages import keep_private
from events.queries.registrations import is_over, places_of, registering, registrations_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit, may_see_people
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def registrations(request: MemberRequest, ref: str) -> HttpResponse:
    """Who registered. Organisers see names and phones and change things; staff see short names."""
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation", "series")
    activity = get_object_or_404(found, ref=ref)
    if request.method != "POST":
        return _page(request, activity, _form(activity))
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    if request.POST.get("act") == "cancel":
        return _cancelled(request, activity)
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return _page(request, activity, form, status=422)
    promoted = set_registration(activity, by=request.user, **form.cleaned_data)
    messages.success(request, _("The changes are saved."))
    _tell_of(request, len(promoted))
    return redirect("events:registrations", ref)


def _form(activity: Activity) -> RegistrationForm:
    names = ("takes_registrations", "capacity", "registration_ends_at")
    return RegistrationForm(initial={name: getattr(activity, name) for name in names})


def _cancelled(request: MemberRequest, activity: Activity) -> HttpResponse:
    text = request.POST.get("registration", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    row = get_object_or_404(Registration.objects.of(request.organisation), pk=number, activity=activity)
    promoted = cancel_registration(row, by=request.user)
    messages.success(request, _("The registration is cancelled."))
    _tell_of(request, len(promoted))
    return redirect("events:registrations", activity.ref)


def _tell_of(request: MemberRequest, promoted: int) -> None:
    if promoted:
        words = ngettext(
            "%(n)s person from the waiting list has a place now. Please tell them: nobody is told automatically.",
            "%(n)s people from the waiting list have a place now. Please tell them: nobody is told automatically.",
            promoted,
        )
        messages.info(request, words % {"n": promoted})


def _page(request: MemberRequest, activity: Activity, form: RegistrationForm, *, status: int = 200) -> HttpResponse:
    link = public_link(request, reverse("events:register", args=[activity.public_code]))
    context = {
        "activity": activity,
        "shown": registrations_of(activity=activity, full=may_see_people(request.membership)),
        "seats": places_of(activities=[activity])[activity.pk],
        "door": registering(activity, timezone.now()).value,
        "is_over": is_over(activity, timezone.now()),
        "form": form,
        "link": link,
        "qr": qr_data_uri(link),
        "may_edit": may_edit(request.membership),
        "may_see_people": may_see_people(request.membership),
    }
    return keep_private(render(request, "events/registrations.html", context, status=status))
