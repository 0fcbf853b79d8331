"""A file that comes in parts over a bad network: begin, add parts in order, finish. Every step may be told twice.

The parts are written one behind the other into one file under VAR_DIR/files/uploads, so all web processes of one
machine can go on with it (docs/deployment.md).
"""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from events.actions.evidence import EvidenceTold, Kept, at_place, check_told, keep_file, kept_already
from events.models import Activity, EvidenceUpload
from events.models.evidence import upload_path
from events.received.kinds import Found
from events.received.reading import refuse_too_big
from events.received.ready import size_of
from grants.models import Organisation, Project, User
from rules.errors import AppError

PART_AT_MOST = 1024 * 1024
KEPT_FOR = timedelta(days=3)
_MEGABYTE = 1024 * 1024
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")


@dataclass(frozen=True)
class FileComing:
    """What a phone says of a file before it sends it. `sha256`: its hash where the phone can tell, otherwise ""."""

    number: uuid.UUID
    name: str
    size: int
    sha256: str = ""


def begin_upload(
    *, project: Project, activity: Activity | None, coming: FileComing, told: EvidenceTold, by: User
) -> EvidenceUpload:
    """Announce a file. The same number again gives what is here of it already, so that the phone can go on.

    A file that is at its place already is finished at once. Raises AppError evidence_type_unknown, evidence_empty,
    evidence_picture_too_big, evidence_recording_too_big, upload_of_another_file, uploads_full.
    """
    check_told(told)
    if coming.size < 1:
        raise AppError("evidence_empty", 422)
    refuse_too_big(Found.PICTURE if coming.name.lower().endswith(_PICTURES) else None, coming.size)
    with transaction.atomic():
        # Two phones that begin at once see each other's bytes.
        Organisation.objects.select_for_update(no_key=True).get(pk=project.organisation_id)
        begun = EvidenceUpload.objects.filter(number=coming.number).first()
        if begun is not None:
            return _the_same(begun, project, activity, coming)
        known = at_place(project, activity).filter(sha256=coming.sha256).first() if coming.sha256 else None
        if known is None:
            _refuse_too_much(project.organisation, coming.size)
        return EvidenceUpload.objects.create(
            organisation_id=project.organisation_id,
            number=coming.number,
            started_by=by,
            project=project,
            activity=activity,
            told=_as_json(told),
            name=coming.name[-200:],
            size=coming.size,
            evidence=known,
            finished_at=timezone.now() if known else None,
        )


def _the_same(begun: EvidenceUpload, project: Project, activity: Activity | None, coming: FileComing) -> EvidenceUpload:
    """Raises AppError no_such_upload, upload_of_another_file."""
    if begun.organisation_id != project.organisation_id:
        raise AppError("no_such_upload", 404)
    # An activity that went to another project meanwhile is the same place.
    place = (begun.activity_id,) if begun.activity_id else (None, begun.project_id)
    if place != ((activity.pk,) if activity else (None, project.pk)) or begun.size != coming.size:
        raise AppError("upload_of_another_file", 409)
    return begun


def _refuse_too_much(organisation: Organisation, size: int) -> None:
    unfinished = EvidenceUpload.objects.of(organisation).filter(finished_at=None)
    coming = unfinished.aggregate(bytes=Sum("size"))["bytes"] or 0
    if coming + size > settings.EVIDENCE_UNFINISHED_MAX_MB * _MEGABYTE:
        raise AppError("uploads_full", 409, most=settings.EVIDENCE_UNFINISHED_MAX_MB)


def add_part(upload: EvidenceUpload, *, offset: int, part: bytes) -> EvidenceUpload:
    """Add the next part. Where it does not begin where the file ends, nothing is written and `received` says where to
    go on, so a part that is sent twice or by two tabs at once is there once. Raises AppError upload_part_size,
    no_such_upload."""
    with transaction.atomic():
        held = EvidenceUpload.objects.select_for_update(no_key=True).filter(pk=upload.pk).first()
        if held is None:
            # Given up while this part was on its way.
            raise AppError("no_such_upload", 404)
        if held.finished_at or held.received != offset:
            return held
        if not part or len(part) > PART_AT_MOST or offset + len(part) > held.size:
            raise AppError("upload_part_size", 422)
        path = _path(held)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if offset and not path.exists():
            # Another machine has the beginning, or somebody has cleared the folder: begin anew.
            held.received = held.parts = 0
        else:
            with path.open("r+b" if offset else "wb") as file:
                file.seek(offset)
                file.write(part)
            held.received, held.parts = offset + len(part), held.parts + 1
        held.save(update_fields=["received", "parts"])
        return held


def finish_upload(upload: EvidenceUpload, *, by: User) -> Kept:
    """Make the whole file a document. Again, it is the same document, or the same refusal.

    Raises AppError upload_incomplete, and what keep_file raises.
    """
    if upload.finished_at:
        return _the_end(upload)
    file = _whole(upload)
    if file is None:
        # Another tab may have finished it meanwhile.
        upload.refresh_from_db()
        if upload.finished_at:
            return _the_end(upload)
        EvidenceUpload.objects.filter(pk=upload.pk, received=upload.size).update(received=0, parts=0)
        raise AppError("upload_incomplete", 409)
    activity, told = upload.activity, _from_json(upload.told)
    project = activity.project if activity else upload.project
    try:
        with file:
            kept = keep_file(project=project, activity=activity, file=file, name=upload.name, told=told, by=by)
    except AppError as refused:
        _end(upload, refusal={"code": refused.code, "status": refused.status, "params": refused.params})
        raise
    _end(upload, evidence=kept.evidence)
    return kept


def _the_end(upload: EvidenceUpload) -> Kept:
    if upload.refusal:
        raise AppError(upload.refusal["code"], upload.refusal["status"], **upload.refusal["params"])
    assert upload.evidence
    return kept_already(upload.evidence)


def _end(upload: EvidenceUpload, **became: object) -> None:
    """Note what became of it. Where two tabs finish the same file the second one finds the first one's document."""
    EvidenceUpload.objects.filter(pk=upload.pk, finished_at=None).update(finished_at=timezone.now(), **became)
    _clear(upload)


def _whole(upload: EvidenceUpload) -> IO[bytes] | None:
    """The whole file; None where a part is missing."""
    try:
        file = _path(upload).open("rb")
    except FileNotFoundError:
        return None
    if size_of(file) == upload.size == upload.received:
        return file
    file.close()
    return None


def give_up_upload(upload: EvidenceUpload) -> None:
    """Forget a file on its way. A document that was made of it stays."""
    _clear(upload)
    upload.delete()


def forget_old_uploads() -> int:
    """Forget what was begun three days ago and more; the number of uploads. A phone that comes later begins anew."""
    old = list(EvidenceUpload.objects.filter(started_at__lt=timezone.now() - KEPT_FOR)[:1000])
    for upload in old:
        give_up_upload(upload)
    return len(old)


def _path(upload: EvidenceUpload) -> Path:
    return Path(settings.MEDIA_ROOT) / upload_path(upload, "file.part")


def _clear(upload: EvidenceUpload) -> None:
    shutil.rmtree(_path(upload).parent, ignore_errors=True)


def _as_json(told: EvidenceTold) -> dict[str, str]:
    taken_on = told.taken_on.isoformat() if told.taken_on else ""
    return {"type": told.type, "caption": told.caption, "people_shown": told.people_shown, "taken_on": taken_on}


def _from_json(told: dict[str, str]) -> EvidenceTold:
    day = date.fromisoformat(told["taken_on"]) if told["taken_on"] else None
    return EvidenceTold(told["type"], told["caption"], told["people_shown"], day)
