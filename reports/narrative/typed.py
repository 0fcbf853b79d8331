"""What people type: made plain, measured, its placeholders known."""

from __future__ import annotations

import re
from difflib import get_close_matches

from reports.narrative.placeholders import PLACEHOLDERS, unknown_placeholders
from reports.narrative.slots import kind_of
from rules.errors import AppError

# Letters of one text: some 70 pages.
LONGEST_TEXT = 200_000
# What no Word file and no database can hold: control signs, halves of letters, signs that are none.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def normalised(text: str) -> str:
    """A text with plain line ends, without signs that cannot be written, and without empty space around it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", plain).strip()


def check_typed(text: str, slot: str) -> None:
    """Whether a normalised text may stand at a slot. Raises AppError (422) text_too_long, placeholder_unknown: its
    `name`, and the `nearest` one, which may have been meant."""
    check_length(text)
    kind = kind_of(slot)
    if unknown := unknown_placeholders(text, kind):
        raise AppError("placeholder_unknown", 422, name=unknown[0][:40], nearest=nearest(unknown[0], kind))


def check_length(text: str) -> None:
    """Raises AppError text_too_long (422)."""
    if len(text) > LONGEST_TEXT:
        raise AppError("text_too_long", 422, number=len(text), most=LONGEST_TEXT)


def nearest(name: str, kind: str) -> str:
    """The placeholder of this kind of slot that looks most like what was typed; the first one where none does."""
    known = PLACEHOLDERS[kind]
    found = get_close_matches(name.strip().casefold()[:40], known, n=1, cutoff=0.3)
    return found[0] if found else known[0]
