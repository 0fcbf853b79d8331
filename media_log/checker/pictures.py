"""A page's picture, decoded and written anew: nothing but its points comes in."""

from __future__ import annotations

import io

from events.photographs import BrokenPictureError, HugePictureError, as_jpeg, made_anew, opened

LONGEST_SIDE = 640
_SMALLEST_SIDE = 48
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def small_picture(content: bytes) -> bytes:
    """A JPEG of at most 640 points a side; empty for what is no picture, or only a counter's single point."""
    try:
        with opened(io.BytesIO(content), _FORMATS) as picture:
            if min(picture.size) < _SMALLEST_SIDE:
                return b""
            return as_jpeg(made_anew(picture, LONGEST_SIDE), 80)
    except (HugePictureError, BrokenPictureError):
        return b""
