"""Photographs that people upload: really decoded, upright, small, freed of all but the picture."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from rules.errors import AppError

BYTES_AT_MOST = 10 * 1024 * 1024
# A small file can say that it is enormous; so many points are still decoded.
POINTS_AT_MOST = 60_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 2600
_QUALITY = 82


def read_photograph(file: IO[bytes], size: int | None) -> bytes:
    """The picture as a new JPEG without place, time or camera in it. The same file gives the same bytes.

    Raises AppError photo_too_big, photo_unreadable.
    """
    if size is None or size > BYTES_AT_MOST:
        raise AppError("photo_too_big", 413, most=BYTES_AT_MOST // 1024 // 1024)
    try:
        # Pillow's own limit is a warning up to twice as many points; ours is checked before anything is decoded.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=_FORMATS) as picture:
                return _made_anew(picture)
    except Image.DecompressionBombError:
        raise AppError("photo_too_big", 413, most=BYTES_AT_MOST // 1024 // 1024) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise AppError("photo_unreadable", 422) from None


def _made_anew(picture: Image.Image) -> bytes:
    if picture.width * picture.height > POINTS_AT_MOST:
        raise AppError("photo_too_big", 413, most=BYTES_AT_MOST // 1024 // 1024)
    # Lets the JPEG decoder skip what would be thrown away.
    picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    flat = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        flat.paste(shown, mask=shown.getchannel("A"))
    else:
        flat.paste(upright.convert("RGB"))
    flat.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()
