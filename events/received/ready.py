"""What a file that was sent in becomes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import IO

CHUNK = 1024 * 1024
_LONGEST_NAME = 200
# Line ends, and signs that turn the direction of writing so that exe.jpg would read as gpj.exe.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Ready:
    """A file as it is stored. `content` is open at its beginning; `ending`, such as "jpg", is what it is; a picture
    has a small `preview` (JPEG); `taken_on` is the day that the file itself tells."""

    content: IO[bytes]
    ending: str
    media_type: str
    size: int
    sha256: str
    preview: bytes = b""
    taken_on: date | None = None


def sha256_of(file: IO[bytes]) -> str:
    """The hash of a whole file, in hexadecimal digits; the file is at its beginning afterwards."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def size_of(file: IO[bytes]) -> int:
    """Bytes of a file; it is at its beginning afterwards."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    return size


def shown_name(name: str, ending: str) -> str:
    """A sender's name for a file as it may be shown and downloaded: no folders, no invisible signs, its true ending."""
    base = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(sign for sign in unicodedata.normalize("NFC", base) if unicodedata.category(sign) not in _UNSEEN)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", " ".join(seen.split())).strip(". ")
    return f"{stem[: _LONGEST_NAME - len(ending) - 1] or 'file'}.{ending}"
