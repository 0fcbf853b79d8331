"""The live screen of an activity, and closing its check-in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.closing import close_check_in, reopen_check_in
from events.models import Activity
from events.participant_pages import participant_page
from events.queries.counts import activity_counts
from events.queries.kept_scans import kept_at
from events.queries.live import SPANS, live_of
from events.queries.scanner_phones import phones_at
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit, may_see_people


@require_safe
@member_view(may_check_in)
def live(request: MemberRequest, ref: str) -> HttpResponse:
    """How many are here now, where and when they came, what needs a hand. htmx asks for its fragment every 5 s."""
    activity = _activity(request, ref)
    chosen = {name: _digits(request.GET.get(name, "")) for name in ("session", "hours", "table")}
    hours = chosen["hours"] if chosen["hours"] in SPANS else 1
    shown = live_of(
        activity=activity,
        now=timezone.now(),
        full=may_see_people(request.membership),
        number=chosen["session"],
        hours=hours or 1,
    )
    context = {
        "live": shown,
        "activity": activity,
        "hours": hours,
        "with_table": bool(chosen["table"]),
        "may_edit": may_edit(request.membership),
        # What the links of the page keep of the address.
        "kept_session": f"session={chosen['session']}&" if chosen["session"] else "",
        "address": urlencode({name: value for name, value in chosen.items() if value}),
    }
    template = "events/_live.html" if "HX-Request" in request.headers else "events/live.html"
    return participant_page(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def close(request: MemberRequest, ref: str) -> HttpResponse:
    """Before closing: is everybody counted, and which phones still hold scans?"""
    activity = _activity(request, ref)
    if request.method == "POST":
        close_check_in(activity, by=request.user)
        messages.success(request, _("Check-in is closed. What phones still hold comes in all the same."))
        return redirect("desk:activity", ref)
    phones = phones_at(activity=activity, now=timezone.now())
    count = activity_counts(activities=[activity.pk])[activity.pk]
    context = {
        "activity": activity,
        "count": count,
        "missing": max(0, (activity.expected_number or 0) - count.total),
        "holding": [phone for phone in phones if phone.device.unsent],
        "quiet": [phone for phone in phones if phone.needs_a_look and not phone.device.unsent],
        "unsent": sum(phone.device.unsent for phone in phones),
        "has_phones": bool(phones),
        "kept": kept_at(activity).count(),
    }
    return render(request, "events/close.html", context)


@require_POST
@member_view(may_edit)
def reopen(request: MemberRequest, ref: str) -> HttpResponse:
    """Open check-in again."""
    reopen_check_in(_activity(request, ref), by=request.user)
    messages.success(request, _("Check-in is open again."))
    return redirect("desk:activity", ref)


def _activity(request: MemberRequest, ref: str) -> Activity:
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    return get_object_or_404(found.prefetch_related("sessions"), ref=ref)


def _digits(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
