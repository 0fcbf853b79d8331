"""Opening a file that somebody calls a Word template: is it one, and is it safe to unpack? Every limit is looked at
before what it limits is read."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from rules.errors import AppError

MAX_BYTES = 5 * 1024 * 1024
# A template of a hundred pages with pictures has a hundred parts and unpacks to a few megabytes.
MAX_PARTS = 1000
MAX_UNPACKED = 40 * 1024 * 1024
MAX_XML = 4 * 1024 * 1024
_MAX_DIRECTORY = 300 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END = b"PK\x05\x06"
_END_SIZE = 22
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_OTHERS = (b"spreadsheetml.", b"presentationml.")
_PROGRAMS = (b"macroenabled", b"vbaproject", b"activex", b"control+xml")
_PROGRAM_FILES = ("vbaproject.bin", "vbadata.xml")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class Unpacked:
    """A Word file's parts by name, and its own bytes."""

    content: bytes
    parts: dict[str, bytes]


def unpacked(content: bytes) -> Unpacked:
    """The parts of a Word file.

    Raises AppError template_empty, template_too_big, template_locked, template_old_word, template_not_word,
    template_bomb, template_macros, template_is_dotx, template_damaged.
    """
    _refuse_kind(content)
    try:
        _refuse_many(content)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = archive.infolist()
            _refuse_listed(listed)
            parts = {one.filename: archive.read(one) for one in listed if not one.is_dir()}
    except _BROKEN:
        raise AppError("template_damaged", 422) from None
    _refuse_types(parts)
    return Unpacked(content, parts)


def _refuse_kind(content: bytes) -> None:
    if not content:
        raise AppError("template_empty", 422)
    if len(content) > MAX_BYTES:
        raise AppError("template_too_big", 422, limit=MAX_BYTES // (1024 * 1024))
    if content.startswith(_OLE):
        raise AppError("template_locked" if _ENCRYPTED in content else "template_old_word", 422)
    if not content.startswith(b"PK"):
        raise AppError("template_not_word", 422)


def _refuse_many(content: bytes) -> None:
    """By the size of the list of contents, without reading it: 5 MB have room for 100,000 empty files."""
    end = content.rfind(_END, max(0, len(content) - _END_SIZE - 0xFFFF))
    if end < 0:
        raise AppError("template_damaged", 422)
    count, size = struct.unpack_from("<HI", content, end + 10)
    if count > MAX_PARTS or size > _MAX_DIRECTORY:
        raise AppError("template_bomb", 422)


def _refuse_listed(listed: list[zipfile.ZipInfo]) -> None:
    if len(listed) > MAX_PARTS or sum(one.file_size for one in listed) > MAX_UNPACKED:
        raise AppError("template_bomb", 422)
    if any(_is_xml(one.filename) and one.file_size > MAX_XML for one in listed):
        raise AppError("template_bomb", 422)
    if any(one.flag_bits & 1 for one in listed):
        raise AppError("template_locked", 422)
    names = [one.filename.lower() for one in listed]
    if any(PurePosixPath(name).name in _PROGRAM_FILES for name in names):
        raise AppError("template_macros", 422)
    # Two parts of one name: each program would read another one.
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise AppError("template_damaged", 422)
    if any(one.compress_type not in _PACKINGS for one in listed):
        raise AppError("template_damaged", 422)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _refuse_types(parts: dict[str, bytes]) -> None:
    types = parts.get(_TYPES, b"").replace(b"\0", b"")
    if any(sign in types.lower() for sign in _PROGRAMS):
        raise AppError("template_macros", 422)
    if _TEMPLATE in types and _MAIN not in types:
        raise AppError("template_is_dotx", 422)
    if _MAIN not in types or "word/document.xml" not in parts or any(sign in types.lower() for sign in _OTHERS[1:]):
        raise AppError("template_not_word", 422)
