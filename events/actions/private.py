"""What the register must not hold."""

from __future__ import annotations

from rules.errors import AppError
from rules.private_text import IIN, number_of_a_person


def refuse_numbers_of_people(*texts: str) -> None:
    """Raises AppError consultation_iin or consultation_phone where a text holds what looks like one."""
    for text in texts:
        found = number_of_a_person(text)
        if found == IIN:
            raise AppError("consultation_iin", 422)
        if found:
            raise AppError("consultation_phone", 422)
