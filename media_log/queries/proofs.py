"""Screenshots and certificates of publications: which there are, which could be, which are missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.labels import EVIDENCE_LABELS
from events.models import Evidence
from events.queries.evidence import Document
from grants.models import Project
from media_log.labels import Label
from media_log.models import Post, PostKind, PostProof
from media_log.queries.posts import mentions_for

# What usually proves a publication that nobody can open later, by its kind.
USUAL_PROOFS: dict[str, str] = {
    PostKind.TV_STORY: "broadcast_certificate",
    PostKind.RADIO: "broadcast_certificate",
    PostKind.PRINT: "screenshot",
    PostKind.OUTDOOR_AD: "photo",
    PostKind.LED_SCREEN: "photo",
    PostKind.BANNER: "photo",
    PostKind.STORY: "screenshot",
    PostKind.TARGETED_AD: "screenshot",
}
# The newest documents that are offered as proofs.
MOST_CHOICES = 60


@dataclass(frozen=True)
class ProofLine:
    """A proof and its document."""

    proof: PostProof
    document: Document
    label: Label


@dataclass(frozen=True)
class ProofsPart:
    """The documents that prove a post; a removed document proves nothing. `lacking`: what is usual for its kind and not
    there, in words, "" where nothing is; `caption`: what a new one is called; `quick`: the type
    of a picture that is added with one tap."""

    proofs: list[ProofLine]
    lacking: Label = ""
    caption: str = ""
    quick: str = "screenshot"


def proofs_part(*, post: Post) -> ProofsPart:
    """What the page of a post shows of its proofs. One query."""
    proofs = _living(PostProof.objects.filter(post=post)).select_related("evidence__appendix")
    lines = [
        ProofLine(proof, Document(proof.evidence), EVIDENCE_LABELS[proof.evidence.type])
        for proof in proofs.order_by("pk")
    ]
    usual = USUAL_PROOFS.get(post.kind, "")
    return ProofsPart(
        proofs=lines,
        lacking=EVIDENCE_LABELS[usual] if usual and not lines else "",
        caption=caption_of(post),
        quick=usual if usual and not lines else "photo" if usual == "photo" else "screenshot",
    )


def caption_of(post: Post) -> str:
    """What a proof is called where nobody says: outlet, title, day."""
    day = post.made_on.strftime("%d.%m.%Y") if post.made_on else ""
    parts = [post.page.name if post.page else "", post.title or post.url.split("://", 1)[-1], day]
    return ", ".join(part for part in parts if part)[:300]


def usual_proof(post: Post) -> str:
    """The type of document that usually proves a post of this kind: a screenshot where nothing else is usual."""
    return USUAL_PROOFS.get(post.kind, "screenshot")


def documents_of_places(*, post: Post) -> QuerySet[Evidence]:
    """The living documents of the activities and projects that mention a post. One query for the places."""
    places = list(post.mentions.values_list("activity", "project"))
    here = Q(activity__in=[activity for activity, _project in places if activity]) | Q(
        activity=None, project__in=[project for activity, project in places if activity is None]
    )
    return Evidence.objects.live().of(post.organisation).filter(here)


def documents_to_choose(*, post: Post) -> list[tuple[Document, Label]]:
    """Those that do not prove the post yet; what usually proves publications first, then the newest. Two queries, at
    most 60 documents."""
    found = documents_of_places(post=post).exclude(proves__post=post)
    newest = list(found.select_related("appendix").order_by("-pk")[:MOST_CHOICES])
    newest.sort(key=lambda evidence: evidence.type not in USUAL_PROOFS.values())
    return [(Document(evidence), EVIDENCE_LABELS[evidence.type]) for evidence in newest]


def posts_without_proof(*, project: Project) -> QuerySet[Post]:
    """A project's publications that nobody can open later (on the air, in print, in the street, stories, targeted
    advertising) and that no document proves, the oldest first."""
    posts = Post.objects.filter(pk__in=mentions_for(project=project).values("post"))
    return _unproved(posts).order_by("made_on", "pk")


def _unproved(posts: QuerySet[Post]) -> QuerySet[Post]:
    proofs = _living(PostProof.objects.filter(post=OuterRef("pk")))
    return posts.filter(~Exists(proofs), kind__in=list(USUAL_PROOFS))


def _living(proofs: QuerySet[PostProof]) -> QuerySet[PostProof]:
    return proofs.filter(evidence__removed_at__isnull=True)
