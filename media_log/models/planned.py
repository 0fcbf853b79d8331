"""The content plan: what is to be published, when, where and about which activity."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from grants.models import Project
from grants.models.scope import ScopedQuerySet
from media_log.models.posts import Post, PostKind, PostLanguage


class PlannedPost(models.Model):
    """A line of the content plan, done when a post stands for it. `number` is the form's: sent twice it is one."""

    organisation_path = "project__organisation"

    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="planned_posts")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="planned_posts")
    planned_on = models.DateField(_("day"))
    platform = models.CharField(_("platform"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=PostKind.choices)
    title = models.CharField(_("about what"), max_length=300)
    note = models.TextField(_("text or notes"), max_length=5000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=PostLanguage.choices, blank=True)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="planned")
    dropped_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned publication")
        verbose_name_plural = _("planned publications")
        ordering = ["planned_on", "pk"]
        indexes = [models.Index(fields=["project", "planned_on"], name="planned_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="planned_post_titled"),
            models.CheckConstraint(
                condition=Q(post__isnull=True) | Q(dropped_at__isnull=True), name="planned_post_done_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.title
