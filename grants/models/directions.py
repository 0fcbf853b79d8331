"""The customer's list of priority directions: where a project's indicators come from. And partners."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models.organisations import Organisation
from grants.models.scope import ScopedQuerySet


class Direction(models.Model):
    """A priority direction (басым бағыт) as the customer announced it, before any contract."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="directions")
    number = models.CharField(_("number"), max_length=20)
    field_of_law = models.CharField(_("field of law, article 5"), max_length=300, blank=True)
    title = models.CharField(_("priority direction of the grant"), max_length=500)
    problem = models.TextField(_("short description of the problem"), blank=True)
    amount_thousand = models.DecimalField(
        _("funding, thousand ₸"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    grant_type = models.CharField(_("type of grant"), max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("priority direction")
        verbose_name_plural = _("priority directions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="direction_number_once"),
            models.CheckConstraint(
                condition=Q(amount_thousand__isnull=True) | Q(amount_thousand__gte=0),
                name="direction_amount_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ExpectedResult(models.Model):
    """One numbered expected result of a direction, such as "at least 5 filmed interviews after each event". With a code
    and a plan it becomes an indicator of a project; without them it stays a sentence."""

    organisation_path = "direction__organisation"

    direction = models.ForeignKey(Direction, models.CASCADE, related_name="results")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("wording"))
    # A code of rules.indicators.INDICATOR_CODES, or the customer's own words; "" for a sentence only.
    code = models.CharField(_("what is counted"), max_length=80, blank=True)
    plan = models.DecimalField(
        _("plan"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("expected result")
        verbose_name_plural = _("expected results")
        ordering = ["direction", "number"]
        constraints = [
            models.UniqueConstraint(fields=["direction", "number"], name="expected_result_number_once"),
            models.CheckConstraint(
                condition=Q(code="", plan__isnull=True) | (~Q(code="") & Q(plan__gte=0)),
                name="expected_result_code_with_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Partner(models.Model):
    """An organisation that helps (әріптес): Kazakh or foreign."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="partners")
    name = models.CharField(_("organisation"), max_length=300)
    head_name = models.CharField(_("head's name"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=300, blank=True)
    address = models.CharField(_("legal address"), max_length=300, blank=True)
    is_foreign = models.BooleanField(_("foreign organisation"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="partner_once")]

    def __str__(self) -> str:
        return self.name
