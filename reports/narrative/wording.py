"""Small words of the ready texts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.forms.words import figure
from reports.narrative.language import Language


def parts(numbers: Iterable[tuple[str, Decimal | int]], speech: Language) -> str:
    """«дәріс – 8, семинар – 2»."""
    return ", ".join(speech.say("part", label=label, number=figure(number)) for label, number in numbers)


def signed(number: Decimal) -> str:
    """«+73», «−127», «0»."""
    return f"+{figure(number)}" if number > 0 else figure(number)


def capital(text: str) -> str:
    """With a capital letter at the beginning."""
    return text[:1].upper() + text[1:]
