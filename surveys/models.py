"""Questionnaires, the runs in which they are answered, and answers that no row links to a person."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from events.models.activities import new_public_code
from grants.models import Organisation
from grants.models.scope import ScopedQuerySet


class SurveyKind(models.TextChoices):
    """What a questionnaire is for."""

    SATISFACTION = "satisfaction", _("satisfaction")
    PRE_TEST = "pre_test", _("test before")
    POST_TEST = "post_test", _("test after")
    OPINION = "opinion", _("opinion survey")
    EXPERT = "expert", _("expert evaluation")


class QuestionType(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("scale 1–5")
    LONG_TEXT = "long_text", _("long text")


class Translated(models.Model):
    """A text in the three languages; codes never change with the language."""

    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        """The text in the reader's language; Kazakh where it is missing."""
        return str(getattr(self, f"text_{(get_language() or 'kk')[:2]}", "") or self.text_kk)


class Questionnaire(models.Model):
    """A set of questions; without an organisation it is a ready-made one, usable by all."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="questionnaires")
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=12, choices=SurveyKind.choices)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(organisation__isnull=True), name="questionnaire_code_once_shared"
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(organisation__isnull=False),
                name="questionnaire_code_once_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class QuestionnaireVersion(Translated):
    """One wording; once published it is frozen, and answers keep their version. The text is its title."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return f"{self.questionnaire} v{self.number}"


class Question(Translated):
    """One question of a version; its code is what results are grouped by."""

    version = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=12, choices=QuestionType.choices)
    is_required = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="question_code_once")]

    def __str__(self) -> str:
        return self.code


class Option(Translated):
    """One answer that can be chosen; `value` is its place on a scale."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    value = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["question", "position"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="option_code_once")]

    def __str__(self) -> str:
        return self.code


def new_run_key() -> bytes:
    """The run's own secret for one-response marks."""
    return secrets.token_bytes(32)


class Run(models.Model):
    """A questionnaire being answered about one activity."""

    organisation_path = "activity__organisation"

    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="runs")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="survey_runs")
    public_code = models.CharField(max_length=8, unique=True, default=new_public_code, editable=False)
    # Keyed marks say who has answered; without the key they say nothing. Closing a run destroys it.
    key = models.BinaryField(null=True, default=new_run_key)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "activity"], name="run_once_per_activity"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, key__isnull=False) | Q(closed_at__isnull=False, key__isnull=True),
                name="run_key_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.public_code


class Answered(models.Model):
    """A mark that somebody has answered, apart from what they said: HMAC(run key, respondent). No time, random id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="answered")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "mark"], name="answered_once")]

    def __str__(self) -> str:
        return self.mark[:8]


class Response(models.Model):
    """One answer sheet. No key to a person, a random id, the day only."""

    organisation_path = "run__activity__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="responses")
    language = models.CharField(max_length=2)
    received_on = models.DateField()

    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """What one sheet says to one question: an option or a text, never both."""

    organisation_path = "response__run__activity__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    option = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="answers")
    text = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once_per_question"),
            models.CheckConstraint(
                condition=Q(option__isnull=False, text="") | (Q(option__isnull=True) & ~Q(text="")),
                name="answer_option_or_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
