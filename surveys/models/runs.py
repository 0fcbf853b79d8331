"""Runs: a questionnaire being answered somewhere, through its doors."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Activity, Series
from events.models.activities import new_public_code
from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet
from surveys.models.questionnaires import QuestionnaireVersion, SurveyKind


def new_run_key() -> bytes:
    """The run's own secret for marks and pairs."""
    return secrets.token_bytes(32)


def new_link_code() -> str:
    """What a link that must not be guessed ends with: 128 random bits, without look-alikes of punctuation."""
    return secrets.token_hex(16)


class Mode(models.TextChoices):
    """What is known of who answered."""

    # The name stands on the sheet, with consent (experts).
    NAMED = "named", pgettext_lazy("survey mode", "named")
    # Sheets of one person are paired by a keyed mark; nobody is shown whose they are.
    CONFIDENTIAL = "confidential", pgettext_lazy("survey mode", "confidential")
    # Nothing on the sheet leads to anybody; only that they have answered is kept, apart.
    ANONYMOUS = "anonymous", pgettext_lazy("survey mode", "anonymous")


class WaveName(models.TextChoices):
    """When a run's door asks: once, or before and after."""

    ONLY = "only", _("once")
    PRE = "pre", pgettext_lazy("survey wave", "before")
    POST = "post", pgettext_lazy("survey wave", "after")


class Run(models.Model):
    """A questionnaire being answered about one activity, a series, or a project.

    The project is always there; at most one of activity and series is.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="survey_runs")
    project = models.ForeignKey(Project, models.PROTECT, related_name="survey_runs", verbose_name=_("project"))
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="survey_runs", verbose_name=_("activity")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="survey_runs", verbose_name=_("series")
    )
    # What is asked now; sheets keep the version they were begun with.
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="runs")
    kind = models.CharField(_("kind"), max_length=12, choices=SurveyKind.choices)
    mode = models.CharField(_("who answered"), max_length=12, choices=Mode.choices)
    # Marks and pairs are keyed with it; without it they say nothing. Closing the run destroys it.
    key = models.BinaryField(null=True, default=new_run_key)
    planned = models.PositiveIntegerField(_("planned number of respondents"), null=True, blank=True)
    # Codes of the questions whose answers make the grid of quotas; "" where there is none.
    quota_rows = models.CharField(max_length=40, blank=True)
    quota_columns = models.CharField(max_length=40, blank=True)
    # A tablet in the hall that many answer on; a page of results for everybody. None: switched off.
    kiosk_code = models.CharField(max_length=32, unique=True, null=True, blank=True)
    results_code = models.CharField(max_length=32, unique=True, null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "kind"],
                condition=Q(activity__isnull=False, kind="satisfaction"),
                name="run_one_satisfaction_per_activity",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | Q(series__isnull=True), name="run_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, key__isnull=False) | Q(closed_at__isnull=False, key__isnull=True),
                name="run_key_while_open",
            ),
            models.CheckConstraint(condition=Q(kind__in=SurveyKind.values), name="run_kind_known"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="run_mode_known"),
            # Before and after can only be paired where sheets carry a mark.
            models.CheckConstraint(condition=~Q(kind="test", mode="anonymous"), name="run_test_is_paired"),
            models.CheckConstraint(
                condition=Q(quota_columns="") | ~Q(quota_rows=""), name="run_quota_columns_with_rows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def about(self) -> str:
        """What it asks about, in words: the activity, the series, or the project."""
        thing = self.activity or self.series or self.project
        return thing.title


class Wave(models.Model):
    """One door of a run: its link takes answers until it is stopped. A test has two, before and after."""

    organisation_path = "run__organisation"

    run = models.ForeignKey(Run, models.CASCADE, related_name="waves")
    name = models.CharField(max_length=4, choices=WaveName.choices, default=WaveName.ONLY)
    public_code = models.CharField(max_length=8, unique=True, default=new_public_code, editable=False)
    # Takes nobody new; who had begun before still counts. Of a closed run all are stopped.
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["run", "-name"]
        constraints = [
            models.UniqueConstraint(fields=["run", "name"], name="wave_once_per_run"),
            models.CheckConstraint(condition=Q(name__in=WaveName.values), name="wave_name_known"),
        ]

    def __str__(self) -> str:
        return self.public_code


class PersonalLink(models.Model):
    """A link for one respondent who was asked by name, such as an expert."""

    organisation_path = "run__organisation"

    run = models.ForeignKey(Run, models.CASCADE, related_name="personal_links")
    name = models.CharField(_("for whom"), max_length=200)
    code = models.CharField(max_length=32, unique=True, default=new_link_code, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """How many respondents are planned in one cell of a run's grid. `column` is "" in a grid of one question."""

    organisation_path = "run__organisation"

    run = models.ForeignKey(Run, models.CASCADE, related_name="quotas")
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40, blank=True)
    planned = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["run", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "row", "column"], name="quota_cell_once")]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.planned}"


class Remark(models.Model):
    """The sentence beneath a question in the report, where somebody has changed what was proposed."""

    organisation_path = "run__organisation"

    run = models.ForeignKey(Run, models.CASCADE, related_name="remarks")
    question = models.CharField(max_length=40)
    text_kk = models.TextField(_("in Kazakh"), blank=True)
    text_ru = models.TextField(_("in Russian"), blank=True)
    changed_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["run", "question"]
        constraints = [models.UniqueConstraint(fields=["run", "question"], name="remark_once_per_question")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.question}"
