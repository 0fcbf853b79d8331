"""Members: their roles and their leaving."""

from django.db import transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import ApiToken, Invitation, Membership, Organisation, Role, User
from rules.errors import AppError


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: User) -> Membership:
    """Give a member another role. Raises AppError last_owner (409) where nobody else would own the organisation."""
    row = _locked(membership)
    if row.role == role:
        return row
    if row.role == Role.OWNER:
        _refuse_last_owner(row)
        _withdraw_invitations(row)
    was, row.role = row.role, role
    row.save(update_fields=["role"])
    record_audit(row.organisation, by, "member.role", row, was=was, now=role)
    return row


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """End a membership; what the member handed out (invitations, API tokens) ends with it.

    Raises AppError last_owner (409).
    """
    row = _locked(membership)
    if row.role == Role.OWNER:
        _refuse_last_owner(row)
    _withdraw_invitations(row)
    ApiToken.objects.of(row.organisation).filter(user=row.user, revoked_at=None).update(revoked_at=timezone.now())
    record_audit(row.organisation, by, "member.remove", f"grants.User:{row.user_id}", role=row.role)
    row.delete()


def _locked(membership: Membership) -> Membership:
    """The membership as it is now. The organisation's row is the lock: two owners cannot remove each other at once."""
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    row = Membership.objects.of(organisation).select_related("user", "organisation").filter(pk=membership.pk)
    found = row.first()
    if found is None:
        raise AppError("try_again", 409)
    return found


def _refuse_last_owner(row: Membership) -> None:
    """An owner who may not sign in any more cannot be the only one left."""
    others = Membership.objects.of(row.organisation).filter(role=Role.OWNER, user__is_active=True)
    if not others.exclude(pk=row.pk).exists():
        raise AppError("last_owner", 409)


def _withdraw_invitations(row: Membership) -> None:
    """Links made with a right that is gone must not outlive it."""
    Invitation.objects.of(row.organisation).filter(created_by=row.user, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
