"""Reads of calendar feeds."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.models import Activity, CalendarFeed
from grants.models import Membership, Organisation
from grants.tokens import hash_of

# A feed is read every hour: more than this would be half a megabyte each time.
MOST_ACTIVITIES = 1000
# That a feed is in use is noted at most this often.
_NOTED_EVERY = timedelta(hours=1)


def feeds_of(*, membership: Membership) -> list[CalendarFeed]:
    """A member's feeds, the newest first."""
    return list(CalendarFeed.objects.filter(membership=membership))


def feed_of_secret(secret: str) -> CalendarFeed | None:
    """The living feed with this secret, with its organisation; None for anything else. It lives while its member is one
    and may sign in. Notes the hour of reading."""
    feed = (
        CalendarFeed.objects.select_related("membership__organisation")
        .filter(secret_hash=hash_of(secret), membership__user__is_active=True)
        .first()
    )
    if feed is None:
        return None
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at > _NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed


def activities_in_feed(*, organisation: Organisation) -> list[Activity]:
    """What a feed tells: the organisation's dated activities that were not cancelled, the latest thousand. Two
    queries."""
    told = Activity.objects.of(organisation).filter(cancelled_at__isnull=True, starts_on__isnull=False)
    listed = told.select_related("organisation").prefetch_related("sessions").order_by("-starts_on", "-ref")
    return list(listed[:MOST_ACTIVITIES])[::-1]
