"""Photographs that people upload: really decoded, upright, small, freed of all but the picture."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import IO

from PIL import Image, ImageCms, UnidentifiedImageError

from rules.errors import AppError

BYTES_AT_MOST = 10 * 1024 * 1024
# A small file can say that it is enormous; so many points are still decoded.
POINTS_AT_MOST = 60_000_000
# A JPEG that was not saved in passes is decoded at a quarter or an eighth, whatever a phone's camera has.
JPEG_POINTS_AT_MOST = 220_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 2600
_QUALITY = 82
# A picture in work takes up to 250 MB: one at a time in each process, the others wait.
_ROOM = Lock()
# How a picture is turned by the orientation that its camera noted.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, RuntimeError)


class HugePictureError(Exception):
    """It has more points than are decoded."""


class BrokenPictureError(Exception):
    """It is no picture, or not a whole one."""


def read_photograph(file: IO[bytes], size: int | None) -> bytes:
    """The picture as a new JPEG without place, time or camera in it. The same file gives the same bytes.

    Raises AppError photo_too_big, photo_unreadable.
    """
    if size is None or size > BYTES_AT_MOST:
        raise AppError("photo_too_big", 413, most=BYTES_AT_MOST // 1024 // 1024)
    try:
        with opened(file, _FORMATS) as picture:
            return as_jpeg(made_anew(picture, _LONGEST_SIDE), _QUALITY)
    except HugePictureError:
        raise AppError("photo_too_big", 413, most=BYTES_AT_MOST // 1024 // 1024) from None
    except BrokenPictureError:
        raise AppError("photo_unreadable", 422) from None


@contextmanager
def opened(file: IO[bytes], formats: tuple[str, ...]) -> Iterator[Image.Image]:
    """The picture in a file, not yet decoded, of a size that can be. Raises HugePictureError, BrokenPictureError, also
    for what its decoding meets."""
    try:
        # Pillow's own limit is a warning up to twice as many points; ours is checked before anything is decoded.
        with _ROOM, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=formats) as picture:
                _refuse_huge(picture)
                yield picture
    except Image.DecompressionBombError:
        raise HugePictureError from None
    except _UNREADABLE:
        raise BrokenPictureError from None


def _refuse_huge(picture: Image.Image) -> None:
    is_quick = picture.format in {"JPEG", "MPO"} and not picture.info.get("progressive")
    if picture.width * picture.height > (JPEG_POINTS_AT_MOST if is_quick else POINTS_AT_MOST):
        raise HugePictureError


def made_anew(picture: Image.Image, longest_side: int) -> Image.Image:
    """The picture alone: upright, at most so many points long, on white where it was transparent, in usual colours."""
    # Lets the JPEG decoder skip what would be thrown away.
    picture.draft("RGB", (longest_side, longest_side))
    orientation = picture.getexif().get(0x0112, 1)
    profile = picture.info.get("icc_profile")
    shown = _plain(picture)
    shown.thumbnail((longest_side, longest_side))
    if orientation in _TURNS:
        shown = shown.transpose(_TURNS[orientation])
    flat = Image.new("RGB", shown.size, "white")
    if shown.mode == "RGBA":
        flat.paste(shown, mask=shown.getchannel("A"))
    else:
        flat.paste(shown)
    return _usual_colours(flat, profile) if profile else flat


def _plain(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something shows through; without a copy where that is what it is."""
    if picture.mode in {"RGB", "RGBA"} and "transparency" not in picture.info:
        return picture
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        # 16 bits a point: Pillow would cut what is brighter than 255 instead of scaling it.
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGB")


def _usual_colours(flat: Image.Image, profile: bytes) -> Image.Image:
    """In sRGB; a profile that cannot be read is left out of account."""
    try:
        described = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(flat, described, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return flat
    return changed or flat


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Its bytes, with nothing in them but the picture."""
    made = io.BytesIO()
    bare = picture.copy()
    bare.info = {}
    bare.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()
