"""The account (organisation) and the NGOs whose grants it runs (grantees)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.scope import ScopedQuerySet


class Organisation(models.Model):
    """The account and the border of every query."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    contact = models.CharField(
        _("contact for questions about personal data"),
        max_length=300,
        blank=True,
        help_text=_("Phone or e-mail; participants see it beside the consent."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Grantee(models.Model):
    """The NGO a project belongs to: usually the organisation itself, several for an operator."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="grantees")
    name = models.CharField(_("full name"), max_length=300)
    head_name = models.CharField(_("head's name"), max_length=200, blank=True)
    address = models.CharField(_("legal address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    bin = models.CharField(_("BIN"), max_length=12, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("grantee")
        verbose_name_plural = _("grantees")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="grantee_once")]

    def __str__(self) -> str:
        return self.name
