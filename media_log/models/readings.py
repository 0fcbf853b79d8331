"""What was read off a publication, and when: the history behind its latest numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models.scope import ScopedQuerySet
from media_log.models.posts import Post


class ReadingSource(models.TextChoices):
    """Who or what read the numbers."""

    TYPED = "typed", _("typed")
    FILE = "file", _("from a file")
    WORKBOOK = "workbook", _("from the project's workbook")


class Reading(models.Model):
    """The numbers of a post on one day; what was not read is empty, which is not nought. One row per post and day."""

    organisation_path = "post__organisation"

    post = models.ForeignKey(Post, models.CASCADE, related_name="readings")
    read_on = models.DateField(_("read on"))
    views = models.PositiveIntegerField(_("views"), null=True, blank=True)
    likes = models.PositiveIntegerField(_("likes"), null=True, blank=True)
    reach = models.PositiveIntegerField(_("reach"), null=True, blank=True)
    # Of the page that day, where the page itself is not known.
    page_followers = models.PositiveIntegerField(_("page's followers"), null=True, blank=True)
    source = models.CharField(max_length=8, choices=ReadingSource.choices, default=ReadingSource.TYPED)
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["post", "-read_on"]
        constraints = [
            models.UniqueConstraint(fields=["post", "read_on"], name="reading_once_a_day"),
            models.CheckConstraint(
                condition=Q(views__isnull=False)
                | Q(likes__isnull=False)
                | Q(reach__isnull=False)
                | Q(page_followers__isnull=False),
                name="reading_says_something",
            ),
            models.CheckConstraint(condition=Q(source__in=ReadingSource.values), name="reading_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.read_on}"
