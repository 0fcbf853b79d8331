"""What people said, for members: one activity's survey, and which activities have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.activity_poster import POSTER_LANGUAGES
from events.code_pictures import qr_data_uri
from events.links import public_link
from events.models import Activity
from events.posters import poster_pdf, poster_png
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from surveys.actions.runs import close_run, open_satisfaction_run
from surveys.models import Run
from surveys.poster import survey_poster
from surveys.queries.runs import activities_to_ask, satisfaction_run
from surveys.queries.satisfaction import Satisfaction, satisfaction_of

PAGE_SIZE = 60


@dataclass(frozen=True)
class SurveyRow:
    """One activity in the list of surveys."""

    activity: Activity
    satisfaction: Satisfaction


@member_view(may_view)
@require_safe
def runs(request: MemberRequest) -> HttpResponse:
    """Activities at which people meet: what was answered, and where nothing was."""
    page = Paginator(activities_to_ask(organisation=request.organisation), PAGE_SIZE).get_page(request.GET.get("page"))
    satisfaction = satisfaction_of(activities=[activity.pk for activity in page.object_list])
    rows = [SurveyRow(activity, satisfaction[activity.pk]) for activity in page.object_list]
    context = {
        "page": page,
        "answered": [row for row in rows if row.satisfaction.n],
        "unanswered": [row for row in rows if not row.satisfaction.n],
    }
    return render(request, "surveys/runs.html", context)


@member_view(may_view)
@require_safe
def activity_survey(request: MemberRequest, ref: str) -> HttpResponse:
    """The survey of one activity: its link to share, what was answered."""
    activity = _activity(request, ref)
    run = satisfaction_run(activity=activity)
    context: dict[str, Any] = {"activity": activity, "run": run, "may_edit": may_edit(request.membership)}
    if run:
        link = _link(request, run)
        context |= {
            "satisfaction": satisfaction_of(activities=[activity.pk])[activity.pk],
            "link": link,
            "qr": "" if run.closed_at else qr_data_uri(link),
        }
    return render(request, "surveys/activity_survey.html", context)


@member_view(may_edit)
@require_POST
def open_run(request: MemberRequest, ref: str) -> HttpResponse:
    """Open the activity's survey."""
    open_satisfaction_run(_activity(request, ref), by=request.user)
    messages.success(request, _("The survey is open. Share its link or print its poster."))
    return redirect("surveys:activity_survey", ref=ref)


@member_view(may_edit)
@require_POST
def close(request: MemberRequest, ref: str) -> HttpResponse:
    """Take no more answers."""
    close_run(_run(_activity(request, ref)), by=request.user)
    messages.success(request, _("The survey is closed. Its answers stay."))
    return redirect("surveys:activity_survey", ref=ref)


@member_view(may_view)
@require_safe
def survey_poster_file(request: MemberRequest, ref: str, ending: str) -> HttpResponse:
    """The survey's poster as PDF or PNG."""
    activity = _activity(request, ref)
    run = _run(activity)
    run.activity = activity
    wished = request.GET.get("language", "")
    languages = POSTER_LANGUAGES[wished if wished in POSTER_LANGUAGES else "both"]
    spec = survey_poster(run, link=_link(request, run), languages=languages)
    draw, content_type = (poster_pdf, "application/pdf") if ending == "pdf" else (poster_png, "image/png")
    disposition = content_disposition_header(True, f"{ref}-survey.{ending}") or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-cache"}
    return HttpResponse(draw(spec), content_type=content_type, headers=headers)


def _activity(request: MemberRequest, ref: str) -> Activity:
    activities = Activity.objects.of(request.organisation).select_related("project__grantee", "kind", "organisation")
    return get_object_or_404(activities, ref=ref)


def _run(activity: Activity) -> Run:
    run = satisfaction_run(activity=activity)
    if run is None:
        raise Http404
    return run


def _link(request: MemberRequest, run: Run) -> str:
    return public_link(request, reverse("surveys:answer", args=[run.waves.get().public_code]))
