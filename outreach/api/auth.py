"""Who asks: a program with a token, or a browser that is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from grants.models import Membership
from grants.queries import organisation_of_token
from rules.errors import AppError


class TokenAuth(HttpBearer):
    """`Authorization: Bearer …`: acts in the token's organisation with its maker's role."""

    def authenticate(self, request: HttpRequest, token: str) -> Membership:
        """Raises AppError not_signed_in for a token that is dead: a cookie must not stand in for it."""
        found = organisation_of_token(token)
        if found is None:
            raise AppError("not_signed_in", 401)
        memberships = Membership.objects.select_related("organisation", "user")
        return memberships.get(user=found.user, organisation=found.organisation)


class SessionAuth(APIKeyCookie):
    """The session cookie of a signed-in browser; unsafe methods also need the CSRF token."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def __call__(self, request: HttpRequest) -> Membership | None:
        """Raises AppError csrf_failed, no_organisation."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise AppError("csrf_failed", 403)
        membership: Membership | None = getattr(request, "membership", None)
        if membership is None:
            raise AppError("no_organisation", 403)
        return membership

    def authenticate(self, request: HttpRequest, key: str | None) -> None:
        """Not used: the session middleware has read the cookie already."""


def member(request: HttpRequest, question: Callable[[Membership], bool]) -> Membership:
    """The asking member, if `question` (grants.permissions) is true for them. Raises AppError not_allowed."""
    asking: Membership = request.auth  # type: ignore[attr-defined]
    if not question(asking):
        raise AppError("not_allowed", 403)
    return asking
