"""Confirming documents (растайтын құжат): files and links behind the figures, in numbered appendices."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity
from grants.models import Measure, Organisation, Project
from grants.models.scope import ScopedQuerySet
from rules.kinds import EVIDENCE_TYPES

# The kind of long work that packs them.
EVIDENCE_ZIP = "evidence_zip"


def evidence_path(evidence: Evidence, filename: str) -> str:
    """Where a document lies: no part of it can be guessed, nothing of it comes from the sender."""
    return f"evidence/{evidence.organisation_id}/{evidence.number}/{filename}"


def upload_path(upload: EvidenceUpload, filename: str) -> str:
    """Where the parts of an unfinished upload are gathered."""
    return f"uploads/{upload.organisation_id}/{upload.number}/{filename}"


class PeopleShown(models.TextChoices):
    """Whether a picture shows people who agreed to it."""

    NOBODY = "nobody", _("nobody can be recognised")
    CONSENTED = "consented", _("everybody shown agreed")
    UNCLEAR = "unclear", _("not everybody shown was asked")


class Appendix(models.Model):
    """A numbered appendix of a project: the confirming documents of one measure, or of the project as a whole.

    A number is given once: measures get theirs in the plan's order, later ones the next free number, and none is ever
    given again (docs/adr/0008-every-kind-of-activity.md).
    """

    organisation_path = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="appendices")
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, blank=True, related_name="appendices")
    # Of the project as a whole; an appendix whose measure was deleted is neither.
    is_general = models.BooleanField(default=False)
    number = models.PositiveSmallIntegerField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("appendix")
        verbose_name_plural = _("appendices")
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="appendix_number_once"),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(measure__isnull=False), name="appendix_once_per_measure"
            ),
            models.UniqueConstraint(fields=["project"], condition=Q(is_general=True), name="appendix_one_general"),
            models.CheckConstraint(
                condition=Q(is_general=False) | Q(measure__isnull=True), name="appendix_general_or_of_measure"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="appendix_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.number}"


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    """Confirming documents."""

    def live(self) -> EvidenceQuerySet:
        """Those that were not taken away."""
        return self.filter(removed_at__isnull=True)


class Evidence(models.Model):
    """One confirming document: a file or a link. `number` is what its addresses carry: random, says nothing."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="evidence")
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="evidence")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="evidence")
    appendix = models.ForeignKey(Appendix, models.PROTECT, related_name="evidence")
    place = models.PositiveIntegerField()
    type = models.CharField(_("type"), max_length=24)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    people_shown = models.CharField(
        _("people in the picture"), max_length=10, choices=PeopleShown.choices, default=PeopleShown.UNCLEAR
    )
    taken_on = models.DateField(_("date"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    file = models.FileField(upload_to=evidence_path, blank=True)
    # A small picture for lists; only of pictures.
    preview = models.FileField(upload_to=evidence_path, blank=True)
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    # Of the file as it was received, before pictures are made smaller: by it the same file is known again.
    sha256 = models.CharField(max_length=64, blank=True)
    # Of the file as it is kept.
    kept_sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    remove_reason = models.CharField(max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirming document")
        verbose_name_plural = _("confirming documents")
        ordering = ["appendix", "place"]
        constraints = [
            models.UniqueConstraint(fields=["appendix", "place"], name="evidence_place_once"),
            models.UniqueConstraint(
                fields=["activity", "sha256"],
                condition=Q(removed_at__isnull=True, activity__isnull=False) & ~Q(sha256=""),
                name="evidence_file_once_per_activity",
            ),
            models.UniqueConstraint(
                fields=["project", "sha256"],
                condition=Q(removed_at__isnull=True, activity__isnull=True) & ~Q(sha256=""),
                name="evidence_file_once_per_project",
            ),
            models.CheckConstraint(condition=Q(type__in=EVIDENCE_TYPES), name="evidence_type_known"),
            models.CheckConstraint(
                condition=Q(people_shown__in=PeopleShown.values), name="evidence_people_shown_known"
            ),
            models.CheckConstraint(
                condition=(~Q(link="") & Q(sha256="")) | (Q(link="") & ~Q(sha256="")), name="evidence_file_or_link"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, remove_reason="")
                | (Q(removed_at__isnull=False) & ~Q(remove_reason="")),
                name="evidence_removed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appendix_id}.{self.place}"


class EvidenceUpload(models.Model):
    """A file on its way in: `received` of `size` bytes are here. `number` is made by the phone, so that it can go on
    after an interruption; once finished, asking again gives the same document, or the same refusal."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="evidence_uploads")
    number = models.UUIDField(unique=True)
    started_by = models.ForeignKey("grants.User", models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="+")
    # What the form said beside the file: type, caption, people_shown.
    told = models.JSONField(default=dict)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # What became of it: a document, which another upload may have brought already, or a refusal (code, params).
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, blank=True, related_name="uploads")
    refusal = models.JSONField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=models.F("size")), name="upload_not_over_full"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(evidence__isnull=True, refusal__isnull=True),
                name="upload_ends_once_finished",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
