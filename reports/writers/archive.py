"""Zip archives whose bytes follow from their content: the same document gives the same file, so its hash says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The date of every file: when it was made stands in the report and in its record, never in the file's own properties.
MADE = datetime(2025, 1, 1, tzinfo=UTC)
AUTHOR = "Outreach"
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CHUNK = 1 << 20


def member(name: str) -> ZipInfo:
    """A file in an archive, without the time of day."""
    info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class SteadyZip(ZipFile):
    """A new archive that openpyxl writes into; `mend(name)` may return what changes a file chunk by chunk."""

    def __init__(self, file: BinaryIO, mend: Callable[[str], Callable[[bytes, bool], bytes] | None]) -> None:
        super().__init__(file, "w", ZIP_DEFLATED, allowZip64=True)
        self._mend = mend

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_more: Any) -> None:
        """A whole file from memory."""
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        content = data.encode() if isinstance(data, str) else data
        if name == "docProps/core.xml":
            made = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            content = _MODIFIED.sub(rb"\g<1>" + made + rb"\g<2>", content)
        super().writestr(member(name), content)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_more: Any) -> None:
        """A file from the disk, in chunks."""
        change = self._mend(arcname)
        with Path(filename).open("rb") as source, self.open(member(arcname), "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                target.write(change(chunk, False) if change else chunk)
            if change:
                target.write(change(b"", True))


def steadied(source: BinaryIO, target: BinaryIO) -> None:
    """Copy an archive, each of its files with the same fixed time."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(cast(Any, member(info.filename)), old.read(info))
