"""Several activities of a series at once: move them by some days, cancel them for one reason."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.many import cancel_activities, move_activities
from events.forms.many import CancelSeveralForm, MoveForm
from events.models import Activity, Series
from events.queries.activities import upcoming
from events.views.many import series_of_member
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from grants.views.flow import carried_out


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def series_move(request: MemberRequest, pk: int) -> HttpResponse:
    """Shift those that are ahead: choose, look at the new days, save."""
    series = series_of_member(request, pk)
    found = [one for one in _ahead(series) if one.starts_on]
    form = MoveForm(request.POST if request.method == "POST" else None)
    chosen = _chosen(request, found)
    moved: list[bool] = []

    def move() -> None:
        act = form.act(series.pk)
        moved.append(move_activities(series, chosen, days=form.cleaned_data["days"], act=act, by=request.user))

    is_valid = form.is_valid()
    if is_valid and request.POST.get("act") == "save" and carried_out(form, move):
        messages.success(request, _("The activities are moved.") if moved[0] else _("They were moved already."))
        return redirect("events:series", pk)
    if is_valid and not chosen:
        form.add_error(None, _("Choose at least one activity."))
    days = form.cleaned_data.get("days") if is_valid and not form.errors and chosen else None
    context = {
        "series": series,
        "form": form,
        "lines": [(one, one in chosen, _moved(one, days), _would_be_outside(one, days)) for one in found],
        "is_preview": days is not None and request.POST.get("act") != "edit",
    }
    return render(request, "events/series_move.html", context, status=422 if form.errors else 200)


def _moved(activity: Activity, days: int | None) -> date | None:
    if days is None or activity.starts_on is None:
        return None
    return activity.starts_on + timedelta(days=days)


def _would_be_outside(activity: Activity, days: int | None) -> bool:
    """Whether a day of it would lie outside the contract's period: a warning, never a refusal."""
    first, last = _moved(activity, days), activity.last_day
    if days is None or first is None or last is None:
        return False
    start, end = activity.project.starts_on, activity.project.ends_on
    return bool((start and first < start) or (end and last + timedelta(days=days) > end))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def series_cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Cancel several of those that are ahead, for one reason."""
    series = series_of_member(request, pk)
    found = _ahead(series)
    form = CancelSeveralForm(request.POST if request.method == "POST" else None)
    chosen = _chosen(request, found) if request.method == "POST" else []

    def cancel() -> None:
        cancel_activities(series, chosen, reason=form.cleaned_data["reason"], by=request.user)

    if carried_out(form, cancel):
        messages.success(request, _("The chosen activities are cancelled. They stay in the list."))
        return redirect("events:series", pk)
    context = {"series": series, "form": form, "lines": [(one, one in chosen) for one in found]}
    return render(request, "events/series_cancel.html", context, status=422 if form.errors else 200)


def _ahead(series: Series) -> list[Activity]:
    """What is not over and not cancelled, the ones without a date too."""
    found = upcoming(series.activities.filter(cancelled_at=None), timezone.localdate())
    return list(found.select_related("organisation", "kind", "project"))


def _chosen(request: MemberRequest, found: list[Activity]) -> list[Activity]:
    """The ticked ones; all of them on a page that is opened."""
    if request.method != "POST":
        return found
    wished = set(request.POST.getlist("activity"))
    return [one for one in found if one.ref in wished]
