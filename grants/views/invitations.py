"""Invitations: made and withdrawn by owners, opened by whoever has the link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from grants.access import MemberRequest, member_view
from grants.actions.invitations import (
    LIFETIME,
    Joined,
    NewUser,
    accept_invitation,
    invite,
    refuse_dead,
    register_and_join,
    revoke_invitation,
)
from grants.forms.accounts import RegisterForm
from grants.forms.organisations import InvitationForm
from grants.middleware import SESSION_KEY
from grants.models import Invitation, Membership, User
from grants.permissions import may_manage_members
from grants.queries import invitation_of_secret
from grants.views.flow import carried_out, form_page


@never_cache
@member_view(may_manage_members)
def invitation_new(request: MemberRequest) -> HttpResponse:
    """Make a link. It is shown on the answer to the form, and only there."""
    form = InvitationForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, "grants/invitation_new.html", form)
    new = invite(
        request.organisation,
        role=form.cleaned_data["role"],
        note=form.cleaned_data["note"],
        by=request.user,
    )
    link = request.build_absolute_uri(reverse("grants:invitation", args=[new.secret]))
    context = {"invitation": new.invitation, "link": link, "days": LIFETIME.days}
    return render(request, "grants/invitation_made.html", context, status=201)


@require_POST
@member_view(may_manage_members)
def invitation_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """Make an open invitation's link dead."""
    row = get_object_or_404(Invitation.objects.of(request.organisation), pk=pk)
    revoke_invitation(row, by=request.user)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("grants:members")


@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link opens: who has an account joins with it, a stranger makes one and joins in one step."""
    row = invitation_of_secret(secret)
    if row is None:
        raise Http404
    if isinstance(request.user, User):
        return _join(request, row, request.user)
    refuse_dead(row)
    return _register(request, row)


def _join(request: HttpRequest, row: Invitation, user: User) -> HttpResponse:
    already = Membership.objects.of(row.organisation).filter(user=user).first()
    if already:
        return render(request, "grants/invitation_already.html", {"already": already})
    refuse_dead(row)
    if request.method != "POST":
        return render(request, "grants/invitation_join.html", {"invitation": row})
    return _welcome(request, accept_invitation(row, user=user))


def _register(request: HttpRequest, row: Invitation) -> HttpResponse:
    form = RegisterForm(request.POST or None)
    joined: list[Joined] = []

    def register() -> None:
        data = form.cleaned_data
        new_user = NewUser(data["email"], data["name"], data["password"], get_language() or "")
        joined.append(register_and_join(row, new_user))

    if not carried_out(form, register):
        return form_page(request, "grants/invitation_register.html", form, invitation=row)
    login(request, joined[0].membership.user)
    return _welcome(request, joined[0])


def _welcome(request: HttpRequest, joined: Joined) -> HttpResponse:
    request.session[SESSION_KEY] = joined.membership.organisation_id
    if joined.is_new:
        organisation = joined.membership.organisation.name
        messages.success(request, _("Welcome to %(organisation)s.") % {"organisation": organisation})
    return redirect("desk:home")
