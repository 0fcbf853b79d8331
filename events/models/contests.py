"""Contests and exhibitions: entries, jury, nominations, winners. Names only with consent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.activities import Activity
from grants.models.scope import ScopedQuerySet
from rules.ages import OLDEST


class NameConsent(models.TextChoices):
    """Who allowed a name to be kept and printed."""

    NONE = "none", _("no consent: without a name")
    OWN = "own", _("the person's own consent")
    GUARDIAN = "guardian", _("the legal representative's consent")


class Contest(models.Model):
    """What an activity of this sort adds: its rules, age limits and the last day for entries."""

    organisation_path = "activity__organisation"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="contest")
    rules_text = models.TextField(_("rules"), blank=True)
    youngest = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    oldest = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    entries_until = models.DateField(_("entries until"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest__isnull=True) | Q(oldest__isnull=True) | Q(oldest__gte=F("youngest")),
                name="contest_ages_in_order",
                violation_error_message=_("The oldest age is below the youngest."),
            ),
            models.CheckConstraint(
                condition=Q(oldest__isnull=True) | Q(oldest__lte=OLDEST), name="contest_age_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"contest of {self.activity_id}"


class Nomination(models.Model):
    """A category in which entries compete."""

    organisation_path = "contest__activity__organisation"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="nominations")
    title = models.CharField(_("nomination"), max_length=200)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "title"], name="nomination_once")]

    def __str__(self) -> str:
        return self.title


class JuryMember(models.Model):
    """Who judges: named experts, with their consent."""

    organisation_path = "contest__activity__organisation"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="jury")
    name = models.CharField(_("first name and surname"), max_length=200)
    post = models.CharField(pgettext_lazy("speaker", "post"), max_length=300, blank=True)
    is_chair = models.BooleanField(_("chair"), default=False)
    has_consented = models.BooleanField(_("agreed to be named"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="jury_member_once"),
            models.CheckConstraint(condition=Q(has_consented=True), name="jury_member_consented"),
        ]

    def __str__(self) -> str:
        return self.name


class ContestEntry(models.Model):
    """A work: a drawing, a poem, an application of an organisation. Its number is on the wall; its author's name is
    kept only with consent. Entries are counted apart and never enter the tables of people."""

    organisation_path = "contest__activity__organisation"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="entries")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title of the work"), max_length=300, blank=True)
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("nomination")
    )
    author_name = models.CharField(_("author"), max_length=200, blank=True)
    name_consent = models.CharField(
        _("consent to the name"), max_length=8, choices=NameConsent.choices, default=NameConsent.NONE
    )
    author_age = models.PositiveSmallIntegerField(_("author's age"), null=True, blank=True)
    from_where = models.CharField(_("school or organisation"), max_length=300, blank=True)
    # 1, 2, 3; with `prize` for anything else.
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    prize = models.CharField(_("diploma or prize"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="contest_entry_number_once"),
            models.CheckConstraint(
                condition=Q(author_name="") | Q(name_consent__in=["own", "guardian"]),
                name="contest_name_with_consent",
            ),
            models.CheckConstraint(condition=Q(name_consent__in=NameConsent.values), name="contest_name_consent_known"),
            # A child's own word is not enough.
            models.CheckConstraint(
                condition=~Q(name_consent="own") | Q(author_age__isnull=True) | Q(author_age__gte=18),
                name="contest_guardian_under_18",
            ),
            models.CheckConstraint(
                condition=Q(author_age__isnull=True) | Q(author_age__lte=OLDEST), name="contest_author_age_possible"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(place__range=(1, 3)), name="contest_place_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
