"""Members and their roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from grants.access import MemberRequest, member_view
from grants.actions.members import change_role, remove_member
from grants.forms.organisations import RoleForm
from grants.models import Membership
from grants.permissions import may_manage_members, may_view
from grants.queries import members_of, open_invitations


@never_cache
@member_view(may_view)
def members(request: MemberRequest) -> HttpResponse:
    """Who belongs to the organisation. Owners also see e-mails and open invitations."""
    may_manage = may_manage_members(request.membership)
    found = members_of(organisation=request.organisation)
    rows = [
        {
            "member": member,
            "form": RoleForm(initial={"role": member.role}, prefix=f"member{member.pk}") if may_manage else None,
        }
        for member in found
    ]
    invitations = open_invitations(organisation=request.organisation) if may_manage else []
    context = {"rows": rows, "invitations": invitations, "may_manage": may_manage}
    return render(request, "grants/members.html", context)


@require_POST
@member_view(may_manage_members)
def member_role(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    member = _member(request, pk)
    form = RoleForm(request.POST, prefix=f"member{member.pk}")
    if form.is_valid():
        change_role(member, form.cleaned_data["role"], by=request.user)
        messages.success(request, _("The role is changed."))
    else:
        messages.error(request, _("Choose one of the roles. Nothing was changed."))
    return redirect("grants:members")


@member_view(may_manage_members)
def member_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more, then end the membership."""
    member = _member(request, pk)
    if request.method != "POST":
        return render(request, "grants/member_remove.html", {"member": member})
    remove_member(member, by=request.user)
    messages.success(request, _("The member is removed."))
    return redirect("desk:home" if member.user_id == request.user.pk else "grants:members")


def _member(request: MemberRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.of(request.organisation).select_related("user"), pk=pk)
