"""Opening a file that a stranger sent: is it a workbook at all, and is it safe to unpack?

For every app that takes such files; each has its own words for the codes of a refusal.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

# Sheets are text that packs well, but not this well: beyond it somebody wants to fill the memory.
UNPACKED_PER_BYTE_ALLOWED = 10
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLSX_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# What a broken workbook makes openpyxl, zipfile or the XML parser raise.
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    AssertionError,
    OverflowError,
    zlib.error,
)


class FileRefusedError(Exception):
    """The file cannot be read as what it should be; `code` says why, `params` fill its words."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def check_file(file: IO[bytes], size: int, max_bytes: int) -> None:
    """The cheap checks: reads the head of the file and the list of what is packed in it. Raises FileRefusedError."""
    if size > max_bytes:
        raise FileRefusedError("file_too_big", limit=max_bytes // (1024 * 1024))
    if size == 0:
        raise FileRefusedError("file_empty")
    file.seek(0)
    head = file.read(4096)
    if head.startswith(_OLE):
        file.seek(0)
        raise FileRefusedError("file_encrypted" if _ENCRYPTED in file.read() else "file_old_xls")
    if not head.startswith(b"PK"):
        raise FileRefusedError("file_csv" if _looks_like_text(head) else "file_not_xlsx")
    try:
        _check_archive(file, max_bytes)
    except BROKEN as error:
        raise FileRefusedError("file_damaged") from error
    finally:
        file.seek(0)


def _check_archive(file: IO[bytes], max_bytes: int) -> None:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        if any(member.flag_bits & 1 for member in members):
            raise FileRefusedError("file_encrypted")
        if sum(member.file_size for member in members) > max_bytes * UNPACKED_PER_BYTE_ALLOWED:
            raise FileRefusedError("file_unpacks_too_big")
        if "[Content_Types].xml" not in names:
            raise FileRefusedError("file_not_xlsx")
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
            raise FileRefusedError("file_macros")
        if _XLSX_MAIN not in types:
            raise FileRefusedError("file_not_xlsx")


def _looks_like_text(head: bytes) -> bool:
    """Letters and one of the signs that stand between a table's columns."""
    for encoding in ("utf-16",) if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1251"):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError as error:
            # The head may end in the middle of a letter.
            if error.start < len(head) - 4:
                continue
            text = head[: error.start].decode(encoding)
        return "\x00" not in text and any(sign in text for sign in ",;\t")
    return False


def open_workbook(file: IO[bytes], size: int, max_bytes: int) -> Workbook:
    """The workbook, unread: its sheets are read row by row. Raises FileRefusedError."""
    check_file(file, size, max_bytes)
    try:
        # data_only=False: a formula must be seen as one, its last value may be old.
        return load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except BROKEN as error:
        raise FileRefusedError("file_damaged") from error
