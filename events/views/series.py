"""Series: activities that people register for by one link."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.series import choose_activities, make_series, rename_series
from events.code_pictures import qr_data_uri
from events.forms.registrations import SeriesForm, SeriesTitleForm
from events.links import public_link
from events.models import Series
from events.queries.registrations import Door, places_of, registering, series_of
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def series_list(request: MemberRequest) -> HttpResponse:
    """Every series, and a new one."""
    newest = Project.objects.of(request.organisation).order_by("-pk").first()
    form = SeriesForm(request.POST or None, organisation=request.organisation, initial={"project": newest})
    if request.method == "POST" and form.is_valid():
        made = make_series(form.cleaned_data["project"], title=form.cleaned_data["title"], by=request.user)
        messages.success(request, _("The series is made. Choose its activities."))
        return redirect("events:series", made.pk)
    context = {"found": series_of(organisation=request.organisation), "form": form, "has_project": newest is not None}
    return render(request, "events/series_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def series(request: MemberRequest, pk: int) -> HttpResponse:
    """One series: its link, its activities with their places, its title."""
    row = get_object_or_404(Series.objects.of(request.organisation).select_related("project", "organisation"), pk=pk)
    if request.method == "POST" and request.POST.get("act") == "rename":
        form = SeriesTitleForm(request.POST)
        if not form.is_valid():
            return _page(request, row, form, status=422)
        rename_series(row, title=form.cleaned_data["title"], by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect("events:series", pk)
    if request.method == "POST":
        wished = [ref for ref in request.POST.getlist("activity") if "\0" not in ref]
        choose_activities(row, list(row.project.activities.filter(ref__in=wished)), by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect("events:series", pk)
    return _page(request, row, SeriesTitleForm(initial={"title": row.title}))


def _page(request: MemberRequest, row: Series, form: SeriesTitleForm, *, status: int = 200) -> HttpResponse:
    now, link = timezone.now(), public_link(request, reverse("events:register", args=[row.public_code]))
    activities = list(row.activities.select_related("kind"))
    places = places_of(activities=activities)
    others = row.project.activities.filter(Q(cancelled_at__isnull=True) | Q(series=row)).select_related(
        "kind", "series"
    )
    context = {
        "series": row,
        "lines": [(activity, places[activity.pk], registering(activity, now).value) for activity in activities],
        "choices": [one for one in others if one.series_id == row.pk or registering(one, now) is not Door.OVER],
        "form": form,
        "link": link,
        "qr": qr_data_uri(link),
    }
    return render(request, "events/series.html", context, status=status)
