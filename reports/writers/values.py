"""How a value looks on paper, and what no file can hold."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from reports.blocks import Cell, Value
from rules.amounts import in_figures

# XML has no way to say these: one of them, and Word refuses the whole file. Tabs and line ends stay. The last ones turn
# round what follows them: a 12 would be read as 21.
_FORBIDDEN = re.compile(
    "[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")


def clean(text: str) -> str:
    """A text with \\n for every kind of line end and without the signs that no file may hold."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """For properties and names: no line ends, no double spaces."""
    return " ".join(clean(text).split())


def paper(value: Value | Cell) -> str:
    """A value as it is printed: «1 709» and «5 500 000» with spaces that do not break, «92,7», «22.05.2025», "" for
    None."""
    if isinstance(value, Cell):
        value = value.text
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return in_figures(value)


def is_number(value: Value) -> bool:
    """Whether a column's sum counts it."""
    return isinstance(value, int | Decimal)


def pieces(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` characters that give it whole when joined; cut behind a line or a word where
    there is one. At least one part."""
    parts = []
    while len(text) > most:
        cut = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most)) + 1
        parts.append(text[: cut or most])
        text = text[cut or most :]
    return [*parts, text]
