"""Screenshots and certificates of publications."""

from __future__ import annotations

from dataclasses import dataclass

from media_log.models import Post, PostProof


@dataclass(frozen=True)
class ProofsPart:
    """The documents that prove a post; a removed document proves nothing."""

    proofs: list[PostProof]


def proofs_part(*, post: Post) -> ProofsPart:
    """What the page of a post shows of its proofs. One query."""
    proofs = post.proofs.filter(evidence__removed_at__isnull=True).select_related("evidence")
    return ProofsPart(list(proofs))
