"""Word templates that an organisation uses instead of ours."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from grants.models.scope import ScopedQuerySet
from reports.models.texts import FORM_LANGUAGES


def template_path(template: WordTemplate, filename: str) -> str:
    """Where a template lies; its name comes from its hash."""
    return f"word_templates/{template.organisation_id}/{filename}"


class WordTemplate(models.Model):
    """A DOCX with the variables of a form; checked when it was uploaded. At most one in use per form and language."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="word_templates")
    form = models.CharField(_("form"), max_length=12)
    language = models.CharField(_("language"), max_length=2)
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(upload_to=template_path)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # The variables it uses.
    variables = models.JSONField(default=list)
    uploaded_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        ordering = ["form", "language", "-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form", "language"],
                condition=Q(retired_at__isnull=True),
                name="word_template_one_in_use",
            ),
            models.CheckConstraint(condition=Q(language__in=FORM_LANGUAGES), name="word_template_language_known"),
        ]

    def __str__(self) -> str:
        return self.name
