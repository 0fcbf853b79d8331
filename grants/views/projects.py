"""Projects: the list, one project with its plan, creating and changing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.access import MemberRequest, member_view
from grants.actions.projects import change_project, create_project
from grants.forms.projects import ProjectForm
from grants.hooks import kind_names
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.queries import plan_of
from grants.views.flow import carried_out, form_page
from grants.wording import precedence_in_words, rule_in_words


@member_view(may_view)
def projects(request: MemberRequest) -> HttpResponse:
    """All projects, the newest contract first."""
    found = Project.objects.of(request.organisation).select_related("grantee").order_by("-starts_on", "ref")
    context = {"projects": found, "may_edit": may_edit(request.membership)}
    return render(request, "grants/projects.html", context)


@member_view(may_view)
def project(request: MemberRequest, ref: str) -> HttpResponse:
    """The plan page: what the contract promises."""
    row = project_or_404(request, ref)
    context = {
        "project": row,
        "plan": plan_of(project=row),
        "rule": rule_in_words(row),
        "precedence": precedence_in_words(row),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "grants/project.html", context)


@member_view(may_edit)
def project_new(request: MemberRequest) -> HttpResponse:
    """Add a project."""
    row = Project(organisation=request.organisation)
    form = ProjectForm(request.POST or None, instance=row, kind_names=kind_names(request.organisation))
    if carried_out(form, lambda: create_project(form.project(), by=request.user)):
        messages.success(request, _("The project is added. Now write down its tasks."))
        return redirect("grants:project", ref=row.ref)
    return form_page(request, "grants/project_form.html", form)


@member_view(may_edit)
def project_edit(request: MemberRequest, ref: str) -> HttpResponse:
    """Change a project; a changed order of categories is applied to everything counted so far."""
    row = project_or_404(request, ref)
    form = ProjectForm(request.POST or None, instance=row, kind_names=kind_names(request.organisation))
    if carried_out(form, lambda: change_project(form.project(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("grants:project", ref=row.ref)
    return form_page(request, "grants/project_form.html", form, project_ref=ref)


def project_or_404(request: MemberRequest, ref: str) -> Project:
    """The organisation's project with this short code."""
    found = Project.objects.of(request.organisation).select_related("organisation", "grantee")
    return get_object_or_404(found, ref=ref)
