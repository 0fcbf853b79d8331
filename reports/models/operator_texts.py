"""What an operator writes itself into its summary: of no project, so it stands apart from their texts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from grants.models.scope import ScopedQuerySet
from reports.models.texts import FORM_LANGUAGES


class OperatorText(models.Model):
    """The words at one place of the summary (reports.forms.summary.SLOTS) in one language. `revision` grows with every
    change: who saves over one that they have not seen gets both texts, and no version is lost (OperatorTextVersion)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="operator_texts")
    slot = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    text = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "slot", "language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slot", "language"], name="operator_text_once"),
            models.CheckConstraint(condition=Q(language__in=FORM_LANGUAGES), name="operator_text_language_known"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language}"


class OperatorTextVersion(models.Model):
    """What an operator's text said at one of its revisions."""

    organisation_path = "of__organisation"
    # There is no ready text to go back to: people's own words always.
    is_typed = True

    of = models.ForeignKey(OperatorText, models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    made_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["of", "-revision"]
        constraints = [models.UniqueConstraint(fields=["of", "revision"], name="operator_version_once")]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.revision}"
