"""The customer's priority directions: the list, one of them, pasting a table, and a project's indicators from one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from grants.access import MemberRequest, member_view
from grants.actions.directions import (
    delete_direction,
    delete_result,
    indicators_from_direction,
    keep_direction,
    keep_result,
    make_indicators,
    take_over_directions,
)
from grants.forms.directions import DirectionForm, PasteForm, ResultForm
from grants.labels import DIRECTION_FAULTS, Label
from grants.models import Direction, ExpectedResult, Organisation
from grants.permissions import may_edit, may_view
from grants.views.flow import carried_out, form_page
from grants.views.projects import project_or_404
from rules.directions import DirectionRow, Pasted, read_directions


@member_view(may_view)
def directions(request: MemberRequest) -> HttpResponse:
    """Every direction, in the order of the list."""
    found = Direction.objects.of(request.organisation).prefetch_related("results", "projects")
    return render(request, "grants/directions.html", {"directions": found, "may_edit": may_edit(request.membership)})


@member_view(may_view)
def direction(request: MemberRequest, pk: int) -> HttpResponse:
    """One direction with its expected results and the projects that follow it."""
    row = _direction(request, pk)
    context = {"direction": row, "results": row.results.all(), "may_edit": may_edit(request.membership)}
    return render(request, "grants/direction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def direction_new(request: MemberRequest) -> HttpResponse:
    """Add a direction."""
    row = Direction(organisation=request.organisation)
    form = DirectionForm(request.POST or None, instance=row)
    if carried_out(form, lambda: keep_direction(row, by=request.user)):
        messages.success(request, _("Added. Now write down its expected results."))
        return redirect("grants:direction", row.pk)
    return form_page(request, "grants/direction_form.html", form, title=_("Add a direction"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def direction_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a direction."""
    row = _direction(request, pk)
    form = DirectionForm(request.POST or None, instance=row)
    if carried_out(form, lambda: keep_direction(row, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("grants:direction", pk)
    context = {"title": _("Change the direction"), "direction": row}
    return form_page(request, "grants/direction_form.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def direction_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more and delete."""
    row = _direction(request, pk)
    if request.method == "POST":
        delete_direction(row, by=request.user)
        messages.success(request, _("Deleted."))
        return redirect("grants:directions")
    words = _("Its expected results go with it. Projects keep their wording and their planned figures.")
    return render(request, "grants/direction_delete.html", {"direction": row, "subject": row, "consequence": words})


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def result_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Add an expected result to a direction."""
    row = _direction(request, pk)
    numbers = [one.number for one in row.results.all()]
    result = ExpectedResult(direction=row, number=max(numbers, default=0) + 1)
    form = ResultForm(request.POST or None, instance=result)
    if carried_out(form, lambda: keep_result(result, by=request.user)):
        messages.success(request, _("Added."))
        return redirect("grants:direction", pk)
    context = {"title": _("Add an expected result"), "direction": row}
    return form_page(request, "grants/direction_form.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def result_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change an expected result; the number in its sentence is proposed as the plan."""
    result = _result(request, pk)
    form = ResultForm(request.POST or None, instance=result)
    if carried_out(form, lambda: keep_result(result, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("grants:direction", result.direction_id)
    context = {"title": _("Change the expected result"), "direction": result.direction, "result": result}
    return form_page(request, "grants/direction_form.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def result_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more and delete."""
    result = _result(request, pk)
    if request.method == "POST":
        delete_result(result, by=request.user)
        messages.success(request, _("Deleted."))
        return redirect("grants:direction", result.direction_id)
    words = _("Planned figures made from it stay.")
    context = {"direction": result.direction, "subject": result, "consequence": words}
    return render(request, "grants/direction_delete.html", context)


@dataclass(frozen=True)
class PreviewLine:
    """A pasted row and what becomes of it: faults in words, or in the list already."""

    row: DirectionRow
    faults: list[Label]
    is_known: bool


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def directions_paste(request: MemberRequest) -> HttpResponse:
    """Paste the customer's table, look at what was read, and take it over."""
    form = PasteForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, "grants/directions_paste.html", form)
    pasted = _checked(read_directions(form.cleaned_data["text"]))
    lines = _preview(request.organisation, pasted)
    if not lines:
        form.add_error("text", _("No row was found. A row begins with its number, and a tab stands between its cells."))
        return form_page(request, "grants/directions_paste.html", form)
    fresh = sum(1 for line in lines if not line.faults and not line.is_known)
    if request.POST.get("act") == "take":
        n = take_over_directions(request.organisation, pasted.rows, by=request.user)
        words = ngettext("%(n)s direction added.", "%(n)s directions added.", n) % {"n": n}
        messages.success(request, words if n else _("All of them were in the list already."))
        return redirect("grants:directions")
    context: dict[str, Any] = {"form": form, "lines": lines, "left_out": pasted.left_out, "fresh": fresh}
    return render(request, "grants/directions_paste.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def project_indicators(request: MemberRequest, ref: str) -> HttpResponse:
    """What would be made of the direction's expected results, and making it."""
    project = project_or_404(request, ref)
    if request.method == "POST":
        n = len(make_indicators(project, by=request.user))
        words = ngettext("%(n)s planned figure added.", "%(n)s planned figures added.", n) % {"n": n}
        messages.success(request, words if n else _("Everything was there already, so nothing was added."))
        return redirect("grants:project", ref)
    lines = indicators_from_direction(project) if project.direction_id else []
    context = {"project": project, "lines": lines, "fresh": sum(1 for line in lines if line.indicator)}
    return render(request, "grants/project_indicators.html", context)


def _checked(pasted: Pasted) -> Pasted:
    """With a fault on every row whose number came before in the same paste."""
    seen: Counter[str] = Counter()
    rows = []
    for row in pasted.rows:
        seen[row.number] += 1
        rows.append(replace(row, faults=(*row.faults, "number_twice")) if seen[row.number] > 1 else row)
    return Pasted(rows, pasted.left_out)


def _preview(organisation: Organisation, pasted: Pasted) -> list[PreviewLine]:
    there = set(Direction.objects.of(organisation).values_list("number", flat=True))
    return [
        PreviewLine(row, [DIRECTION_FAULTS[code] for code in row.faults], row.number in there) for row in pasted.rows
    ]


def _direction(request: MemberRequest, pk: int) -> Direction:
    rows = Direction.objects.of(request.organisation).select_related("organisation").prefetch_related("projects")
    return get_object_or_404(rows, pk=pk)


def _result(request: MemberRequest, pk: int) -> ExpectedResult:
    rows = ExpectedResult.objects.of(request.organisation).select_related("direction__organisation")
    return get_object_or_404(rows, pk=pk)
