"""Who besides its organisation may read a project: the operator, the customer body. Reading only, never changing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from grants.models import Organisation, Project
from grants.models.scope import ScopedQuerySet


class ReadingGrant(models.Model):
    """A project's organisation lets another organisation read the project's figures and issued reports. Belongs to the
    one that gave it; taken back it stays, with the day."""

    organisation_path = "project__organisation"

    project = models.ForeignKey(Project, models.CASCADE, related_name="reading_grants")
    reader = models.ForeignKey(Organisation, models.CASCADE, related_name="reads")
    given_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "reader"], condition=Q(taken_back_at__isnull=True), name="reading_granted_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("given_at")),
                name="reading_taken_back_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.reader_id}"
