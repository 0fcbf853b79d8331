"""The code on the screen in the hall: who reads it there is there. It changes every half minute.

Shown as a link in a QR code and as six digits to type. Both are made of the activity's secret and the time, so nothing
is stored. A form that was opened with a good code carries a stamp of this phone, which gives it time to be filled in.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from events.models import Activity
from events.phones import Phone

SECONDS = 30
# The code shown now and the two before it: reading, unlocking a phone and a slow network take their time.
GOOD_STEPS = 3
STAMP_SECONDS = 20 * 60
_DIGITS = 6
_LINK_BYTES = 9  # 72 bits: nobody types it, nobody guesses it


@dataclass(frozen=True)
class HallCode:
    """What the screen shows now: `token` for the link, `digits` for typing, `seconds_left` until the next one."""

    token: str
    digits: str
    seconds_left: int


def hall_code(activity: Activity, now: datetime) -> HallCode:
    """The code of this half minute."""
    step = _step(now)
    return HallCode(_token(activity, step), _typed(activity, step), SECONDS - int(now.timestamp()) % SECONDS)


def is_token_good(activity: Activity, token: str, now: datetime) -> bool:
    """Whether a link's token was on the screen a moment ago."""
    return _is_any(token, [_token(activity, step) for step in _good_steps(now)])


def are_digits_good(activity: Activity, typed: str, now: datetime) -> bool:
    """Whether typed digits were on the screen a moment ago; blanks and hyphens between them do not matter."""
    digits = "".join(sign for sign in typed if sign not in " -\u00a0\u202f")
    return _is_any(digits, [_typed(activity, step) for step in _good_steps(now)])


def stamp_for(activity: Activity, phone: Phone) -> str:
    """What a form carries once its phone has shown a good code."""
    return _signer(activity).sign(phone.id.hex)


def is_stamp_good(activity: Activity, phone: Phone, stamp: str) -> bool:
    """Whether this phone has shown a good code of this activity within the last twenty minutes."""
    try:
        return _signer(activity).unsign(stamp, max_age=STAMP_SECONDS) == phone.id.hex
    except signing.BadSignature:
        return False


def _signer(activity: Activity) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"outreach.presence:{activity.pk}")


def _step(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def _good_steps(now: datetime) -> list[int]:
    return [_step(now) - back for back in range(GOOD_STEPS)]


def _is_any(given: str, good: list[str]) -> bool:
    """Compares without telling by its time how much was right."""
    return any(hmac.compare_digest(given.encode("utf-8", "surrogatepass"), code.encode()) for code in good)


def _token(activity: Activity, step: int) -> str:
    return urlsafe_b64encode(_mac(activity, "link", step)[:_LINK_BYTES]).decode()


def _typed(activity: Activity, step: int) -> str:
    number = int.from_bytes(_mac(activity, "digits", step)[:8], "big")
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def _mac(activity: Activity, purpose: str, step: int) -> bytes:
    secret = bytes.fromhex(activity.presence_secret)
    return hmac.new(secret, f"{purpose}:{step}".encode(), hashlib.sha256).digest()
