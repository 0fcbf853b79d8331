"""Documents: kept as they are, after a look whether they are whole, and what is packed in them."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from events.received.ready import CHUNK, Ready, sha256_of, size_of
from rules.errors import AppError

_TAIL = 2048
_MOST_PARTS = 10_000
# Sheets are text that packs well; beyond this somebody wants to fill a disk.
_UNPACKED_PER_BYTE = 100
_UNPACKED_AT_MOST = 1024 * 1024 * 1024
_SMALL = 1024 * 1024
_TYPES = "[Content_Types].xml"
_OOXML = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    "docx": _OOXML + "wordprocessingml.document",
    "xlsx": _OOXML + "spreadsheetml.sheet",
    "pptx": _OOXML + "presentationml.presentation",
}
_ODF = {
    f"application/vnd.oasis.opendocument.{kind}": ending
    for kind, ending in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}
# How Office and LibreOffice pack. The other ways unpack a few bytes to any number at once.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error)
# Programs inside a document, in Microsoft's and in OpenDocument's way.
_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("basic/", "scripts/")
_PLAIN = {"txt": "text/plain", "csv": "text/csv"}
_CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\f")


def read_pdf(file: IO[bytes]) -> Ready:
    """A PDF that has its end. Raises AppError evidence_damaged."""
    size = size_of(file)
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise AppError("evidence_damaged", 422)
    return as_it_is(file, "pdf", "application/pdf")


def read_office(file: IO[bytes]) -> Ready:
    """A document of Word, Excel, PowerPoint or LibreOffice. Only its list of contents is read, nothing is unpacked.

    Raises AppError evidence_damaged, evidence_bomb, evidence_macros, evidence_locked, evidence_unknown.
    """
    size = size_of(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_parts(archive.infolist(), size)
            ending, media_type = _kind_of(archive)
    except _BROKEN:
        raise AppError("evidence_damaged", 422) from None
    return as_it_is(file, ending, media_type)


def _refuse_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > min(size * _UNPACKED_PER_BYTE, _UNPACKED_AT_MOST):
        raise AppError("evidence_bomb", 422)
    if any(part.flag_bits & 1 for part in parts):
        raise AppError("evidence_locked", 422)
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise AppError("evidence_damaged", 422)
    for part in parts:
        name = part.filename.lower()
        if PurePosixPath(name).name in _MACROS or name.startswith(_MACRO_FOLDERS):
            raise AppError("evidence_macros", 422)


def _kind_of(archive: zipfile.ZipFile) -> tuple[str, str]:
    names = set(archive.namelist())
    if "mimetype" in names:
        media_type = _small_part(archive, "mimetype").decode("ascii", "replace").strip()
        if media_type in _ODF:
            return _ODF[media_type], media_type
    if _TYPES in names:
        types = _small_part(archive, _TYPES)
        if b"macroEnabled" in types:
            raise AppError("evidence_macros", 422)
        for ending, media_type in _MAIN.items():
            if f"{media_type}.main+xml".encode() in types:
                return ending, media_type
    raise AppError("evidence_archive", 422)


def _small_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that has a few lines; one that says otherwise, or is otherwise, is not read. Raises ValueError."""
    with archive.open(name) as part:
        content = part.read(_SMALL + 1)
    if len(content) > _SMALL:
        raise ValueError
    return content


def read_text(file: IO[bytes], name: str) -> Ready:
    """A text or a table of commas, by its name's ending. Raises AppError evidence_unknown."""
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    if ending not in _PLAIN or not any(_is_text(file, encoding) for encoding in _encodings(file)):
        raise AppError("evidence_unknown", 422)
    return as_it_is(file, ending, _PLAIN[ending])


def _encodings(file: IO[bytes]) -> tuple[str, ...]:
    file.seek(0)
    return ("utf-16",) if file.read(2) in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1251")


def _is_text(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if _CONTROLS & set(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def as_it_is(file: IO[bytes], ending: str, media_type: str) -> Ready:
    """A file that is kept byte by byte."""
    return Ready(file, ending, media_type, size_of(file), sha256_of(file))
