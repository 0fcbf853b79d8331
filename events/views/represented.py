"""Represented organisations: at an activity, in a project, and the register of all with their spellings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.represented import (
    list_organisations,
    merge_represented,
    rename_represented,
    split_represented,
    unlist_organisation,
)
from events.forms.represented import ListForm, MergeForm, RenameForm
from events.models import Activity, Represented, RepresentedAt
from events.queries.represented import represented_at, represented_in, represented_known
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from grants.views.projects import project_or_404
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def organisations_at(request: MemberRequest, ref: str) -> HttpResponse:
    """The organisations of an activity; who may edit pastes a list."""
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation", "measure")
    activity = get_object_or_404(found, ref=ref)
    if request.method == "POST" and not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    form = ListForm(request.POST or None)
    if form.is_valid():
        listed = list_organisations(activity, form.cleaned_data["names"], by=request.user)
        if listed.added:
            n = len(listed.added)
            messages.success(request, ngettext("%(n)s organisation added.", "%(n)s organisations added.", n) % {"n": n})
        if listed.known:
            names = "; ".join(dict.fromkeys(listed.known))[:500]
            messages.info(request, _("Already in the list, counted once: %(names)s.") % {"names": names})
        return redirect("events:organisations_at", ref)
    context = {
        "activity": activity,
        "lines": represented_at(activity=activity),
        "form": form,
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/organisations_at.html", context, status=422 if form.errors else 200)


@require_POST
@member_view(may_edit)
def organisation_unlist(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
    """Take an organisation off an activity's list."""
    activity = get_object_or_404(Activity.objects.of(request.organisation), ref=ref)
    rows = RepresentedAt.objects.filter(activity=activity).select_related("represented", "activity__organisation")
    row = get_object_or_404(rows, pk=pk)
    unlist_organisation(row, by=request.user)
    messages.success(request, _("Taken off the list."))
    return redirect("events:organisations_at", ref)


@require_safe
@member_view(may_view)
def organisations_in(request: MemberRequest, ref: str) -> HttpResponse:
    """Every organisation of a project, each once, with its activities."""
    project = project_or_404(request, ref)
    context = {"project": project, "found": represented_in(project=project), "may_edit": may_edit(request.membership)}
    return render(request, "events/organisations_in.html", context)


@require_safe
@member_view(may_edit)
def represented(request: MemberRequest) -> HttpResponse:
    """The register of all organisations ever named, to put spellings together."""
    return render(request, "events/represented.html", {"lines": represented_known(organisation=request.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def represented_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Rename an organisation, say that it is another spelling of one, or take a spelling out again."""
    rows = Represented.objects.of(request.organisation).select_related("organisation", "merged_into")
    row = get_object_or_404(rows, pk=pk)
    act = request.POST.get("act") if request.method == "POST" else None
    if act == "split":
        split_represented(row, by=request.user)
        messages.success(request, _("They count apart again."))
        return redirect("events:represented")
    rename = RenameForm(request.POST if act == "rename" else None, instance=Represented.objects.get(pk=row.pk))
    merge = MergeForm(request.POST if act == "merge" else None, represented=row)
    if merge.is_valid():
        merge_represented(row, into=merge.cleaned_data["into"], by=request.user)
        messages.success(request, _("They count as one now. Every entry stays as it was written."))
        return redirect("events:represented")
    if rename.is_valid():
        try:
            rename_represented(row, name=rename.cleaned_data["name"], by=request.user)
        except AppError as refused:
            rename.explain(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:represented")
    context = {"represented": row, "rename": rename, "merge": merge, "spellings": row.spellings.all()}
    return render(request, "events/represented_edit.html", context, status=422 if act else 200)
