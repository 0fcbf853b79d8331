"""What a file is, by its first bytes. Its name and what the browser says of it count for nothing."""

from __future__ import annotations

from enum import StrEnum

# So much is looked at.
HEAD = 64 * 1024


class Found(StrEnum):
    """Families of files that are read alike; UNKNOWN is refused."""

    PICTURE = "picture"
    PDF = "pdf"
    ARCHIVE = "archive"
    MP4 = "mp4"
    WEBM = "webm"
    MP3 = "mp3"
    TEXT = "text"
    ANIMATION = "animation"
    OLD_OFFICE = "old_office"
    PROGRAM = "program"
    PAGE = "page"
    UNKNOWN = "unknown"


_BEGINNINGS = (
    (b"\xff\xd8\xff", Found.PICTURE),
    (b"\x89PNG\r\n\x1a\n", Found.PICTURE),
    (b"%PDF-", Found.PDF),
    (b"PK\x03\x04", Found.ARCHIVE),
    (b"ID3", Found.MP3),
    (b"GIF8", Found.ANIMATION),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Found.OLD_OFFICE),
    (b"MZ", Found.PROGRAM),
    (b"\x7fELF", Found.PROGRAM),
    (b"#!", Found.PROGRAM),
    (b"\xca\xfe\xba\xbe", Found.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Found.PROGRAM),
    (b"{\\rtf", Found.OLD_OFFICE),
)
# The brands of pictures in the container that MP4 uses too.
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_PAGE_SIGNS = (b"<html", b"<!doctype", b"<svg", b"<script", b"<?xml", b"<?php", b"<body", b"<iframe", b"<head")


def found_in(head: bytes) -> Found:
    """The family of a file that begins like this (its first 64 KB)."""
    for beginning, family in _BEGINNINGS:
        if head.startswith(beginning):
            return family
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Found.PICTURE
    if head[4:8] == b"ftyp":
        return Found.PICTURE if head[8:12] in _HEIC else Found.MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Found.WEBM if b"webm" in head[:80] else Found.UNKNOWN
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and not _is_utf16(head):
        return Found.MP3
    return _text_or_page(head)


def _is_utf16(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _text_or_page(head: bytes) -> Found:
    plain = head.replace(b"\0", b"").lower() if _is_utf16(head) else head.lower()
    if any(sign in plain for sign in _PAGE_SIGNS):
        return Found.PAGE
    if not head or (b"\0" in head and not _is_utf16(head)):
        return Found.UNKNOWN
    return Found.TEXT
