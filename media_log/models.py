"""Posts, each once, and the activities or projects they are mentioned for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet


class PostKind(models.TextChoices):
    """What a publication is."""

    POST = "post", _("post")
    REEL = "reel", _("reel")
    VIDEO = "video", _("video")
    STORY = "story", _("story")
    ARTICLE = "article", _("article")
    PROFILE = "profile", _("profile page")
    FILE = "file", _("file in a cloud folder")
    OTHER = "other", _("other")


class Post(models.Model):
    """One publication. However its link was spelled, it has one key and is counted once."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="posts")
    key = models.CharField(max_length=400)
    platform = models.CharField(_("platform"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=PostKind.choices)
    url = models.URLField(_("link"), max_length=1000)
    # Read from the platform's own id, without a network (TikTok, Instagram).
    uploaded_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    page_followers = models.PositiveIntegerField(_("page's followers"), null=True, blank=True)
    views = models.PositiveIntegerField(_("views"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="post_key_once")]

    def __str__(self) -> str:
        return self.key


class Mention(models.Model):
    """What a post was published for. The same post at two activities is one post with two mentions."""

    organisation_path = "post__organisation"

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    project = models.ForeignKey(Project, models.CASCADE, related_name="mentions")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="mentions")
    url_as_given = models.CharField(max_length=1000)
    reason = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "activity"],
                condition=Q(activity__isnull=False),
                name="mention_once_per_activity",
            ),
            models.UniqueConstraint(
                fields=["post", "project"],
                condition=Q(activity__isnull=True),
                name="mention_once_per_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}"
