"""Memoranda of a project: the list, add, change, delete."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.partners import change_memorandum, create_memorandum, delete_memorandum
from events.forms.partners import MemorandumForm, memorandum_initial
from events.models import Activity, Memorandum
from events.queries.partners import memoranda_of, partner_names
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.views.flow import carried_out, form_page


@require_safe
@member_view(may_view)
def memoranda(request: MemberRequest, ref: str) -> HttpResponse:
    """The memoranda of a project."""
    project = _project(request, ref)
    context = {
        "project": project,
        "memoranda": memoranda_of(project=project),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/memoranda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def memorandum_new(request: MemberRequest, ref: str) -> HttpResponse:
    """Add one; ?activity=REF says where it is signed."""
    project = _project(request, ref)
    form = MemorandumForm(
        request.POST if request.method == "POST" else None, project=project, initial=_initial(request, project)
    )
    if carried_out(form, lambda: create_memorandum(project, form.facts(), by=request.user)):
        messages.success(request, _("The memorandum is added."))
        return redirect("events:memoranda", ref)
    return form_page(request, "events/memorandum_form.html", form, project=project, names=_names(request))


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def memorandum_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one."""
    row = _memorandum(request, pk)
    data = request.POST if request.method == "POST" else None
    form = MemorandumForm(data, project=row.project, initial=memorandum_initial(row))
    if carried_out(form, lambda: change_memorandum(row, form.facts(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("events:memoranda", row.project.ref)
    context = {"project": row.project, "memorandum": row, "names": _names(request)}
    return form_page(request, "events/memorandum_form.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def memorandum_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, then take it off the list."""
    row = _memorandum(request, pk)
    if request.method == "POST":
        delete_memorandum(row, by=request.user)
        messages.success(request, _("The memorandum is deleted. Its partner stays in the register."))
        return redirect("events:memoranda", row.project.ref)
    return render(request, "events/memorandum_delete.html", {"row": row})


def _project(request: MemberRequest, ref: str) -> Project:
    return get_object_or_404(Project.objects.of(request.organisation).select_related("organisation"), ref=ref)


def _memorandum(request: MemberRequest, pk: int) -> Memorandum:
    found = Memorandum.objects.of(request.organisation).select_related("project", "partner", "measure", "activity")
    return get_object_or_404(found, pk=pk)


def _names(request: MemberRequest) -> list[str]:
    return partner_names(organisation=request.organisation)


def _initial(request: MemberRequest, project: Project) -> dict[str, object]:
    wished = request.GET.get("activity", "").replace("\0", "")
    activity: Activity | None = project.activities.filter(ref=wished).first() if wished else None
    if activity is None:
        return {}
    return {"activity": activity, "measure": activity.measure, "signed_on": activity.starts_on}
