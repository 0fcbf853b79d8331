"""Who asks: a program with a token, a browser that is signed in, or a scanner phone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from events.actions.devices import DEVICE_PREFIX
from events.models import Device
from events.participant_pages import page_language
from events.queries.devices import device_of_secret, ended_as
from events.scan_items import Asking
from grants.models import Membership
from grants.permissions import may_check_in
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


class DeviceAuth(HttpBearer):
    """`Authorization: Bearer scanner_…`: a phone that checks people in and may do nothing else. One statement.

    `also_ended`: let in a phone whose access is over; what it saw before that still counts.
    """

    def __init__(self, *, also_ended: bool = False) -> None:
        super().__init__()
        self._also_ended = also_ended

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:
        """None for a program's token. Raises AppError device_revoked, device_expired, not_signed_in."""
        if not token.startswith(DEVICE_PREFIX):
            return None
        device = device_of_secret(token)
        if device is None:
            raise AppError("not_signed_in", 401)
        if not self._also_ended and (ended := ended_as(device)):
            raise AppError(ended, 401)
        return device


# Where people are checked in: by a phone, or by a member who may.
AT_THE_DOOR = [DeviceAuth(), TokenAuth(), SessionAuth()]
AT_THE_DOOR_AFTERWARDS = [DeviceAuth(also_ended=True), TokenAuth(), SessionAuth()]


def asking_at_the_door(request: HttpRequest) -> Asking:
    """The phone or member that counts. Raises AppError not_allowed."""
    asking: Device | Membership = request.auth  # type: ignore[attr-defined]
    if isinstance(asking, Device):
        return Asking(asking.organisation, device=asking, language=page_language())
    found = member(request, may_check_in)
    return Asking(found.organisation, user=found.user, language=page_language())


def asking_device(request: HttpRequest) -> Device:
    """The phone that asks. Raises AppError not_allowed for a member: they have no such phone."""
    asking: Device | Membership = request.auth  # type: ignore[attr-defined]
    if not isinstance(asking, Device):
        raise AppError("not_allowed", 403)
    return asking


def member(request: HttpRequest, question: Callable[[Membership], bool]) -> Membership:
    """The asking member, if `question` (grants.permissions) is true for them. Raises AppError not_allowed."""
    asking: Membership = request.auth  # type: ignore[attr-defined]
    if not question(asking):
        raise AppError("not_allowed", 403)
    return asking
