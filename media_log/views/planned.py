"""Pages of the content plan: a month, a table to print, the files."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from events.forms.check_in_settings import YEARS
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.views.projects import project_or_404
from media_log.labels import PLATFORM_LABELS
from media_log.plan_files import ENDINGS, plan_document
from media_log.queries.planned import counts_of, month_of, plan_lines, plan_month, usual_month, usual_project

# Each state in the page's words: badge and icon.
BADGES = {"done": ("ok", "ok"), "due": ("info", "clock"), "overdue": ("bad", "warn"), "dropped": ("quiet", "bad")}


@require_safe
@member_view(may_view)
def plan_home(request: MemberRequest) -> HttpResponse:
    """To the plan of the project that is meant: ?project=REF, else the one that runs now."""
    project = project_meant(request)
    if project is None:
        return render(request, "media_log/plan_none.html", {"here": "plan", "may_edit": may_edit(request.membership)})
    return redirect("media_log:plan", project.ref)


def project_meant(request: MemberRequest) -> Project | None:
    """The project an address names, or the usual one. A foreign one is a 404."""
    wished = request.GET.get("project", "").replace("\0", "")
    if wished:
        return get_object_or_404(Project.objects.of(request.organisation), ref=wished)
    return usual_project(organisation=request.organisation, today=timezone.localdate())


@require_safe
@member_view(may_view)
def plan(request: MemberRequest, ref: str, year: int | None = None, month: int | None = None) -> HttpResponse:
    """A month of the content plan; on a phone the days that have something."""
    project = project_or_404(request, ref)
    today = timezone.localdate()
    first = month_at(year, month) or usual_month(project=project, today=today)
    shown = plan_month(project=project, day=first, today=today)
    context = {
        "project": project,
        "projects": Project.objects.of(request.organisation),
        "month": shown,
        "badges": BADGES,
        "platforms": PLATFORM_LABELS,
        "weekdays": [shown.first - timedelta(days=shown.first.weekday() - place) for place in range(7)],
        "today": today,
        "previous": shown.first - timedelta(days=1),
        "next": shown.last + timedelta(days=1),
        "new_day": today if shown.first <= today <= shown.last else shown.first,
        "may_edit": may_edit(request.membership),
        "here": "plan",
    }
    return render(request, "media_log/plan.html", context)


@require_safe
@member_view(may_view)
def plan_table(request: MemberRequest, ref: str) -> HttpResponse:
    """The plan as a table, of ?month=2025-09 or of the whole project: to print, to download."""
    project = project_or_404(request, ref)
    today = timezone.localdate()
    first = _month_wished(request)
    lines = plan_lines(project=project, today=today, **_days(first))
    context = {
        "project": project,
        "lines": lines,
        "counts": counts_of(lines),
        "month": first,
        "badges": BADGES,
        "platforms": PLATFORM_LABELS,
        "back": first or usual_month(project=project, today=today),
        "may_edit": may_edit(request.membership),
        "here": "plan",
    }
    return render(request, "media_log/plan_table.html", context)


@require_safe
@member_view(may_view)
def plan_file(request: MemberRequest, ref: str, ending: str) -> HttpResponse:
    """The same table as an Excel or Word file."""
    project = project_or_404(request, ref)
    if ending not in ENDINGS:
        raise Http404
    first = _month_wished(request)
    lines = plan_lines(project=project, today=timezone.localdate(), **_days(first))
    name = f"content-plan-{first:%Y-%m}.{ending}" if first else f"content-plan.{ending}"
    return sent(name, ending, plan_document(project, lines, month=first))


def sent(name: str, ending: str, document: Any) -> HttpResponse:
    """A file to take away, written by the ending's writer."""
    content_type, writer = ENDINGS[ending]
    file = BytesIO()
    writer(document, file, lambda done, of: None)
    disposition = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(file.getvalue(), content_type=content_type, headers=headers)


def month_at(year: int | None, month: int | None) -> date | None:
    """The first day of a month named by an address; 404 for one that cannot be meant."""
    if year is None or month is None:
        return None
    if not YEARS[0] <= year <= YEARS[1] or not 1 <= month <= 12:
        raise Http404
    return date(year, month, 1)


def _month_wished(request: MemberRequest) -> date | None:
    year, _dash, month = request.GET.get("month", "").partition("-")
    numbers = [int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0 for text in (year, month)]
    return month_at(*numbers) if year else None


def _days(first: date | None) -> dict[str, date]:
    return dict(zip(("first", "last"), month_of(first), strict=True)) if first else {}
