"""When a post was uploaded, read from its own id. Uploads may precede publishing: a hint, never a proof."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

ALMATY = timezone(timedelta(hours=5))
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_INSTAGRAM_EPOCH_MS = 1314220021721
INSTAGRAM_CODE_LENGTH = 11
# The year 2014: what is older is a number that lost a digit.
_TIKTOK_BEGAN = 1388534400
_LARGEST_ID = 2**63


def instagram_code_time(code: str) -> datetime | None:
    """Upload time of an Instagram short code: base64url, most significant first; above bit 23 milliseconds since
    1314220021721. None unless it has its 11 characters. Checked: DG2lAQstlEP is 6 March 2025."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{11}", code):
        return None
    number = 0
    for letter in code:
        number = number * 64 + _ALPHABET.index(letter)
    return instagram_id_time(number)


def instagram_id_time(number: int) -> datetime | None:
    """Upload time of an Instagram media id."""
    return _moment((number >> 23) + _INSTAGRAM_EPOCH_MS) if number < _LARGEST_ID else None


def tiktok_id_time(digits: str) -> datetime | None:
    """Upload time of a TikTok video or photo: its id shifted right by 32 bits is Unix time. None for a cut id, one
    from before there was a TikTok."""
    seconds = int(digits) >> 32
    return _moment(seconds * 1000) if _TIKTOK_BEGAN < seconds < 2**31 else None


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds // 1000, UTC).astimezone(ALMATY)
