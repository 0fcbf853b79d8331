"""Ten lectures in one go: common fields and days, a preview to correct, then all or none. And the same for a copy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.many import Many, copy_series, make_activities, next_number, titled
from events.forms.many import CopyForm, ManyForm, SlotFormSet
from events.models import Activity, Series
from events.previews import preview_of
from events.queries.activities import last_made_by
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit
from grants.views.flow import carried_out


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def many(request: MemberRequest) -> HttpResponse:
    """Many new activities, in a new series or (?series=ID) at the end of one."""
    if not Project.objects.of(request.organisation).exists():
        return render(request, "events/activity_no_project.html")
    wished = request.GET.get("series", "")
    series = series_of_member(request, int(wished)) if wished.isascii() and wished.isdecimal() else None
    if request.method != "POST":
        form = ManyForm(organisation=request.organisation, series=series, initial=_initial(request, series))
        return _first_page(request, form)
    form = ManyForm(request.POST, organisation=request.organisation, series=series)
    if not form.is_valid():
        return _first_page(request, form, status=422)
    if request.POST.get("act") == "edit":
        return _first_page(request, form)
    if request.POST.get("act") != "save":
        slots = [{"starts_on": slot.day, "starts_at": slot.starts_at, "venue": slot.place} for slot in form.slots()]
        return _preview(request, form, SlotFormSet(initial=slots, prefix="slots"))
    return _save(request, form)


def _save(request: MemberRequest, form: ManyForm) -> HttpResponse:
    formset = SlotFormSet(request.POST, prefix="slots")
    done: list[Many] = []
    project = form.chosen_project
    assert project

    def make() -> None:
        places = [row.place() for row in formset if row.is_in]
        done.append(
            make_activities(
                project, places=places, act=form.act(), by=request.user, series=form.series, **form.details()
            )
        )

    if not formset.is_valid() or not carried_out(form, make):
        return _preview(request, form, formset, status=422)
    return _told(request, done[0])


def _told(request: MemberRequest, done: Many) -> HttpResponse:
    words = ngettext("%(n)s activity is made.", "%(n)s activities are made.", done.number) % {"n": done.number}
    messages.success(request, words if done.is_new else _("This was sent before, so nothing was made twice."))
    return redirect("events:series", done.series.pk)


def _initial(request: MemberRequest, series: Series | None) -> dict[str, Any]:
    """As the series' last one, or the project used last."""
    last = series and series.activities.order_by("-number_in_series", "-pk").first()
    if last:
        names = ("kind", "measure", "format", "town", "languages", "expected_number", "starts_at")
        copied = {name: getattr(last, name) for name in names}
        number = last.number_in_series
        return copied | {"title": last.title.replace(f"{number}-", "{n}-") if number else last.title}
    wished = Project.objects.of(request.organisation).filter(ref=request.GET.get("project", "").replace("\0", ""))
    latest = last_made_by(request.user, organisation=request.organisation)
    newest = Project.objects.of(request.organisation).order_by("-pk")
    return {"project": wished.first() or (latest and latest.project_id) or newest.first(), "title": "«…» {n}-"}


def _first_page(request: MemberRequest, form: ManyForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "series": form.series,
        "next": next_number(form.series),
    }
    return render(request, "events/many.html", context, status=status)


def _preview(request: MemberRequest, form: ManyForm, formset: Any, *, status: int = 200) -> HttpResponse:
    project = form.chosen_project
    assert project
    title, first = form.cleaned_data["title"], form.cleaned_data["first_number"] or next_number(form.series)
    context = {
        "form": form,
        "formset": formset,
        "preview": preview_of(formset, project, lambda _row, place: titled(title, first + place)),
        "series": form.series,
        "heading": form.series.title if form.series else project.title,
        "is_same_title": not form.has_number,
    }
    return render(request, "events/many_preview.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def series_copy(request: MemberRequest, pk: int) -> HttpResponse:
    """A whole series again: for another project, on other days."""
    series = series_of_member(request, pk)
    originals = list(series.activities.filter(cancelled_at=None).select_related("kind", "series"))
    first = originals[0] if originals else None
    if request.method != "POST":
        initial = {"project": series.project_id, "title": series.title, "measure": first and first.measure_id}
        form = CopyForm(organisation=request.organisation, initial=initial)
        return _copy_page(request, series, originals, form)
    form = CopyForm(request.POST, organisation=request.organisation)
    if not form.is_valid() or request.POST.get("act") == "edit" or not originals:
        return _copy_page(request, series, originals, form, status=422 if form.errors else 200)
    if request.POST.get("act") != "save":
        rows = [_shifted(one, originals, form.cleaned_data["first_day"]) for one in originals]
        return _copy_preview(request, series, originals, form, SlotFormSet(initial=rows, prefix="slots"))
    return _copy_save(request, series, originals, form)


def _copy_save(request: MemberRequest, series: Series, originals: list[Activity], form: CopyForm) -> HttpResponse:
    formset = SlotFormSet(request.POST, prefix="slots")
    by_ref = {one.ref: one for one in originals}
    data, done = form.cleaned_data, []

    def copy() -> None:
        rows = [(by_ref.get(row.cleaned_data["original"]), row.place()) for row in formset if row.is_in]
        places = [(original, place) for original, place in rows if original]
        done.append(
            copy_series(
                series,
                project=data["project"],
                title=data["title"],
                measure=data["measure"],
                places=places,
                act=form.act(series.pk),
                by=request.user,
            )
        )

    if not formset.is_valid() or not carried_out(form, copy):
        return _copy_preview(request, series, originals, form, formset, status=422)
    return _told(request, done[0])


def _shifted(one: Activity, originals: list[Activity], first_day: date) -> dict[str, Any]:
    """As far from the first one as it was; on its day where it had none."""
    first = next((other.starts_on for other in originals if other.starts_on), None)
    away = (one.starts_on - first) if one.starts_on and first else timedelta(0)
    return {"original": one.ref, "starts_on": first_day + away, "starts_at": one.starts_at, "venue": one.venue}


def _copy_page(
    request: MemberRequest, series: Series, originals: list[Activity], form: CopyForm, *, status: int = 200
) -> HttpResponse:
    context = {"series": series, "originals": originals, "form": form}
    return render(request, "events/series_copy.html", context, status=status)


def _copy_preview(
    request: MemberRequest,
    series: Series,
    originals: list[Activity],
    form: CopyForm,
    formset: Any,
    *,
    status: int = 200,
) -> HttpResponse:
    titles = {one.ref: one.title for one in originals}
    project = form.cleaned_data["project"]
    context = {
        "form": form,
        "formset": formset,
        "preview": preview_of(formset, project, lambda row, _place: titles.get(row["original"].value() or "", "?")),
        "series": series,
        "heading": project.title,
    }
    return render(request, "events/many_preview.html", context, status=status)


def series_of_member(request: MemberRequest, pk: int) -> Series:
    """The organisation's series with this id."""
    found = Series.objects.of(request.organisation).select_related("project__organisation", "organisation")
    return get_object_or_404(found, pk=pk)
