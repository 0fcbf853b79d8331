"""A pass: what the server knew when it handed out a sheet, signed, carried by the page and sent back with the answers.

So a sheet can come much later (a phone without a network), after the run was closed and its key destroyed, and still be
the same person's one sheet; and taking it needs no look at who is who. It stays on the phone that answers: the server
keeps no pass, so it cannot put marks and sheet together afterwards.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

from events.phones import Phone
from surveys.marks import mark_of, pair_for, respondent_of_link, respondents_of
from surveys.models import Mode, PersonalLink, ResponseSource, Wave

_SALT = "outreach.survey.pass"
# A phone may lie without a network for a while; a sheet from last year is not about this run any more.
LIFE = 60 * 24 * 3600


@dataclass(frozen=True)
class Pass:
    """`sheet`: the response's id. `version`: what was asked. `marks`, `pair`: see surveys/marks.py."""

    wave: str
    version: int
    sheet: uuid.UUID
    begun_at: datetime
    source: str
    marks: tuple[str, ...] = ()
    pair: str | None = None

    def signed(self) -> str:
        """As the page carries it."""
        value = [
            self.wave,
            self.version,
            self.sheet.hex,
            int(self.begun_at.timestamp()),
            self.source,
            list(self.marks),
            self.pair,
        ]
        return signing.dumps(value, salt=_SALT)


def pass_for_phone(wave: Wave, phone: Phone) -> Pass:
    """For the holder of a phone."""
    return _pass(wave, ResponseSource.PHONE, respondents_of(run=wave.run, phone=phone))


def pass_for_link(wave: Wave, link: PersonalLink) -> Pass:
    """For whom a personal link was made."""
    return _pass(wave, ResponseSource.PERSONAL, [respondent_of_link(link)])


def pass_for_nobody(wave: Wave, source: str, sheet: uuid.UUID | None = None) -> Pass:
    """For somebody unknown: at a kiosk, on paper, in a file. Only the sheet itself is taken once."""
    return Pass(wave.public_code, wave.run.version_id, sheet or uuid.uuid4(), _now(), source)


def pass_of(text: str, wave: Wave) -> Pass | None:
    """The pass that a page of this door carried. None when it is missing, changed, too old, or another door's."""
    try:
        code, version, sheet, begun, source, marks, pair = signing.loads(text, salt=_SALT, max_age=LIFE)
        found = Pass(code, version, uuid.UUID(sheet), datetime.fromtimestamp(begun, UTC), source, tuple(marks), pair)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return found if found.wave == wave.public_code else None


def _pass(wave: Wave, source: str, respondents: Iterable[str]) -> Pass:
    respondents = list(respondents)
    marks = tuple(sorted(mark_of(wave, respondent) for respondent in respondents))
    pair = None if wave.run.mode == Mode.ANONYMOUS else pair_for(wave=wave, respondents=respondents)
    return Pass(wave.public_code, wave.run.version_id, uuid.uuid4(), _now(), source, marks, pair)


def _now() -> datetime:
    return datetime.fromtimestamp(int(time.time()), UTC)
