"""A number of views or followers as people write it and as platforms show it: 12 500, 1,2 тыс, 1.2k, 3,4 млн."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

# What the database can keep.
LARGEST_COUNT = 2_147_483_647
_TIMES = {
    1_000: ("тыс", "тысяч", "тысяча", "тысячи", "т", "мың", "k", "к", "thousand"),
    1_000_000: ("млн", "миллион", "миллиона", "миллионов", "m", "м", "mln", "million"),
    1_000_000_000: ("млрд", "миллиард", "миллиарда", "миллиардов", "b", "bln", "billion"),
}
_FACTORS = {word: times for times, words in _TIMES.items() for word in words}
# Spaces of any kind and apostrophes only ever part thousands.
_BETWEEN = re.compile(r"(?<=[0-9])[\s'’ʼ]+(?=[0-9]{3}(?![0-9]))")
_SHAPE = re.compile(r"(?P<sign>[-−–])?\s*(?P<number>[0-9]+(?:[.,][0-9]+)*)\s*(?P<word>[^\W\d_]*)\.?")
_LONGEST = 60


class CountError(ValueError):
    """The text is no count; `code` says why: not_a_count, negative_count, part_of_one, count_too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def typed_count(text: str) -> int:
    """The whole number that a text says, 0 or more. Raises CountError.

    Without a word a point or comma before three digits parts thousands (12.500 is 12 500); with one it parts the
    fraction (1,234 тыс is 1 234).
    """
    found = _SHAPE.fullmatch(_BETWEEN.sub("", text.strip().casefold())) if len(text) <= _LONGEST else None
    if not found:
        raise CountError("not_a_count")
    word = found["word"]
    if word and word not in _FACTORS:
        raise CountError("not_a_count")
    if found["sign"]:
        raise CountError("negative_count")
    number = _number(found["number"], has_word=bool(word)) * _FACTORS.get(word, 1)
    if number.denominator != 1:
        raise CountError("part_of_one")
    if number > LARGEST_COUNT:
        raise CountError("count_too_large")
    return int(number)


def count_of_cell(value: object) -> int:
    """The count in a cell of a table: a whole number, or a text. Raises CountError."""
    if isinstance(value, bool):
        raise CountError("not_a_count")
    if isinstance(value, int | float | Decimal):
        return _whole(value)
    return typed_count(str(value))


def _whole(value: float | Decimal) -> int:
    try:
        number = Fraction(value)
    except (ValueError, OverflowError) as error:
        raise CountError("not_a_count") from error
    if number < 0:
        raise CountError("negative_count")
    if number.denominator != 1:
        raise CountError("part_of_one")
    if number > LARGEST_COUNT:
        raise CountError("count_too_large")
    return int(number)


def _number(text: str, *, has_word: bool) -> Fraction:
    whole, *parts = re.split(r"[.,]", text)
    if len(parts) == 1 and (has_word or len(parts[0]) != 3):
        return Fraction(f"{whole}.{parts[0]}")
    if any(len(part) != 3 for part in parts) or (parts and len(whole) > 3):
        raise CountError("not_a_count")
    return Fraction("".join([whole, *parts]))
