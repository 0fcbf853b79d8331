"""Films and sound: kept as they are, but for what tells where and with what they were made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import IO

from django.utils import timezone

from events.received.documents import as_it_is
from events.received.ready import CHUNK, Ready, sha256_of, size_of
from rules.errors import AppError

_MOST_BOXES = 5_000
_IN_MEMORY = 4 * CHUNK
# Boxes that hold position, maker, model, comments. Their room stays, so that everything else keeps its place.
_TELLING = {b"udta", b"meta", b"uuid"}
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf"}
# What begins a film, beside its head: without pictures and sound there is nothing to see.
_EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_SOUND_ONLY = {b"M4A ", b"M4B ", b"M4P "}
_MP3_RATES = {
    # Kilobits a second by index, layer III: MPEG 1, then MPEG 2 and 2.5.
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MP3_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


@dataclass(frozen=True)
class _Box:
    """A part of an MP4: where it begins, where its content does, where it ends."""

    kind: bytes
    start: int
    inside: int
    end: int


def read_mp4(file: IO[bytes]) -> Ready:
    """A film (MP4, MOV) or sound (M4A) that is whole; position and camera are overwritten with noughts.

    Raises AppError evidence_damaged.
    """
    size = size_of(file)
    try:
        tops = list(_boxes(file, 0, size))
        kinds = {box.kind for box in tops}
        if b"moov" not in kinds or not kinds & {b"mdat", b"moof"}:
            raise ValueError
        telling = [box for box in _walk(file, tops) if box.kind in _TELLING]
        taken_on = _day_of(file, tops)
        brand = _brand(file)
    except ValueError:
        raise AppError("evidence_damaged", 422) from None
    media_type, ending = "video/mp4", "mp4"
    if brand in _SOUND_ONLY:
        media_type, ending = "audio/mp4", "m4a"
    elif brand == b"qt  ":
        media_type, ending = "video/quicktime", "mov"
    bare = _without(file, telling) if telling else file
    return Ready(bare, ending, media_type, size, sha256_of(bare), taken_on=taken_on)


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[_Box]:
    """The boxes between two places. Raises ValueError where they do not fill it exactly."""
    count = 0
    while start < end:
        count += 1
        file.seek(start)
        head = file.read(16)
        if len(head) < 8 or count > _MOST_BOXES:
            raise ValueError
        length, kind, inside = int.from_bytes(head[:4]), head[4:8], start + 8
        if length == 1:
            length, inside = int.from_bytes(head[8:16]), start + 16
        elif length == 0:
            length = end - start
        if length < inside - start or start + length > end:
            raise ValueError
        yield _Box(kind, start, inside, start + length)
        start += length


def _walk(file: IO[bytes], boxes: list[_Box], depth: int = 0) -> Iterator[_Box]:
    for box in boxes:
        yield box
        if box.kind in _CONTAINERS and depth < 6:
            yield from _walk(file, list(_boxes(file, box.inside, box.end)), depth + 1)


def _brand(file: IO[bytes]) -> bytes:
    file.seek(8)
    return file.read(4)


def _day_of(file: IO[bytes], tops: list[_Box]) -> date | None:
    """The day of recording in the film's own head; None where its clock was not set."""
    for box in _walk(file, [top for top in tops if top.kind == b"moov"]):
        if box.kind != b"mvhd":
            continue
        file.seek(box.inside)
        head = file.read(12)
        seconds = int.from_bytes(head[4:12] if head[:1] == b"\1" else head[4:8])
        if not 0 < seconds < 2**33:
            return None
        day = timezone.localdate(_EPOCH_1904 + timedelta(seconds=seconds))
        return day if day.year >= 1990 and day <= timezone.localdate() else None
    return None


def _without(file: IO[bytes], telling: list[_Box]) -> IO[bytes]:
    """A copy in which these boxes are free room, filled with noughts."""
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    file.seek(0)
    while chunk := file.read(CHUNK):
        copy.write(chunk)
    for box in telling:
        copy.seek(box.start + 4)
        copy.write(b"free")
        copy.seek(box.inside)
        for begin in range(box.inside, box.end, CHUNK):
            copy.write(bytes(min(CHUNK, box.end - begin)))
    copy.seek(0)
    return copy


def read_webm(file: IO[bytes]) -> Ready:
    """A film from a browser or a screen. It carries no position."""
    return as_it_is(file, "webm", "video/webm")


def read_mp3(file: IO[bytes]) -> Ready:
    """Sound whose first two frames stand where they say. Raises AppError evidence_damaged."""
    file.seek(0)
    start = _after_tag(file.read(10))
    file.seek(start)
    # Players look for the first frame too: there may be room between the tag and it.
    head = file.read(64 * 1024).lstrip(b"\0")
    length = _frame_length(head)
    if not length or not _frame_length(head[length:]):
        raise AppError("evidence_damaged", 422)
    return as_it_is(file, "mp3", "audio/mpeg")


def _after_tag(head: bytes) -> int:
    """Where an ID3 tag ends; its length is written in seven bits a byte."""
    if not head.startswith(b"ID3") or len(head) < 10:
        return 0
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte & 0x7F
    return 10 + length


def _frame_length(frame: bytes) -> int:
    """Bytes of the MP3 frame that begins here; 0 where none does."""
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return 0
    version, layer = frame[1] >> 3 & 3, frame[1] >> 1 & 3
    rate, samples = frame[2] >> 4, frame[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in {0, 15} or samples == 3:
        return 0
    kilobits = _MP3_RATES[3 if version == 3 else 2][rate]
    factor = 144_000 if version == 3 else 72_000
    return factor * kilobits // _MP3_SAMPLES[version][samples] + (frame[2] >> 1 & 1)
