"""Organisations: making the first one, its own data, switching between them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.access import MemberRequest, SignedInRequest, member_view, signed_in_view
from grants.actions.organisations import change_organisation, create_organisation
from grants.forms.organisations import OrganisationForm
from grants.middleware import SESSION_KEY
from grants.models import Membership, Organisation
from grants.permissions import may_manage_members
from grants.views.flow import carried_out, form_page
from rules.errors import AppError


@signed_in_view
def organisation_new(request: SignedInRequest) -> HttpResponse:
    """Make an organisation and own it; for who has none yet, and for the administrator of the installation."""
    if request.membership and not request.user.is_staff:
        return _already_there(request)
    form = OrganisationForm(request.POST or None)

    def create() -> None:
        made = create_organisation(
            name=form.cleaned_data["name"], contact=form.cleaned_data["contact"], by=request.user
        )
        request.session[SESSION_KEY] = made.pk

    if carried_out(form, create):
        messages.success(request, _("The organisation is ready. Begin with its first project."))
        return redirect("grants:projects")
    return form_page(request, "grants/organisation_new.html", form)


def _already_there(request: SignedInRequest) -> HttpResponse:
    """A second tap on the button finds the organisation made by the first."""
    if request.organisation and request.POST.get("name", "").strip() == request.organisation.name:
        return redirect("grants:projects")
    raise AppError("has_organisation", 403)


@member_view(may_manage_members)
def organisation(request: MemberRequest) -> HttpResponse:
    """The organisation's name and its contact for questions about personal data."""
    # A copy of its own: while the form shows an error, the rest of the page keeps the stored name.
    row = Organisation.objects.get(pk=request.organisation.pk)
    form = OrganisationForm(request.POST or None, instance=row)
    if carried_out(form, lambda: change_organisation(row, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("grants:account")
    return form_page(request, "grants/organisation.html", form)


@require_POST
@signed_in_view
def switch(request: SignedInRequest) -> HttpResponse:
    """Work in another of one's organisations, in this browser."""
    wished = request.POST.get("organisation", "")
    if not (wished.isascii() and wished.isdecimal() and len(wished) < 19):
        raise Http404
    if not Membership.objects.filter(user=request.user, organisation_id=int(wished)).exists():
        raise Http404
    request.session[SESSION_KEY] = int(wished)
    return redirect("desk:home")
