"""One spelling per phone number: +7 and ten digits, or + and the digits of another country."""

import re

_PUNCTUATION = re.compile(r"[\s().\-‐‑–—]+")
_LOCAL = re.compile(r"[0-9]{10}")
_FOREIGN = re.compile(r"\+[1-9][0-9]{7,14}")


def normalise_phone(text: str) -> str | None:
    """The number in its one spelling; None when it is no phone number.

    8 707 …, 7 707 …, 707 … and +7 707 … are one number; others need their + and country code.
    """
    plain = _PUNCTUATION.sub("", text)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    for prefix in ("+7", "8", "7"):
        rest = plain.removeprefix(prefix)
        if rest != plain and _LOCAL.fullmatch(rest):
            return f"+7{rest}"
    if _LOCAL.fullmatch(plain) and plain.startswith("7"):
        return f"+7{plain}"
    return plain if _FOREIGN.fullmatch(plain) and not plain.startswith("+7") else None
