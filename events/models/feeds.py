"""Calendar feeds: a secret address that a member's calendar program reads."""

from django.db import models

from grants.models import Membership
from grants.models.scope import ScopedQuerySet


class CalendarFeed(models.Model):
    """One feed of the whole organisation's activities. Only the hash of its secret is kept; it ends with its member."""

    organisation_path = "membership__organisation"

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="calendar_feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"feed of {self.membership_id}"
