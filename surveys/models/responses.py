"""What was answered, and apart from it who has answered. No row leads from a sheet to a person."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.models.scope import ScopedQuerySet
from surveys.models.questionnaires import QuestionnaireVersion
from surveys.models.runs import Run, WaveName


class ResponseSource(models.TextChoices):
    """How a sheet came in."""

    PHONE = "phone", pgettext_lazy("survey", "own phone")
    PERSONAL = "personal", _("personal link")
    KIOSK = "kiosk", _("tablet in the hall")
    PAPER = "paper", pgettext_lazy("survey", "paper")
    IMPORT = "import", _("file")
    API = "api", _("program")


class Answered(models.Model):
    """A mark that somebody has answered, apart from what they said: HMAC(run key, respondent). No time, random id."""

    organisation_path = "run__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="answered")
    mark = models.CharField(max_length=64)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "mark"], name="answered_once")]

    def __str__(self) -> str:
        return self.mark[:8]


class Response(models.Model):
    """One answer sheet: the whole of it in one row. No key to a person, a random id made by the phone, the day only.

    `answers`: see rules.questionnaires.sheets. `rating` repeats the answer that "satisfied" is counted from (1 is the
    worst), so that satisfaction is summed without opening sheets; it can be recomputed from `answers`.
    `pair` is HMAC(run key, person) in a confidential or named run: the same on a person's two sheets.
    """

    organisation_path = "run__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="responses", db_index=False)
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="responses", db_index=False)
    wave = models.CharField(max_length=4, choices=WaveName.choices, default=WaveName.ONLY)
    answers = models.JSONField(default=dict)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    pair = models.CharField(max_length=64, null=True, blank=True)
    # Only in a named run, with consent.
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    source = models.CharField(max_length=8, choices=ResponseSource.choices, default=ResponseSource.PHONE)
    received_on = models.DateField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["run", "wave", "rating"], name="response_of_run")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "wave", "pair"], condition=Q(pair__isnull=False), name="response_once_per_pair"
            ),
            models.CheckConstraint(condition=Q(wave__in=WaveName.values), name="response_wave_known"),
            models.CheckConstraint(condition=Q(source__in=ResponseSource.values), name="response_source_known"),
        ]

    def __str__(self) -> str:
        return str(self.id)
