"""Questionnaires and their versions. What a version asks is one document (rules.questionnaires)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from grants.models.scope import ScopedQuerySet
from rules.questionnaires.definition import Definition
from surveys.definitions import definition_of


class SurveyKind(models.TextChoices):
    """What a questionnaire is for."""

    SATISFACTION = "satisfaction", _("satisfaction")
    TEST = "test", _("test before and after")
    OPINION = "opinion", _("opinion survey")
    EXPERT = "expert", _("expert evaluation")


class QuestionnaireQuerySet(ScopedQuerySet["Questionnaire"]):
    """Questionnaires: one's own, and the ready-made ones."""

    def usable_by(self, organisation: Organisation) -> QuestionnaireQuerySet:
        """What an organisation may ask with: its own and the library."""
        return self.filter(Q(organisation=organisation) | Q(organisation__isnull=True))


class Questionnaire(models.Model):
    """A set of questions; without an organisation it is a ready-made one, usable by all and changed by nobody."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="questionnaires")
    code = models.SlugField(max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=SurveyKind.choices)
    # No longer offered for new surveys; its answers stay.
    retired_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(organisation__isnull=True), name="questionnaire_code_once_shared"
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(organisation__isnull=False),
                name="questionnaire_code_once_per_organisation",
            ),
            models.CheckConstraint(condition=Q(kind__in=SurveyKind.values), name="questionnaire_kind_known"),
        ]

    def __str__(self) -> str:
        return self.code


class QuestionnaireVersion(models.Model):
    """One wording. A draft until it is published, then frozen for good; answers keep their version."""

    organisation_path = "questionnaire__organisation"

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    # rules.questionnaires.documents
    document = models.JSONField(default=dict)
    # Raised by every change of a draft: two people who edit at once are told, and none overwrites the other.
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(published_at__isnull=True), name="questionnaire_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} v{self.number}"

    @property
    def definition(self) -> Definition:
        """What it asks. Read once per process for a published version."""
        return definition_of(self)

    @property
    def text(self) -> str:
        """Its title in the reader's language."""
        return self.definition.title.in_language((get_language() or "kk")[:2])
