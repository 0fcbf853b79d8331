"""Organisations and their grantees."""

from django.db import IntegrityError, transaction

from grants.actions.audit import record_audit
from grants.models import Grantee, Membership, Organisation, Role, User
from rules.errors import AppError


@transaction.atomic
def create_organisation(*, name: str, contact: str = "", by: User) -> Organisation:
    """Make an organisation with `by` as its owner.

    Raises AppError organisation_name_taken (409); has_organisation (403) for a user who already belongs to one, unless
    the user is the administrator of the installation.
    """
    User.objects.select_for_update().get(pk=by.pk)  # two taps make one organisation
    if by.memberships.exists() and not by.is_staff:
        raise AppError("has_organisation", 403)
    organisation = Organisation(name=name, contact=contact)
    _save(organisation)
    Membership.objects.create(user=by, organisation=organisation, role=Role.OWNER)
    record_audit(organisation, by, "organisation.create", organisation)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Keep the organisation's changed name and contact. Raises AppError organisation_name_taken (409)."""
    _save(organisation)
    record_audit(organisation, by, "organisation.change", organisation)
    return organisation


@transaction.atomic
def create_grantee(grantee: Grantee, *, by: User | None) -> Grantee:
    """Keep a new grantee. Raises AppError grantee_name_taken (409)."""
    _save_grantee(grantee)
    record_audit(grantee.organisation, by, "grantee.create", grantee)
    return grantee


@transaction.atomic
def change_grantee(grantee: Grantee, *, by: User | None) -> Grantee:
    """Keep a changed grantee. Raises AppError grantee_name_taken (409)."""
    _save_grantee(grantee)
    record_audit(grantee.organisation, by, "grantee.change", grantee)
    return grantee


def _save(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        raise AppError("organisation_name_taken", 409) from taken


def _save_grantee(grantee: Grantee) -> None:
    try:
        with transaction.atomic():
            grantee.save()
    except IntegrityError as taken:
        raise AppError("grantee_name_taken", 409) from taken
