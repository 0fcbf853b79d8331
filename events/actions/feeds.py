"""Calendar feeds: make the secret address, end it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from events.models import CalendarFeed
from grants.actions.audit import record_audit
from grants.models import Membership
from grants.tokens import hash_of
from rules.errors import AppError

# A telephone, a computer, a tablet, and some that were forgotten.
FEEDS_PER_MEMBER = 10


@dataclass(frozen=True)
class NewFeed:
    """A feed and its secret, which nobody can read again."""

    feed: CalendarFeed
    secret: str


@transaction.atomic
def make_feed(membership: Membership, *, act: UUID) -> NewFeed:
    """Make a member's secret address; the same form sent twice gives the same one.

    Raises AppError too_many_feeds (422).
    """
    # Locked, so that two forms at once do not pass the limit together.
    Membership.objects.select_for_update().get(pk=membership.pk)
    secret = _secret(membership, act)
    known = CalendarFeed.objects.filter(membership=membership)
    if feed := known.filter(secret_hash=hash_of(secret)).first():
        return NewFeed(feed, secret)
    if known.count() >= FEEDS_PER_MEMBER:
        raise AppError("too_many_feeds", 422)
    feed = CalendarFeed.objects.create(membership=membership, secret_hash=hash_of(secret))
    record_audit(membership.organisation, membership.user, "feed.create", feed)
    return NewFeed(feed, secret)


@transaction.atomic
def revoke_feed(feed: CalendarFeed) -> None:
    """End a feed: its address answers no more. Doing it twice changes nothing."""
    membership = feed.membership
    record_audit(membership.organisation, membership.user, "feed.revoke", feed)
    CalendarFeed.objects.filter(pk=feed.pk).delete()


def _secret(membership: Membership, act: UUID) -> str:
    """256 bits that follow from the form's act: nobody can guess them, and a repeat of the act finds its feed."""
    text = f"calendar-feed:{membership.pk}:{act}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
