"""The page of an activity's attendance list: what it will hold, and its two files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from events.models import Activity, Session
from events.participant_pages import keep_private
from grants import jobs
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_see_people
from grants.wording import rule_in_words
from reports.attendance_files import ATTENDANCE_LIST, WRITERS, list_subject
from reports.form_tables import form_language
from reports.queries.attendance_list import list_numbers
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def attendance_list(request: MemberRequest, ref: str) -> HttpResponse:
    """Choose the whole activity or one day of it, PDF or Excel; the job's page shows when it is ready."""
    found = Activity.objects.of(request.organisation).select_related("project__organisation", "kind")
    activity = get_object_or_404(found, ref=ref)
    sessions = list(activity.sessions.order_by("number"))
    if request.method == "POST":
        return _asked(request, activity, sessions)
    context = {
        "activity": activity,
        "numbers": list_numbers(activity=activity),
        "sessions": sessions if len(sessions) > 1 else [],
        "rule": rule_in_words(activity.project),
    }
    return keep_private(render(request, "reports/attendance_list.html", context))


def _asked(request: MemberRequest, activity: Activity, sessions: list[Session]) -> HttpResponse:
    ending = request.POST.get("file", "")
    wished = request.POST.get("session", "") or "0"
    session = next((session for session in sessions if str(session.pk) == wished), None)
    if ending not in WRITERS or (session is None and wished != "0"):
        raise AppError("no_such_list", 404)
    subject = list_subject(
        activity,
        session,
        ending=ending,
        with_names="names" in request.POST and may_see_people(request.membership),
        language=form_language((get_language() or "kk")[:2]),
    )
    asked = jobs.ask(organisation=request.organisation, kind=ATTENDANCE_LIST, subject=subject, by=request.user)
    return redirect(reverse("desk:job", args=[asked.pk]))
