"""Confirming documents: keep a file or a link, change what is told about it, take it away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from events.actions.appendices import place_for
from events.models import Activity, Evidence, PeopleShown
from events.models.evidence import EVIDENCE_ZIP, EvidenceQuerySet
from events.received.reading import read_file
from events.received.ready import Ready, sha256_of, shown_name
from grants.actions.audit import record_audit
from grants.jobs import drop_files
from grants.models import Measure, Project, User
from rules.errors import AppError
from rules.kinds import EVIDENCE_TYPES

_CAPTION_AT_MOST = 300
_REASON_AT_MOST = 300


@dataclass(frozen=True)
class EvidenceTold:
    """What people say about a document. `type`: of rules.kinds.EVIDENCE_TYPES; `people_shown`: of PeopleShown;
    `taken_on`: the day it shows, None to take the one that the file itself tells."""

    type: str
    caption: str = ""
    people_shown: str = PeopleShown.UNCLEAR
    taken_on: date | None = None


@dataclass(frozen=True)
class Kept:
    """A document that is kept. `is_new` is False where the same file was at this place already; `same_elsewhere`: where
    else in the organisation the same file stands."""

    evidence: Evidence
    is_new: bool
    same_elsewhere: list[Evidence] = field(default_factory=list)


def keep_file(
    *, project: Project, activity: Activity | None, file: IO[bytes], name: str, told: EvidenceTold, by: User | None
) -> Kept:
    """Keep a file as a document of an activity, or of its project as a whole (None).

    The same file at the same place again is the first one. Pictures are made anew, everything else is checked by its
    content. Raises AppError evidence_type_unknown, and what events.received.reading.read_file raises.
    """
    check_told(told)
    received = sha256_of(file)
    known = at_place(project, activity).filter(sha256=received).first()
    if known:
        return kept_already(known)
    # Slow, so before the transaction: nobody waits for a picture to be decoded.
    ready = read_file(file, name)
    evidence = Evidence(
        sha256=received,
        kept_sha256=ready.sha256,
        name=shown_name(name, ready.ending),
        media_type=ready.media_type,
        size=ready.size,
        **_columns(project, activity, told, by),
    )
    evidence.taken_on = told.taken_on or ready.taken_on
    return _stored(evidence, by, ready)


def keep_link(*, project: Project, activity: Activity | None, link: str, told: EvidenceTold, by: User | None) -> Kept:
    """Keep an address as a document; the same one at the same place again is the first one.

    Raises AppError evidence_type_unknown, evidence_link_unclear.
    """
    check_told(told)
    link = link.strip()
    if not link.lower().startswith(("http://", "https://")) or len(link) > 1000:
        raise AppError("evidence_link_unclear", 422)
    evidence = Evidence(link=link, taken_on=told.taken_on, **_columns(project, activity, told, by))
    return _stored(evidence, by)


@transaction.atomic
def change_evidence(evidence: Evidence, told: EvidenceTold, *, by: User | None) -> Evidence:
    """Tell something else about a document: its type, caption, people, day. Raises AppError evidence_type_unknown,
    evidence_removed."""
    check_told(told)
    held = _held(evidence)
    held.type, held.caption = told.type, told.caption.strip()[:_CAPTION_AT_MOST]
    held.people_shown, held.taken_on = told.people_shown, told.taken_on
    held.save(update_fields=["type", "caption", "people_shown", "taken_on"])
    record_audit(held.organisation, by, "evidence.change", held, type=held.type, people_shown=held.people_shown)
    return held


@transaction.atomic
def remove_evidence(evidence: Evidence, reason: str, by: User | None) -> Evidence:
    """Take a document away, with a reason. Its number stays used; its file is deleted for good, also where it was
    packed in a ZIP, for somebody in the picture may have taken their consent back. Twice is once.

    Raises AppError reason_missing.
    """
    reason = reason.strip()[:_REASON_AT_MOST]
    if not reason:
        raise AppError("reason_missing", 422)
    held = Evidence.objects.select_for_update(no_key=True).select_related(None).get(pk=evidence.pk)
    if held.removed_at:
        return held
    files = [(stored.storage, stored.name) for stored in (held.file, held.preview) if stored.name]
    held.removed_at, held.removed_by, held.remove_reason = timezone.now(), by, reason
    held.file, held.preview = "", ""
    held.save(update_fields=["removed_at", "removed_by", "remove_reason", "file", "preview"])
    record_audit(held.organisation, by, "evidence.remove", held, reason=reason, sha256=held.sha256)
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    if files:
        transaction.on_commit(partial(_drop_zips, held))
    return held


def check_told(told: EvidenceTold) -> None:
    """Raises AppError evidence_type_unknown."""
    if told.type not in EVIDENCE_TYPES or told.people_shown not in PeopleShown.values:
        raise AppError("evidence_type_unknown", 422)


def at_place(project: Project, activity: Activity | None) -> EvidenceQuerySet:
    """The living documents of an activity, or of a project as a whole."""
    live = Evidence.objects.live().of(project.organisation)
    return live.filter(activity=activity) if activity else live.filter(project=project, activity=None)


def kept_already(known: Evidence) -> Kept:
    """The answer to a file that is here already."""
    return Kept(known, False, _elsewhere(known))


def _columns(project: Project, activity: Activity | None, told: EvidenceTold, by: User | None) -> dict[str, Any]:
    assert activity is None or activity.project_id == project.pk
    return {
        "organisation_id": project.organisation_id,
        "project": project,
        "activity": activity,
        "type": told.type,
        "caption": told.caption.strip()[:_CAPTION_AT_MOST],
        "people_shown": told.people_shown,
        "added_by": by,
    }


def _stored(evidence: Evidence, by: User | None, ready: Ready | None = None) -> Kept:
    """Store a document's files, then give it its number and store its row; no row, no files."""
    try:
        if ready:
            _put(evidence, ready)
        with transaction.atomic():
            evidence.appendix, evidence.place = place_for(evidence.project, _measure_now(evidence))
            # The project's row is held now: what somebody else kept meanwhile is seen here.
            same = at_place(evidence.project, evidence.activity).filter(sha256=evidence.sha256, link=evidence.link)
            known = same.first()
            if known is None:
                evidence.save(force_insert=True)
                record_audit(evidence.organisation, by, "evidence.add", evidence, type=evidence.type)
    except BaseException:
        _delete_files(evidence)
        raise
    if known:
        _delete_files(evidence)
        return kept_already(known)
    return Kept(evidence, True, _elsewhere(evidence))


def _measure_now(evidence: Evidence) -> Measure | None:
    """The measure of the document's activity, which may have gone to another one, or to another project, while the file
    was on its way; it stays there till the end of the transaction."""
    if evidence.activity is None:
        return None
    held = Activity.objects.select_for_update(of=("self",), no_key=True)
    evidence.activity = held.select_related("project__organisation", "measure").get(pk=evidence.activity.pk)
    evidence.project = evidence.activity.project
    return evidence.activity.measure


def _put(evidence: Evidence, ready: Ready) -> None:
    with ready.content:
        evidence.file.save(f"file.{ready.ending}", File(ready.content), save=False)
    if ready.preview:
        evidence.preview.save("preview.jpg", ContentFile(ready.preview), save=False)


def _elsewhere(evidence: Evidence) -> list[Evidence]:
    if not evidence.sha256:
        return []
    same = Evidence.objects.live().of(evidence.organisation).filter(sha256=evidence.sha256).exclude(pk=evidence.pk)
    return list(same.select_related("activity", "project", "appendix").order_by("pk"))


def _delete_files(evidence: Evidence) -> None:
    for stored in (evidence.file, evidence.preview):
        if stored:
            stored.delete(save=False)


def _drop_zips(evidence: Evidence) -> None:
    """Those of its project, and of a project that its activity was in."""
    everywhere = Evidence.objects.of(evidence.organisation).filter(sha256=evidence.sha256)
    for project in everywhere.order_by().values_list("project", flat=True).distinct():
        of = {"organisation": evidence.organisation_id, "subject__startswith": f"{project}:"}
        drop_files(kind=EVIDENCE_ZIP, finished_before=timezone.now(), **of)


def _held(evidence: Evidence) -> Evidence:
    held = Evidence.objects.select_for_update(no_key=True).select_related(None).get(pk=evidence.pk)
    if held.removed_at:
        raise AppError("evidence_removed", 409)
    return held
