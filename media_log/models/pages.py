"""Pages, channels and outlets that publish, and how many people followed them when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from grants.models.scope import ScopedQuerySet


class Page(models.Model):
    """Where a post stands: an account, a channel, a news site, a TV station, a newspaper, a billboard's owner."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="media_pages")
    platform = models.CharField(_("platform"), max_length=20)
    # Of its link (rules.post_keys), or its name in one spelling: the same page is known again.
    key = models.CharField(max_length=400)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["platform", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "platform", "key"], name="page_key_once"),
            models.CheckConstraint(condition=~Q(name=""), name="page_named"),
        ]

    def __str__(self) -> str:
        return self.name


class PageReading(models.Model):
    """How many followers a page had on a day."""

    organisation_path = "page__organisation"

    page = models.ForeignKey(Page, models.CASCADE, related_name="readings")
    read_on = models.DateField(_("read on"))
    followers = models.PositiveIntegerField(_("followers"))
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["page", "-read_on"]
        constraints = [models.UniqueConstraint(fields=["page", "read_on"], name="page_reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.read_on}"
