"""The tab “Survey” of an activity: satisfaction by one tap, tests and whatever else is asked about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Activity
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from surveys.actions.runs import close_run, open_satisfaction_run
from surveys.models import Run, SurveyKind
from surveys.queries.runs import runs_about, satisfaction_run
from surveys.run_pages import run_lines
from surveys.views.runs import poster_of, run_of


@require_safe
@member_view(may_view)
def activity_survey(request: MemberRequest, ref: str) -> HttpResponse:
    """Every survey of an activity and of its series."""
    activity = _activity(request, ref)
    lines = run_lines(runs_about(activity=activity))
    context = {
        "activity": activity,
        "lines": lines,
        "has_satisfaction": any(
            line.run.kind == SurveyKind.SATISFACTION and line.run.activity_id == activity.pk for line in lines
        ),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "surveys/activity_survey.html", context)


@require_POST
@member_view(may_edit)
def open_run(request: MemberRequest, ref: str) -> HttpResponse:
    """Open the activity's satisfaction survey."""
    run = open_satisfaction_run(_activity(request, ref), by=request.user)
    messages.success(request, _("The survey is open. Share its link or print its poster."))
    return redirect("surveys:run", run.pk)


@require_POST
@member_view(may_edit)
def close(request: MemberRequest, ref: str) -> HttpResponse:
    """Close the activity's satisfaction survey for good."""
    close_run(_satisfaction(request, ref), by=request.user)
    messages.success(request, _("The survey is closed for good. Its answers stay, its key is destroyed."))
    return redirect("surveys:activity_survey", ref=ref)


@require_safe
@member_view(may_view)
def survey_poster_file(request: MemberRequest, ref: str, ending: str) -> HttpResponse:
    """The poster of the satisfaction survey as PDF or PNG."""
    run = run_of(request, _satisfaction(request, ref).pk)
    return poster_of(request, run, run.waves.get(), ending, name=f"{ref}-survey")


def _activity(request: MemberRequest, ref: str) -> Activity:
    activities = Activity.objects.of(request.organisation).select_related("project__grantee", "kind", "organisation")
    return get_object_or_404(activities, ref=ref)


def _satisfaction(request: MemberRequest, ref: str) -> Run:
    run = satisfaction_run(activity=_activity(request, ref))
    if run is None:
        raise Http404
    return run
