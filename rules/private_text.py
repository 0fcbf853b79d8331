"""Free text that should say nothing about who asked: does it hold somebody's number?"""

from __future__ import annotations

import re

IIN, PHONE = "iin", "phone"
IIN_DIGITS = 12
# As many digits as a phone number has with its code, and at most as many as any country's.
PHONE_DIGITS = range(10, 16)
# Digits with what people put between them. A letter, a comma or a colon ends the run.
_RUN = re.compile(r"\+?\d(?:[\s().\-\u2010-\u2015]*\d){9,}")
# A day, such as 22.05.2025 or 2025-05-22, is no number of anybody; neither is a span of years.
_DAY = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d)(?!\d)"
)


def number_of_a_person(text: str) -> str | None:
    """What a text holds by the look of it: "iin" (twelve digits), "phone" (ten to fifteen), or None."""
    for run in _RUN.finditer(_DAY.sub(";", text)):
        digits = sum(sign.isdigit() for sign in run.group())
        if digits == IIN_DIGITS and not run.group().startswith("+"):
            return IIN
        if digits in PHONE_DIGITS:
            return PHONE
    return None
