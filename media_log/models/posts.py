"""Posts, each once, and the activities or projects they are mentioned for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet
from rules.post_keys.unlinked import UNLINKED_PLATFORMS


class PostKind(models.TextChoices):
    """What a publication is."""

    POST = "post", _("post")
    REEL = "reel", _("reel")
    VIDEO = "video", _("video")
    STORY = "story", _("story")
    ARTICLE = "article", _("article")
    LIVE_STREAM = "live_stream", _("live stream")
    PODCAST = "podcast", _("podcast")
    INFOGRAPHIC = "infographic", _("infographic")
    TV_STORY = "tv_story", _("TV story")
    RADIO = "radio", _("radio broadcast")
    PRINT = "print", _("article in print")
    OUTDOOR_AD = "outdoor_ad", _("outdoor advertising")
    LED_SCREEN = "led_screen", _("LED screen")
    BANNER = "banner", _("banner")
    TARGETED_AD = "targeted_ad", _("targeted advertising")
    PROFILE = "profile", _("profile page")
    FILE = "file", _("file in a cloud folder")
    OTHER = "other", _("other")


class PostLanguage(models.TextChoices):
    """The language of a publication."""

    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")
    KK_RU = "kk_ru", _("Kazakh and Russian")
    EN = "en", _("English")
    OTHER = "other", _("another language")


# Each number with the day it was read: column -> column.
READ_ON = {
    "views": "views_read_on",
    "likes": "likes_read_on",
    "reach": "reach_read_on",
    "page_followers": "followers_read_on",
}


class Post(models.Model):
    """One publication. However its link was spelled, it has one key and is counted once.

    A TV story, a broadcast, an outdoor ad has no link: its key is made of where, when and what it was. `made_on` and
    the numbers are projections, written by media_log.actions.projection alone.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="posts")
    key = models.CharField(max_length=400)
    platform = models.CharField(_("platform"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=PostKind.choices)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    details = models.CharField(_("details"), max_length=300, blank=True)
    page = models.ForeignKey(
        "media_log.Page", models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("page")
    )
    language = models.CharField(_("language"), max_length=5, choices=PostLanguage.choices, blank=True)
    # None: nobody said.
    is_paid = models.BooleanField(_("paid"), null=True, blank=True)
    # Read from the platform's own id, without a network (TikTok, Instagram).
    uploaded_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    # The day it is taken to be from: as stated, else of its upload.
    made_on = models.DateField(null=True, blank=True)
    # The latest readings, and the day of each.
    views = models.PositiveIntegerField(_("views"), null=True, blank=True)
    views_read_on = models.DateField(null=True, blank=True)
    likes = models.PositiveIntegerField(_("likes"), null=True, blank=True)
    likes_read_on = models.DateField(null=True, blank=True)
    reach = models.PositiveIntegerField(_("reach"), null=True, blank=True)
    reach_read_on = models.DateField(null=True, blank=True)
    page_followers = models.PositiveIntegerField(_("page's followers"), null=True, blank=True)
    followers_read_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "made_on"], name="post_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="post_key_once"),
            models.CheckConstraint(
                condition=~Q(url="") | Q(platform__in=UNLINKED_PLATFORMS), name="post_has_link_or_needs_none"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{number}__isnull": True, f"{day}__isnull": True})
                    | Q(**{f"{number}__isnull": False, f"{day}__isnull": False}),
                    name=f"post_{number}_with_day",
                )
                for number, day in READ_ON.items()
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Mention(models.Model):
    """What a post was published for. The same post at two activities is one post with two mentions."""

    organisation_path = "post__organisation"

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    project = models.ForeignKey(Project, models.CASCADE, related_name="mentions")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="mentions")
    url_as_given = models.CharField(max_length=1000)
    # Why a post that looks odd here (shared with another activity, too early, too late) is right all the same.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
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
