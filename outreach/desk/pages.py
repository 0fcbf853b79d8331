"""Home, and the page of one activity."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Activity
from events.queries.ahead import ahead_of
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_check_in, may_edit, may_view
from outreach.desk.activity import activity_page_of
from outreach.desk.home import (
    activities_lacking,
    lacks_of,
    next_row,
    plan_at_a_glance,
    rows_today,
)
from outreach.desk.lacks import LACKS

PAGE_SIZE = 60


@require_safe
@member_view(may_view)
def home(request: MemberRequest) -> HttpResponse:
    """What now: today, what needs somebody, the plan at a glance. Before the first project: how to begin."""
    organisation, today = request.organisation, timezone.localdate()
    context: dict[str, Any] = {
        "may_edit": may_edit(request.membership),
        "may_check_in": may_check_in(request.membership),
    }
    if not Project.objects.of(organisation).exists():
        return render(request, "desk/home_first.html", context)
    rows = rows_today(organisation=organisation, today=today)
    context |= {
        "today": today,
        "rows": rows,
        "next": None if rows else next_row(organisation=organisation, today=today),
        "lacks": lacks_of(organisation=organisation, today=today) if context["may_edit"] else [],
        "glances": plan_at_a_glance(organisation=organisation, today=today),
    }
    return render(request, "desk/home.html", context)


@require_safe
@member_view(may_edit)
def lacking(request: MemberRequest, what: str) -> HttpResponse:
    """Every held activity that lacks people, a survey or a publication."""
    if what not in LACKS:
        raise Http404
    found = activities_lacking(organisation=request.organisation, what=what, today=timezone.localdate())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/lacking.html", {"what": what, "page": page})


@require_safe
@member_view(may_view)
def activity(request: MemberRequest, ref: str) -> HttpResponse:
    """The page of one activity, tab People."""
    found = Activity.objects.of(request.organisation).select_related(
        "kind", "project", "measure", "organisation", "series"
    )
    shown = get_object_or_404(found.prefetch_related("speakers"), ref=ref)
    page = activity_page_of(shown)
    context = {
        "activity": shown,
        "head": page.head,
        "page": page,
        "ahead": ahead_of(shown),
        "may_edit": may_edit(request.membership),
        "may_check_in": may_check_in(request.membership),
    }
    return render(request, "desk/activity.html", context)
