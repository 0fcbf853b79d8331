"""What a member's browser session remembers of the scanner link they have just made: its code, which nobody can read
again, so that the page can show the QR until they hide it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction

from events.actions.devices import MadeLink
from events.models import ScannerLink
from grants.access import MemberRequest
from grants.models import User

_MADE = "made_scanner_link"
# Volunteers come one after another; after an hour the QR is gone from the page, not from the world.
_SECONDS = 3600


def made_once(request: MemberRequest, act: uuid.UUID, make: Callable[[], MadeLink]) -> None:
    """Make a link unless this very form has made it already; a second tap at the same moment waits for the first."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        if _stored(request).get("act") == str(act):
            return
        made = make()
        request.session[_MADE] = {"act": str(act), "link": made.link.pk, "code": made.code, "at": int(time.time())}
        request.session.save()


def code_just_made(request: MemberRequest, links: list[ScannerLink]) -> tuple[ScannerLink, str] | None:
    """The link made a moment ago and its code, if it is one of these and still open."""
    made = request.session.get(_MADE)
    if not made:
        return None
    if time.time() - made["at"] > _SECONDS:
        forget_code(request)
        return None
    link = next((link for link in links if link.pk == made["link"] and link.is_open), None)
    return (link, made["code"]) if link else None


def forget_code(request: MemberRequest) -> None:
    """The QR was shown to everybody who needs it."""
    request.session.pop(_MADE, None)


def _stored(request: MemberRequest) -> dict[str, Any]:
    """What the session's row says now: another request of this browser may have written it since ours began."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    stored: dict[str, Any] = store(session_key=request.session.session_key).load().get(_MADE) or {}
    return stored
