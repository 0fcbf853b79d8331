"""Partners: the register, one partner, and the partners of a project."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.partners import change_partner, create_partner, write_involvements
from events.forms.partners import InvolvementFormSet, PartnerForm, involvement_lines
from events.queries.partners import (
    involvements_in,
    memoranda_of,
    partner_names,
    partner_page_of,
    partners_of,
)
from events.refusals import words_of
from grants.access import MemberRequest, member_view
from grants.models import Partner, Project
from grants.permissions import may_edit, may_view
from grants.views.flow import carried_out, form_page
from rules.errors import AppError


@require_safe
@member_view(may_view)
def partners(request: MemberRequest) -> HttpResponse:
    """The register, Kazakh and foreign ones apart."""
    found = list(partners_of(organisation=request.organisation))
    context = {
        "kazakh": [partner for partner in found if not partner.is_foreign],
        "foreign": [partner for partner in found if partner.is_foreign],
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/partners.html", context)


@require_safe
@member_view(may_view)
def partner(request: MemberRequest, pk: int) -> HttpResponse:
    """One partner: how to reach it, where it takes part, what it gave."""
    row = get_object_or_404(Partner.objects.of(request.organisation), pk=pk)
    context = {"page": partner_page_of(row), "may_edit": may_edit(request.membership)}
    return render(request, "events/partner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def partner_new(request: MemberRequest) -> HttpResponse:
    """Add one."""
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: create_partner(request.organisation, form.facts(), by=request.user)):
        messages.success(request, _("The partner is added."))
        return redirect("events:partners")
    return form_page(request, "events/partner_form.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def partner_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one."""
    row = get_object_or_404(Partner.objects.of(request.organisation), pk=pk)
    form = PartnerForm(request.POST if request.method == "POST" else None, instance=row)
    if carried_out(form, lambda: change_partner(row, form.facts(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("events:partner", pk)
    return form_page(request, "events/partner_form.html", form, stored=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def project_partners(request: MemberRequest, ref: str) -> HttpResponse:
    """Who helps a project: as a whole, where editors write it down, and at its activities. And its memoranda."""
    project = get_object_or_404(Project.objects.of(request.organisation).select_related("organisation"), ref=ref)
    if request.method != "POST":
        return _project_page(request, project)
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    formset = InvolvementFormSet(request.POST, initial=_at_project(project), prefix="partners")
    words = ""
    if formset.is_valid():
        try:
            write_involvements(project, None, involvement_lines(formset), by=request.user)
        except AppError as refused:
            words = words_of(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:project_partners", ref)
    return _project_page(request, project, formset=formset, words=words, status=422)


def _at_project(project: Project) -> list[dict[str, str]]:
    rows = project.involvements.filter(activity=None).select_related("partner").order_by("pk")
    return [{"name": row.partner.name, "role": row.role, "gave": row.gave} for row in rows]


def _project_page(
    request: MemberRequest,
    project: Project,
    *,
    formset: object = None,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = involvements_in(project=project)
    context = {
        "project": project,
        "whole": [row for row in rows if row.activity_id is None],
        "parts": [row for row in rows if row.activity_id],
        "memoranda": memoranda_of(project=project).count(),
        "rows": formset or InvolvementFormSet(initial=_at_project(project), prefix="partners"),
        "words": words,
        "is_wrong": formset is not None,
        "names": partner_names(organisation=request.organisation),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/project_partners.html", context, status=status)
