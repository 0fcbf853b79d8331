"""People who were only counted: enter, change how it counts, undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.actions.head_counts import set_head_count, void_head_count
from events.forms.head_counts import HeadCountForm, UndoForm, parts_of
from events.models import Activity, CountUnit, HeadCount, HeadCountMode
from events.queries.counts import activity_counts
from events.queries.head_counts import head_count_trail
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in
from rules.errors import AppError


@member_view(may_check_in)
def head_count(request: MemberRequest, ref: str) -> HttpResponse:
    """Enter or change the activity's head count, and see the earlier ones."""
    activity = _activity(request, ref)
    live = activity.head_counts.live().first()
    form = _form(activity, live, request.POST or None)
    if request.method != "POST":
        return _page(request, activity, live, form)
    if activity.cancelled_at:
        raise AppError("activity_cancelled", 409)
    if not form.is_valid():
        return _page(request, activity, live, form, status=422)
    data = form.cleaned_data
    if live and not form.has_changed():
        messages.success(request, _("The head count stays as it was."))
    else:
        set_head_count(
            activity,
            mode=data["mode"],
            basis=data["basis"],
            total=data["total"],
            parts=form.parts(),
            people_within=data.get("people_within"),
            by=request.user,
        )
        messages.success(request, _("The head count is saved."))
    return redirect("events:head_count", activity.ref)


@require_POST
@member_view(may_check_in)
def head_count_mode(request: MemberRequest, ref: str) -> HttpResponse:
    """Change in one tap whether the head count stands instead of, or in addition to, the people checked in."""
    activity = _activity(request, ref)
    live = get_object_or_404(activity.head_counts.live().prefetch_related("parts"))
    mode = request.POST.get("mode")
    if mode not in HeadCountMode.values:
        raise AppError("head_count_mode_unknown", 422)
    if mode != live.mode:
        # An activity may count something else than families by now.
        within = live.people_within if activity.count_unit == CountUnit.FAMILIES else None
        set_head_count(
            activity,
            mode=mode,
            basis=live.basis,
            total=live.total,
            parts=parts_of(live),
            people_within=within,
            by=request.user,
        )
        messages.success(request, _("The head count is saved."))
    return redirect("events:consultations" if request.POST.get("back") == "register" else "desk:activity", activity.ref)


@require_POST
@member_view(may_check_in)
def head_count_undo(request: MemberRequest, ref: str) -> HttpResponse:
    """Take the head count back, with a reason."""
    activity = _activity(request, ref)
    live = activity.head_counts.live().first()
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, activity, live, _form(activity, live), undo=form, status=422)
    # Gone already means that somebody else was faster: the wish is fulfilled.
    if live:
        void_head_count(live, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The head count is undone. It stays in the list below."))
    return redirect("events:head_count", activity.ref)


def _form(activity: Activity, live: HeadCount | None, data: QueryDict | None = None) -> HeadCountForm:
    return HeadCountForm(data, live=live, of_families=activity.count_unit == CountUnit.FAMILIES)


def _activity(request: MemberRequest, ref: str) -> Activity:
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    return get_object_or_404(found, ref=ref)


def _page(
    request: MemberRequest,
    activity: Activity,
    live: HeadCount | None,
    form: HeadCountForm,
    *,
    undo: UndoForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "activity": activity,
        "live": live,
        "form": form,
        "undo": undo or UndoForm(),
        "count": activity_counts(activities=[activity.pk])[activity.pk],
        "trail": head_count_trail(activity=activity),
    }
    return render(request, "events/head_count.html", context, status=status)
