"""Days and parts of one activity."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.sessions import (
    add_session,
    change_session,
    days_without_session,
    one_session_per_day,
    remove_session,
)
from events.forms.registrations import SessionForm
from events.models import Activity, Session
from events.queries.people import counted_now
from events.queries.sessions import sessions_of
from events.refusals import MESSAGES, words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def sessions(request: MemberRequest, ref: str) -> HttpResponse:
    """List, add, change, remove, one per day: each a form of its own on one page."""
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    activity = get_object_or_404(found, ref=ref)
    if request.method != "POST":
        return _page(request, activity)
    act = request.POST.get("act", "")
    if act == "days":
        made = one_session_per_day(activity, by=request.user)
        words = ngettext("%(n)s day is added.", "%(n)s days are added.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect("events:sessions", ref)
    session = _session(activity, request.POST.get("session", "")) if act in {"change", "remove"} else None
    if session and act == "remove":
        return _removed(request, activity, session)
    form = SessionForm(request.POST, session=session)
    if form.is_valid():
        try:
            if session:
                change_session(session, form.hours(), by=request.user)
            else:
                add_session(activity, form.hours(), by=request.user)
        except AppError as refused:
            if refused.code not in MESSAGES:
                raise
            form.add_error("held_on" if "held_on" in form.fields else None, words_of(refused))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("events:sessions", ref)
    return _page(request, activity, form, session)


def _removed(request: MemberRequest, activity: Activity, session: Session) -> HttpResponse:
    try:
        remove_session(session, by=request.user)
    except AppError as refused:
        messages.error(request, words_of(refused))
    else:
        messages.success(request, _("The session is removed."))
    return redirect("events:sessions", activity.ref)


def _page(
    request: MemberRequest, activity: Activity, form: SessionForm | None = None, wrong: Session | None = None
) -> HttpResponse:
    """`form` came back with faults: of the session `wrong`, or of a new one."""
    shown = sessions_of(activity=activity)
    rows: list[dict[str, Any]] = [
        {
            "line": line,
            "form": form if wrong == line.session and form else SessionForm(session=line.session),
            "is_open": wrong == line.session,
        }
        for line in shown.lines
    ]
    latest = max((line.session.held_on for line in shown.lines if line.session.held_on), default=activity.starts_on)
    new = form if form and wrong is None else SessionForm(initial={"held_on": latest}, auto_id="new_%s")
    context = {
        "activity": activity,
        "shown": shown,
        "people": counted_now(activity),
        "rows": rows,
        "new": new,
        "days": days_without_session(activity),
    }
    return render(request, "events/sessions.html", context, status=422 if form else 200)


def _session(activity: Activity, text: str) -> Session:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return get_object_or_404(activity.sessions, number=number)
