"""Photographs of filled paper lists: keep one, delete one."""

from __future__ import annotations

import hashlib
from typing import IO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from events.models import Sheet, SheetPhoto
from events.photographs import read_photograph
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError

PHOTOS_AT_MOST = 12


def add_photo(sheet: Sheet, file: IO[bytes], *, size: int | None, by: User | None) -> SheetPhoto:
    """Keep a photograph of a list; the same one again is the first one.

    Raises AppError photo_too_big, photo_unreadable, too_many_photos.
    """
    content = read_photograph(file, size)
    sha256 = hashlib.sha256(content).hexdigest()
    known = sheet.photos.filter(sha256=sha256).first()
    if known:
        return known
    if sheet.photos.count() >= PHOTOS_AT_MOST:
        raise AppError("too_many_photos", 409, most=PHOTOS_AT_MOST)
    photo = SheetPhoto(sheet=sheet, sha256=sha256, added_by=by)
    photo.file.save(f"{sheet.code}-{sha256[:16]}.jpg", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
            record_audit(sheet.activity.organisation, by, "sheet.photo", sheet, sha256=sha256)
    except IntegrityError:
        # The same picture twice at once: the first one stays.
        photo.file.delete(save=False)
        return sheet.photos.get(sha256=sha256)
    return photo


@transaction.atomic
def delete_photo(photo: SheetPhoto, *, by: User | None) -> None:
    """Delete a photograph for good: a wrong picture, or somebody on it who took their consent back."""
    storage, name = photo.file.storage, photo.file.name
    record_audit(photo.sheet.activity.organisation, by, "sheet.photo_deleted", photo.sheet, sha256=photo.sha256)
    photo.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
