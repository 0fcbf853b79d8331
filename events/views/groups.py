"""A family or a class at the door: count them in one act, undo them in one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.groups import count_group, void_group
from events.door import Door
from events.forms.groups import FIRST_LINES, GroupForm, GroupLineFormSet, group_lines, with_more_lines
from events.forms.people import ReasonForm
from events.models import Activity, Attendance, Session
from events.participant_pages import participant_page
from events.queries.groups import GroupShown, group_shown
from events.queries.people import counted_now
from events.refusals import MESSAGES, words_for, words_of
from events.views.walk_in import session_at_door
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def group(request: MemberRequest, ref: str) -> HttpResponse:
    """The form; after sending, the same page says how many were counted and offers to undo them."""
    activities = Activity.objects.of(request.organisation).select_related("organisation", "project", "kind")
    activity = get_object_or_404(activities, ref=ref)
    if activity.cancelled_at:
        raise AppError("activity_cancelled", 409)
    session = session_at_door(request, activity)
    if request.method != "POST":
        return _page(request, session, GroupForm(), _formset(), counted=_just_counted(request, activity))
    if request.POST.get("act") == "more":
        typed = with_more_lines(request.POST)
        # Looked at again, not judged: nothing is marked as wrong before it is sent.
        return _page(request, session, GroupForm(typed), GroupLineFormSet(typed, prefix="lines", initial=FIRST_LINES))
    return _sent(request, session)


def _sent(request: MemberRequest, session: Session) -> HttpResponse:
    form = GroupForm(request.POST)
    formset = GroupLineFormSet(request.POST, prefix="lines", initial=FIRST_LINES)
    if not all([form.is_valid(), formset.is_valid()]):
        return _page(request, session, form, formset, status=422)
    lines, statuses = group_lines(formset), tuple(form.cleaned_data["statuses"])
    # Made of what the form says: the next class typed into the same form (back button) is another act.
    act = uuid.uuid5(form.cleaned_data["form"], f"group:{session.pk}:{lines}:{statuses}")
    was_sent = group_shown(activity=session.activity, group=act) is not None
    try:
        rows = count_group(
            session=session,
            lines=lines,
            statuses=statuses,
            act=act,
            observed_at=timezone.now(),
            by=request.user,
        )
    except AppError as refused:
        if refused.code not in MESSAGES:
            raise
        return _page(request, session, form, formset, status=refused.status, words=words_of(refused))
    if all(row.voided_at for row in rows):
        return _page(request, session, form, formset, status=409, words=words_for("entry_undone"))
    Door(request).choose(session)
    return redirect(
        f"{reverse('events:group', args=[session.activity.ref])}?counted={act}" + ("&again=1" if was_sent else "")
    )


def _formset() -> Any:
    return GroupLineFormSet(prefix="lines", initial=FIRST_LINES)


def _page(
    request: MemberRequest,
    session: Session,
    form: GroupForm,
    formset: Any,
    *,
    status: int = 200,
    words: str = "",
    counted: GroupShown | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "lines": formset,
        "words": words,
        "just_counted": counted,
        "door": session,
        "activity": session.activity,
        "counted": counted_now(session.activity),
    }
    return participant_page(request, "events/group.html", context, status)


def _just_counted(request: MemberRequest, activity: Activity) -> GroupShown | None:
    try:
        act = uuid.UUID(request.GET.get("counted", ""))
    except ValueError:
        return None
    return group_shown(activity=activity, group=act)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def group_undo(request: MemberRequest, group: uuid.UUID) -> HttpResponse:
    """Undo everybody who was counted in one act, with a reason."""
    rows = Attendance.objects.of(request.organisation).filter(group=group)
    first = rows.select_related("activity__kind").order_by("pk").first()
    if first is None:
        raise Http404
    activity = first.activity
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        undone = void_group(organisation=request.organisation, group=group, reason=form.reason(), by=request.user)
        words = ngettext("%(n)s entry was undone.", "%(n)s entries were undone.", undone) % {"n": undone}
        messages.success(request, words if undone else _("This group was undone already."))
        return redirect("events:people", activity.ref)
    context = {"form": form, "activity": activity, "group": group_shown(activity=activity, group=group)}
    return participant_page(request, "events/group_undo.html", context, 422 if form.errors else 200)
