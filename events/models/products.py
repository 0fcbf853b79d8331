"""Things made and counted, and the notes that reports ask for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.activities import Activity
from events.models.contests import NameConsent
from grants.models import Measure, Organisation, Project
from grants.models.scope import ScopedQuerySet
from rules.kinds import PRODUCT_KINDS


class Product(models.Model):
    """A thing made: a video, an infographic, ten demotivators in one line. Its reach is indirect: views, readers,
    listeners; never summed with people met."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="products")
    project = models.ForeignKey(Project, models.PROTECT, related_name="products", verbose_name=_("project"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("measure")
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="products", verbose_name=_("activity")
    )
    kind = models.CharField(_("what was made"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    number_made = models.PositiveIntegerField(_("how many"), default=1)
    made_on = models.DateField(_("made on"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    shown_where = models.CharField(_("where it is shown"), max_length=300, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    indirect_reach = models.PositiveIntegerField(_("views, readers, listeners"), null=True, blank=True)
    reach_read_on = models.DateField(_("read on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PRODUCT_KINDS), name="product_kind_known"),
            models.CheckConstraint(condition=Q(number_made__gte=1), name="product_made_at_all"),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | ~Q(approved_by=""), name="product_approved_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(reach_read_on__isnull=True) | Q(indirect_reach__isnull=False), name="product_reach_read"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_approved(self) -> bool:
        """Whether somebody approved it."""
        return bool(self.approved_by)


class NoteKind(models.TextChoices):
    """What a note of a project is: the sections of the forms."""

    GOAL = "goal", _("Goal")
    RESULT = "result", _("Result")
    RISK = "risk", _("Risk")
    SUCCESS_STORY = "success_story", _("Success story")
    RECOMMENDATION = "recommendation", _("Recommendation")


class ProjectNote(models.Model):
    """A text that the reports ask for. A risk has its mitigation; a story names somebody only with consent."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="project_notes")
    project = models.ForeignKey(Project, models.CASCADE, related_name="notes")
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="notes", verbose_name=_("activity")
    )
    kind = models.CharField(max_length=16, choices=NoteKind.choices)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    mitigation = models.TextField(_("what is done about it"), blank=True)
    person_name = models.CharField(_("who it is about"), max_length=200, blank=True)
    name_consent = models.CharField(
        _("consent to the name"), max_length=8, choices=NameConsent.choices, default=NameConsent.NONE
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_known"),
            models.CheckConstraint(condition=Q(name_consent__in=NameConsent.values), name="note_consent_known"),
            models.CheckConstraint(
                condition=Q(person_name="") | Q(kind="success_story", name_consent__in=["own", "guardian"]),
                name="note_name_with_consent",
            ),
            models.CheckConstraint(condition=Q(mitigation="") | Q(kind="risk"), name="note_mitigates_a_risk"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"
