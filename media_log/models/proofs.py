"""Screenshots and broadcast certificates that prove a publication."""

from __future__ import annotations

from django.db import models

from events.models import Evidence
from grants.models.scope import ScopedQuerySet
from media_log.models.posts import Post


class PostProof(models.Model):
    """A confirming document of a publication. The document itself lies in its appendix, as every other does."""

    organisation_path = "post__organisation"

    post = models.ForeignKey(Post, models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="proves")
    added_by = models.ForeignKey("grants.User", models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "evidence"], name="proof_once")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.evidence_id}"
