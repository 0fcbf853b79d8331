"""Invitations: a link that makes its opener a member, once, within seven days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import Invitation, Membership, Organisation, User
from grants.tokens import hash_of, new_secret
from rules.errors import AppError

LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class NewInvitation:
    """An invitation and its secret, which nobody can read again."""

    invitation: Invitation
    secret: str


@dataclass(frozen=True)
class NewUser:
    """What a stranger gives to get an account."""

    email: str
    name: str
    password: str
    language: str


@dataclass(frozen=True)
class Joined:
    """The membership, and whether it is new."""

    membership: Membership
    is_new: bool


@transaction.atomic
def invite(organisation: Organisation, *, role: str, note: str, by: User) -> NewInvitation:
    """Make an invitation for somebody with this role."""
    secret = new_secret()
    invitation = Invitation.objects.create(
        organisation=organisation,
        role=role,
        note=note,
        secret_hash=hash_of(secret),
        created_by=by,
        expires_at=timezone.now() + LIFETIME,
    )
    record_audit(organisation, by, "invitation.create", invitation, role=role)
    return NewInvitation(invitation, secret)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Make an open invitation's link dead. Doing it twice changes nothing."""
    revoked = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if revoked:
        record_audit(invitation.organisation, by, "invitation.revoke", invitation)


def refuse_dead(invitation: Invitation) -> None:
    """Raises AppError invitation_used, invitation_revoked or invitation_expired (410) unless it can be accepted."""
    if invitation.accepted_at:
        raise AppError("invitation_used", 410)
    if invitation.revoked_at:
        raise AppError("invitation_revoked", 410)
    if invitation.expires_at <= timezone.now():
        raise AppError("invitation_expired", 410)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User) -> Joined:
    """Make the user a member. Who already is one stays as they are, and the link stays open for whom it was meant.

    Raises AppError invitation_… (410); of two people opening it at once, the second one gets that.
    """
    row = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation.pk)
    already = Membership.objects.of(row.organisation).filter(user=user).first()
    if already:
        return Joined(already, is_new=False)
    refuse_dead(row)
    membership, is_new = Membership.objects.get_or_create(
        user=user, organisation=row.organisation, defaults={"role": row.role}
    )
    row.accepted_at, row.accepted_by = timezone.now(), user
    row.save(update_fields=["accepted_at", "accepted_by"])
    record_audit(row.organisation, user, "invitation.accept", row, role=row.role)
    return Joined(membership, is_new)


@transaction.atomic
def register_and_join(invitation: Invitation, new_user: NewUser) -> Joined:
    """Give a stranger an account and the membership, or neither.

    Raises AppError email_taken (409), invitation_… (410).
    """
    refuse_dead(invitation)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                new_user.email, new_user.password, name=new_user.name, language=new_user.language
            )
    except IntegrityError as taken:
        raise AppError("email_taken", 409) from taken
    return accept_invitation(invitation, user=user)
