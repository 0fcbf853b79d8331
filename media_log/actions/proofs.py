"""What proves a publication: documents of the project's appendices, with a line that says which post they prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.db import transaction

from events.actions.evidence import EvidenceTold, keep_file
from events.models import Activity, Evidence
from events.received.ready import sha256_of
from grants.actions.audit import record_audit
from grants.models import Project, User
from media_log.models import Mention, Post, PostProof
from rules.errors import AppError


@dataclass(frozen=True)
class Attached:
    """A proof of a post. `is_new` is False where the same document proved it already; `is_kept_now`: its file was not
    among the documents before."""

    proof: PostProof
    is_new: bool
    is_kept_now: bool = False


def prove_with_file(
    post: Post,
    *,
    mention: Mention | None = None,
    file: IO[bytes],
    name: str,
    told: EvidenceTold,
    by: User | None,
) -> Attached:
    """Keep a file in the appendix of the activity or project that mentions the post (`mention`, else the first one), as
    a proof of the post. The same file for the same post again is one.

    Raises AppError post_gone, and what events.actions.evidence.keep_file raises.
    """
    received = sha256_of(file)
    known = post.proofs.filter(evidence__sha256=received, evidence__removed_at__isnull=True).first()
    if known:
        return Attached(known, False)
    project, activity = _place(post, mention)
    kept = keep_file(project=project, activity=activity, file=file, name=name, told=told, by=by)
    attached = attach_proof(post, kept.evidence, by=by)
    return Attached(attached.proof, attached.is_new, kept.is_new)


@transaction.atomic
def attach_proof(post: Post, evidence: Evidence, *, by: User | None) -> Attached:
    """Note that a document proves a post; twice is once. Raises AppError evidence_removed, post_gone."""
    assert post.organisation_id == evidence.organisation_id, "a document of another organisation"
    held = Post.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").filter(pk=post.pk)
    held_post = held.first()
    if held_post is None:
        raise AppError("post_gone", 409)
    document = Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
    if document.removed_at:
        raise AppError("evidence_removed", 409)
    proof, is_new = PostProof.objects.get_or_create(post=held_post, evidence=document, defaults={"added_by": by})
    if is_new:
        record_audit(held_post.organisation, by, "publication.prove", document, post=held_post.key)
    return Attached(proof, is_new)


@transaction.atomic
def take_proof_off(proof: PostProof, *, by: User | None) -> None:
    """A document does not prove this post after all; the document itself stays in its appendix. Twice is once."""
    gone, _rows = PostProof.objects.filter(pk=proof.pk).delete()
    if gone:
        record_audit(proof.post.organisation, by, "publication.unprove", proof.evidence, post=proof.post.key)


def _place(post: Post, mention: Mention | None) -> tuple[Project, Activity | None]:
    """Where the documents of a post belong."""
    if mention is None:
        related = ("activity__project__organisation", "project__organisation")
        mention = post.mentions.select_related(*related).first()
    if mention is None:
        raise AppError("post_gone", 409)
    if mention.activity:
        return mention.activity.project, mention.activity
    return mention.project, None
