"""The trail: who changed what, when."""

from django.db import models

from grants.models.scope import ScopedQuerySet


class AuditEntry(models.Model):
    """One act of a person or a program, in words that can be shown later. Never holds personal data."""

    organisation = models.ForeignKey("grants.Organisation", models.CASCADE, related_name="audit_entries")
    actor = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-at"], name="audit_recent")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
