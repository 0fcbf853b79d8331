"""Typed texts of a project's reports, and findings accepted with a written reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet

FORM_LANGUAGES = ("kk", "ru")


class NarrativeText(models.Model):
    """The words that stand at one place of the forms in one language: `section:goals`, `measure:12`, `activity:345`.

    Without a row, or with one that is not `is_typed` any more, the words are computed. `revision` grows with every
    change: who saves over a revision they have not seen is told so, and no version is lost (NarrativeVersion).
    Placeholders such as {participants} stay alive.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="narrative_texts")
    project = models.ForeignKey(Project, models.CASCADE, related_name="narrative_texts")
    slot = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    # False: somebody went back to the ready text; the versions stay.
    is_typed = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["project", "slot", "language"]
        constraints = [
            models.UniqueConstraint(fields=["project", "slot", "language"], name="narrative_text_once"),
            models.CheckConstraint(condition=Q(language__in=FORM_LANGUAGES), name="narrative_language_known"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="narrative_revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language}"


class NarrativeVersion(models.Model):
    """What a text said at one of its revisions; not `is_typed`: from then on it was the ready one."""

    organisation_path = "of__organisation"

    of = models.ForeignKey(NarrativeText, models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    is_typed = models.BooleanField(default=True)
    made_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["of", "-revision"]
        constraints = [models.UniqueConstraint(fields=["of", "revision"], name="narrative_version_once")]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.revision}"


class Acceptance(models.Model):
    """A finding that stands all the same, with the reason that goes into the report's annex.

    `key` is the finding's code, records and figures in one word (reports.contradictions): a finding whose figures have
    changed since is another one.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="acceptances")
    project = models.ForeignKey(Project, models.CASCADE, related_name="acceptances")
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    # What was accepted, as it read then, in the language of who accepted it.
    message = models.TextField()
    reason = models.CharField(_("reason"), max_length=1000)
    accepted_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="finding_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="finding_accepted_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.key[:8]}"
