"""Calendar feeds: a member's own secret addresses, and what a calendar program reads there."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.actions.feeds import make_feed, revoke_feed
from events.calendars import CONTENT_TYPE, calendar_of
from events.links import public_link
from events.models import CalendarFeed
from events.queries.feeds import activities_in_feed, feed_of_secret, feeds_of
from events.queries.revisions import revisions_of
from events.refusals import words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_view
from grants.throttle import Limit, network_of
from rules.errors import AppError

# Programs ask every few minutes at most; several phones of one office share an address.
READS = Limit("calendar-feed", most=60, seconds=3600)
GUESSES = Limit("calendar-feed-unknown", most=60, seconds=3600)


class FeedForm(forms.Form):
    """Nothing to fill in; the act makes a form that is sent twice one feed."""

    act = forms.UUIDField(widget=forms.HiddenInput)


@never_cache
@member_view(may_view)
def feeds(request: MemberRequest) -> HttpResponse:
    """One's own feeds. A new one's address is shown on the answer to its form, only there."""
    form = FeedForm(request.POST if request.method == "POST" else None, initial={"act": uuid4()})
    if form.is_bound and form.is_valid():
        try:
            new = make_feed(request.membership, act=form.cleaned_data["act"])
        except AppError as refused:
            form.add_error(None, words_of(refused))
        else:
            address = public_link(request, reverse("desk:feed", args=[new.secret]))
            return render(request, "desk/feeds/made.html", {"address": address}, status=201)
    context = {"form": form, "feeds": feeds_of(membership=request.membership)}
    return render(request, "desk/feeds/list.html", context, status=422 if form.errors else 200)


@require_POST
@member_view(may_view)
def feed_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """End one of one's own feeds."""
    revoke_feed(get_object_or_404(CalendarFeed, membership=request.membership, pk=pk))
    messages.success(request, _("The calendar address works no more."))
    return redirect("desk:feeds")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The organisation's dated activities for a calendar program: titles, days, hours and places, nothing of people."""
    who = secret if (known := feed_of_secret(secret)) else network_of(request)
    wait = (READS if known else GUESSES).count(who)
    if wait:
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    if known is None:
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    organisation = known.membership.organisation
    listed = activities_in_feed(organisation=organisation)
    content = calendar_of(
        listed,
        name=organisation.name,
        host=urlsplit(public_link(request, "/")).hostname or "outreach",
        links={},
        revisions=revisions_of(activities=listed),
    )
    headers = {"Cache-Control": "private, max-age=900", "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
