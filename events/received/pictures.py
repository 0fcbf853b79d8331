"""Pictures as documents: decoded, turned upright, made small enough, written anew without position or camera."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import date
from typing import IO

from django.utils import timezone
from PIL import Image
from pillow_heif import register_heif_opener

from events.photographs import BrokenPictureError, HugePictureError, as_jpeg, made_anew, opened
from events.received.ready import Ready
from rules.errors import AppError

LONGEST_SIDE = 2560
PREVIEW_SIDE = 480
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_QUALITY = 85
# When the picture was taken, was made digital, was changed; the first two in their own table.
_EXIF_TABLE, _TAKEN = 0x8769, (0x9003, 0x9004)
_CHANGED = 0x0132
_FIRST_DIGITAL_YEAR = 1990

register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)


def read_picture(file: IO[bytes]) -> Ready:
    """The picture as a JPEG of at most 2560 points a side, and a small one of 480.

    Raises AppError evidence_damaged, evidence_picture_huge, evidence_animated.
    """
    try:
        with opened(file, _FORMATS) as picture:
            if picture.format in {"PNG", "WEBP"} and getattr(picture, "n_frames", 1) > 1:
                raise AppError("evidence_animated", 422)
            taken_on = _day_of(picture)
            shown = made_anew(picture, LONGEST_SIDE)
    except HugePictureError:
        raise AppError("evidence_picture_huge", 422) from None
    except BrokenPictureError:
        raise AppError("evidence_damaged", 422) from None
    content = as_jpeg(shown, _QUALITY)
    shown.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return Ready(
        content=io.BytesIO(content),
        ending="jpg",
        media_type="image/jpeg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        preview=as_jpeg(shown, _QUALITY - 10),
        taken_on=taken_on,
    )


def _day_of(picture: Image.Image) -> date | None:
    """The day in the picture's own data; None where there is none that can be true."""
    exif = picture.getexif()
    table = exif.get_ifd(_EXIF_TABLE)
    for value in (*(table.get(tag) for tag in _TAKEN), exif.get(_CHANGED)):
        day = plausible_day(str(value or ""))
        if day:
            return day
    return None


def plausible_day(text: str) -> date | None:
    """The day that "2025:09:10 10:03:00" names; None for what is no day, not yet or before there were such cameras."""
    numbers = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)", text.strip())
    if not numbers:
        return None
    try:
        day = date(*(int(number) for number in numbers.groups()))
    except ValueError:
        return None
    return day if day.year >= _FIRST_DIGITAL_YEAR and day <= timezone.localdate() else None
