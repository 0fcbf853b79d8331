"""Leaflets and points of an activity: what there is, what was handed out where, and copies noted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.materials import note_copies, remove_material, remove_point, save_material, save_point
from events.forms.materials import CopiesForm, MaterialForm, PointForm
from events.material_tables import tables_of
from events.models import Activity, Material, MaterialCount, Point
from events.queries.materials import handed_out_at
from events.refusals import MESSAGES, words_of
from events.words import material_in_words
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit
from rules.errors import AppError

# A choice of so many days fits a phone; longer activities choose among those with copies and the days around now.
_DAYS_AT_MOST = 62


@dataclass(frozen=True)
class Faulty:
    """A form that came back: of the point or material, or None of a new one."""

    form: forms.Form
    of: Point | Material | None


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def materials(request: MemberRequest, ref: str) -> HttpResponse:
    """Points, materials and all totals; organisers add, change and remove."""
    activity = _activity(request, ref)
    if request.method != "POST":
        return _page(request, activity)
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    match request.POST.get("act", "").partition(":")[::2]:
        case "point", verb:
            return _point(request, activity, verb)
        case _, verb:
            return _material(request, activity, verb)


def _point(request: MemberRequest, activity: Activity, verb: str) -> HttpResponse:
    point = _chosen(request, activity.points.all()) if verb != "add" else None
    if point and verb == "remove":
        return _removed(request, activity, lambda: remove_point(point, by=request.user), _("The point is removed."))
    form = PointForm(request.POST, point=point)
    if form.is_valid():
        try:
            save_point(activity, name=form.cleaned_data["name"], position=form.position(), point=point, by=request.user)
        except AppError as refused:
            form.add_error("name", _words(refused))
        else:
            return _saved(request, activity)
    return _page(request, activity, Faulty(form, point))


def _material(request: MemberRequest, activity: Activity, verb: str) -> HttpResponse:
    material = _chosen(request, activity.materials.all()) if verb != "add" else None
    if material and verb == "remove":
        return _removed(
            request, activity, lambda: remove_material(material, by=request.user), _("The material is removed.")
        )
    form = MaterialForm(request.POST, material=material)
    if form.is_valid():
        try:
            save_material(activity, form.what(), material=material, by=request.user)
        except AppError as refused:
            form.add_error("title", _words(refused))
        else:
            return _saved(request, activity)
    return _page(request, activity, Faulty(form, material))


def _chosen(request: HttpRequest, among: Any) -> Any:
    return get_object_or_404(among, pk=_number(request.POST.get("pk", "")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _words(refused: AppError) -> str:
    if refused.code not in MESSAGES:
        raise refused
    return words_of(refused)


def _removed(request: HttpRequest, activity: Activity, remove: Any, words: str) -> HttpResponse:
    try:
        remove()
    except AppError as refused:
        messages.error(request, _words(refused))
    else:
        messages.success(request, words)
    return redirect("events:materials", activity.ref)


def _saved(request: HttpRequest, activity: Activity) -> HttpResponse:
    messages.success(request, _("The changes are saved."))
    return redirect("events:materials", activity.ref)


def _activity(request: MemberRequest, ref: str) -> Activity:
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    return get_object_or_404(found, ref=ref)


def _page(request: MemberRequest, activity: Activity, faulty: Faulty | None = None) -> HttpResponse:
    edits = may_edit(request.membership)
    tables = tables_of(activity)
    wrong = faulty.of if faulty else None
    context = {
        "activity": activity,
        "may_edit": edits,
        "tables": tables,
        "materials": [
            (one, faulty.form if faulty and wrong == one.material else MaterialForm(material=one.material))
            for one in tables.materials
        ],
        "points": [
            (line, faulty.form if faulty and line.point == wrong else PointForm(point=line.point))
            for line in tables.points
        ],
        "wrong": wrong,
        "new_material": _new(faulty, MaterialForm),
        "new_point": _new(faulty, PointForm),
    }
    return render(request, "events/materials.html", context, status=422 if faulty else 200)


def _new(faulty: Faulty | None, form: type[MaterialForm] | type[PointForm]) -> forms.Form:
    return faulty.form if faulty and faulty.of is None and isinstance(faulty.form, form) else form()


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def copies(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
    """Copies of one material on one day, at all points at once."""
    activity = _activity(request, ref)
    material = get_object_or_404(activity.materials.select_related("activity__organisation"), pk=pk)
    material.activity = activity
    noted_days = set(MaterialCount.objects.filter(material=material).values_list("day", flat=True))
    days = _days(activity, {day for day in noted_days if day})
    day = _day(request, activity, days, noted_days)
    stored = MaterialCount.objects.filter(material=material, day=day)
    noted: dict[int | None, int] = dict(stored.values_list("point_id", "handed_out"))
    form = CopiesForm(request.POST or None, points=list(activity.points.all()), noted=noted)
    if request.method == "POST" and request.POST.get("day", "") not in {"", f"{day or 'none'}"}:
        # The activity was moved while the page was open: nobody's copies go to a day that they did not see.
        form.add_error(
            None, _("The day that was chosen is no day of the activity any more. Save again if this one is.")
        )
    if request.method == "POST" and form.is_valid():
        at_points, at_names = form.at_points(), form.at_names()
        if at_points or at_names:
            note_copies(material, day=day, at_points=at_points, at_names=at_names, by=request.user)
        _say_sum(request, activity, material)
        return redirect(f"{reverse('events:copies', args=[ref, pk])}?day={day or 'none'}")
    context = {
        "activity": activity,
        "material": material,
        "label": material_in_words(material),
        "form": form,
        "day": day,
        "days": days,
        "given": next(one for one in handed_out_at(activity=activity) if one.material == material),
    }
    return render(request, "events/copies.html", context, status=422 if form.errors else 200)


def _say_sum(request: HttpRequest, activity: Activity, material: Material) -> None:
    given = next(one for one in handed_out_at(activity=activity) if one.material == material)
    messages.success(request, _("Saved. Handed out altogether: %(n)s.") % {"n": number_format(given.total)})
    if given.left is not None and given.left < 0:
        words = ngettext("%(n)s copy more than was printed", "%(n)s copies more than were printed", -given.left)
        messages.warning(request, capfirst(words % {"n": number_format(-given.left)}))


def _days(activity: Activity, noted: set[date]) -> list[date]:
    """The days to choose from: those of the activity, today where it has none, and those with copies."""
    first, last = activity.starts_on, activity.last_day
    days = set(noted)
    if first and last:
        days |= {first + timedelta(days=step) for step in range(min((last - first).days + 1, _DAYS_AT_MOST))}
    today = timezone.localdate()
    if not first or (last and first <= today <= last):
        days.add(today)
    return sorted(days)


def _day(request: HttpRequest, activity: Activity, days: list[date], noted: set[date | None]) -> date | None:
    """The chosen day; else today if it is one of them; what was noted without a day; the first one."""
    wished = request.POST.get("day") or request.GET.get("day") or ""
    if wished == "none":
        return None
    try:
        day = date.fromisoformat(wished)
    except ValueError:
        day = None
    if day in days:
        return day
    today = timezone.localdate()
    if today in days:
        return today
    return None if noted == {None} or not days else days[0]
