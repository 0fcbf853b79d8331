"""Days and hours as pages write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
# Before this no page of ours was written; what says so counts from 1970 or was never filled in.
_FIRST_YEAR = 2000
# A page that calls its own wall clock UTC is five hours ahead.
_AHEAD = timedelta(hours=6)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D{1,5}(\d{1,2}):(\d\d))?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d.{0,32}")
_WITHOUT_COLON = re.compile(r"\s*([+-]\d\d)(\d\d)$")


def moment_of(text: object, *, now: datetime) -> datetime | None:
    """The moment that a page names, in Almaty without a zone; None for what is none, lies ahead or is before 2000."""
    if not isinstance(text, str) or not 8 <= len(text.strip()) <= 60:
        return None
    try:
        found = _read(text.strip())
        if found is None:
            return None
        found = found if found.tzinfo else found.replace(tzinfo=ALMATY)
        is_likely = found.year >= _FIRST_YEAR and found.astimezone(UTC) <= now + _AHEAD
    except (ValueError, OverflowError):
        return None
    return found if is_likely else None


def _read(text: str) -> datetime | None:
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(_WITHOUT_COLON.sub(r"\1:\2", text).replace(" +", "+"))
    dotted = _DOTTED.match(text)
    if dotted:
        day, month, year, hour, minute = (int(number or 0) for number in dotted.groups())
        return datetime(year, month, day, hour, minute)  # its zone is given above
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
