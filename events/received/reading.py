"""From a file that somebody sent to one that is kept: what it really is, whether it is whole and harmless."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from django.conf import settings

from events.received.documents import read_office, read_pdf, read_text
from events.received.kinds import HEAD, Found, found_in
from events.received.pictures import read_picture
from events.received.ready import Ready, size_of
from events.received.recordings import read_mp3, read_mp4, read_webm
from rules.errors import AppError

_MEGABYTE = 1024 * 1024
# Why a family is not kept.
_REFUSED = {
    Found.ANIMATION: "evidence_animated",
    Found.OLD_OFFICE: "evidence_old_office",
    Found.PROGRAM: "evidence_program",
    Found.PAGE: "evidence_page",
    Found.UNKNOWN: "evidence_unknown",
}
_READERS: dict[Found, Callable[[IO[bytes]], Ready]] = {
    Found.PICTURE: read_picture,
    Found.PDF: read_pdf,
    Found.ARCHIVE: read_office,
    Found.MP4: read_mp4,
    Found.WEBM: read_webm,
    Found.MP3: read_mp3,
}
_RECORDINGS = {Found.MP4, Found.WEBM, Found.MP3}


def read_file(file: IO[bytes], name: str) -> Ready:
    """What is kept of a file: a picture is made anew, everything else is checked. `file` can be read at any place.

    Raises AppError evidence_empty, evidence_too_big, evidence_unknown, evidence_animated, evidence_old_office,
    evidence_program, evidence_page, evidence_damaged, evidence_bomb, evidence_macros, evidence_locked,
    evidence_picture_huge.
    """
    size = size_of(file)
    if not size:
        raise AppError("evidence_empty", 422)
    head = file.read(HEAD)
    file.seek(0)
    family = found_in(head)
    if family in _REFUSED:
        raise AppError(_REFUSED[family], 422)
    refuse_too_big(family, size)
    if family is Found.TEXT:
        return read_text(file, name)
    return _READERS[family](file)


def refuse_too_big(family: Found | None, size: int) -> None:
    """Raises AppError evidence_too_big with the limit of a family of files; None: not known yet, the largest one."""
    if family is Found.PICTURE:
        code, most = "evidence_picture_too_big", settings.EVIDENCE_PICTURE_MAX_MB
    elif family in _RECORDINGS or family is None:
        code, most = "evidence_recording_too_big", settings.EVIDENCE_RECORDING_MAX_MB
    else:
        code, most = "evidence_document_too_big", settings.EVIDENCE_DOCUMENT_MAX_MB
    if size > most * _MEGABYTE:
        raise AppError(code, 413, most=most, size=-(-size // _MEGABYTE))
