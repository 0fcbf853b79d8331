"""Grantees: the NGOs whose grants the organisation runs, usually itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.access import MemberRequest, member_view
from grants.actions.organisations import change_grantee, create_grantee
from grants.forms.organisations import GranteeForm
from grants.models import Grantee
from grants.permissions import may_edit, may_view
from grants.views.flow import carried_out, form_page


@member_view(may_view)
def grantees(request: MemberRequest) -> HttpResponse:
    """All of them."""
    found = Grantee.objects.of(request.organisation)
    context = {"grantees": found, "may_edit": may_edit(request.membership)}
    return render(request, "grants/grantees.html", context)


@member_view(may_edit)
def grantee_new(request: MemberRequest) -> HttpResponse:
    """Add one."""
    row = Grantee(organisation=request.organisation)
    form = GranteeForm(request.POST or None, instance=row)
    if carried_out(form, lambda: create_grantee(row, by=request.user)):
        messages.success(request, _("The grantee is added."))
        return redirect("grants:grantees")
    return form_page(request, "grants/grantee_form.html", form)


@member_view(may_edit)
def grantee_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one."""
    row = get_object_or_404(Grantee.objects.of(request.organisation), pk=pk)
    form = GranteeForm(request.POST or None, instance=row)
    if carried_out(form, lambda: change_grantee(row, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("grants:grantees")
    return form_page(request, "grants/grantee_form.html", form, is_stored=True)
