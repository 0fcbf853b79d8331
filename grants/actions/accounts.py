"""A user's own account and API tokens."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from grants.actions.audit import record_audit
from grants.models import ApiToken, Organisation, User
from grants.tokens import hash_of, new_secret

TOKEN_PREFIX = "outreach_"  # noqa: S105  so that a token found in a file is recognised for what it is


@dataclass(frozen=True)
class NewToken:
    """An API token and its secret, which nobody can read again."""

    token: ApiToken
    secret: str


def change_account(user: User, *, name: str, language: str) -> User:
    """Keep the user's name and language (kk, ru, en)."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user


@transaction.atomic
def make_token(organisation: Organisation, *, name: str, by: User) -> NewToken:
    """Make a key with which a program acts as `by` in this organisation."""
    secret = new_secret(TOKEN_PREFIX)
    token = ApiToken.objects.create(organisation=organisation, user=by, name=name, secret_hash=hash_of(secret))
    record_audit(organisation, by, "token.create", token)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> None:
    """Make a token dead. Doing it twice changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record_audit(token.organisation, by, "token.revoke", token)
