"""Who may read whose projects: asking by a link, allowing, taking back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.permissions import may_manage_members, may_view
from grants.views.flow import form_page
from reports.actions.readers import LIFETIME, allow_reading, reading_request, take_back, who_asks
from reports.models import ReadingGrant
from reports.queries.readable import readable_projects, readers_of
from reports.readers_forms import ReadingForm


@require_safe
@member_view(may_view)
def readers(request: MemberRequest) -> HttpResponse:
    """Who reads this organisation's projects, and whose projects it reads."""
    mine = request.organisation
    context = {
        "readers": readers_of(organisation=mine),
        "read": readable_projects(mine).exclude(organisation=mine),
        "may_manage": may_manage_members(request.membership),
    }
    return render(request, "reports/readers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_manage_members)
def reading_ask(request: MemberRequest) -> HttpResponse:
    """Make the link by which this organisation asks others to let it read; shown on the answer to the button."""
    if request.method != "POST":
        return render(request, "reports/readers_ask.html")
    token = reading_request(request.organisation, by=request.user)
    link = request.build_absolute_uri(reverse("reports:reading_request", args=[token]))
    return render(request, "reports/readers_link.html", {"link": link, "days": LIFETIME.days}, status=201)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_manage_members)
def reading_answer(request: MemberRequest, token: str) -> HttpResponse:
    """What the link opens: who asks, and which of one's projects it may read."""
    reader = who_asks(token)
    if reader is None:
        raise Http404
    if reader == request.organisation:
        return render(request, "reports/readers_own.html", {"days": LIFETIME.days})
    sent = request.POST if request.method == "POST" else None
    form = ReadingForm(sent, organisation=request.organisation, reader=reader)
    if not form.is_valid():
        return form_page(request, "reports/readers_answer.html", form, reader=reader)
    given = allow_reading(reader, form.cleaned_data["projects"], by=request.user)
    said = ngettext("%(reader)s may read %(n)s project now.", "%(reader)s may read %(n)s projects now.", len(given))
    messages.success(request, said % {"reader": reader.name, "n": len(given)})
    return redirect("reports:readers")


@require_POST
@member_view(may_manage_members)
def reading_take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """End a reader's right to one project at once."""
    mine = ReadingGrant.objects.of(request.organisation).select_related("project__organisation", "reader")
    take_back(get_object_or_404(mine, pk=pk), by=request.user)
    messages.success(request, _("Taken back. From now on this project is not found there any more."))
    return redirect("reports:readers")
