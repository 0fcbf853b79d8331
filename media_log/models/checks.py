"""Whether a link still opens, and what its page says about itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models.scope import ScopedQuerySet
from media_log.models.posts import Post


def picture_path(check: LinkCheck, filename: str) -> str:
    """Where a page's picture lies: nothing of it comes from the page."""
    return f"link_pictures/{check.post.organisation_id}/{check.post_id}/{filename}"


class CheckState(models.TextChoices):
    """What the last look at a link found."""

    WAITING = "waiting", _("not looked at yet")
    ALIVE = "alive", _("opens")
    GONE = "gone", _("gone")
    # A log-in wall, robots.txt, a refusal: says nothing about the post.
    CLOSED = "closed", _("the site does not let us look")
    UNREACHABLE = "unreachable", _("the site does not answer")
    # An address that nobody outside may open, or no web page at all.
    REFUSED = "refused", _("not a public page")


class LinkCheck(models.Model):
    """The last look at a post's link. The row is its own job: due at `next_at`, claimed until `claimed_until`."""

    organisation_path = "post__organisation"

    post = models.OneToOneField(Post, models.CASCADE, related_name="link_check")
    state = models.CharField(max_length=12, choices=CheckState.choices, default=CheckState.WAITING)
    next_at = models.DateTimeField(db_index=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    # Looks in a row that brought no answer.
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)
    gone_since = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    # A code that says why nothing was found: too_large, too_slow, not_public, robots …
    problem = models.CharField(max_length=30, blank=True)
    final_url = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    site_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    picture = models.FileField(upload_to=picture_path, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at a link")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="link_check_state_known"),
            models.CheckConstraint(
                condition=~Q(state=CheckState.GONE) | Q(gone_since__isnull=False), name="link_check_gone_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"


class HostState(models.Model):
    """How politely a host is asked: one request at a time, not before `next_at`. Belongs to the installation and holds
    nothing of any organisation."""

    host = models.CharField(max_length=255, unique=True)
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    robots = models.TextField(blank=True)
    robots_read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.host
