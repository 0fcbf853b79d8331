"""What people decide about a file: its columns, its values. Stored as JSON, sent by the page, written by hand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

# What a number in a column of answers means: an option's code, its place in the list (1 is the first), its value.
CODES, PLACES, VALUES = "codes", "places", "values"
_SPACES = re.compile(r"[\s\u00a0\u202f\ufeff]+")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "ё": "е"})
_KEYED = re.compile(r"sha256:[0-9a-f]{16}")


class MappingError(Exception):
    """A mapping that is none; the text says where."""


@dataclass(frozen=True)
class ColumnMapping:
    """`question`: its code, "" to leave the column out, None to let the program propose. `values`: from a value's key
    to the answers it means, () for none. `skip_rest`: whatever else is not understood is no answer."""

    question: str | None = None
    numbers: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skip_rest: bool = False


@dataclass(frozen=True)
class FileMapping:
    """`columns`: by heading or letter. `key`: the heading or letter of a column that tells people apart, "" for none.
    `header_row`, `first_row`: numbers in the file, None to let the program find them."""

    columns: Mapping[str, ColumnMapping] = field(default_factory=dict)
    key: str = ""
    language: str = ""
    header_row: int | None = None
    first_row: int | None = None

    def of(self, letter: str, heading: str) -> ColumnMapping | None:
        """What was decided about a column; its letter says it more exactly than its heading."""
        return self.columns.get(letter) or self._by_heading.get(folded(heading))

    def is_key(self, letter: str, heading: str) -> bool:
        """Whether this column tells people apart."""
        return bool(self.key) and (self.key == letter or folded(self.key) == folded(heading))

    @cached_property
    def _by_heading(self) -> dict[str, ColumnMapping]:
        return {folded(name): column for name, column in self.columns.items()}


def folded(text: str) -> str:
    """A text as it is compared: without case, double spaces, kinds of dashes."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return plain.casefold().translate(_DASHES)


def value_key(value: str) -> str:
    """A value's name in a mapping, short even for a text of 100,000 letters."""
    return f"sha256:{hashlib.sha256(folded(value).encode()).hexdigest()[:16]}"


def mapping_from(document: object) -> FileMapping:
    """Read a mapping's JSON. Raises MappingError."""
    row = _object(document, "the mapping")
    columns = _object(row.get("columns", {}), "columns")
    return FileMapping(
        columns={name: _column(found, name) for name, found in columns.items()},
        key=_text(row.get("key"), "key"),
        language=_text(row.get("language"), "language"),
        header_row=_number(row.get("header_row"), "header_row"),
        first_row=_number(row.get("first_row"), "first_row"),
    )


def mapping_document(mapping: FileMapping) -> dict[str, Any]:
    """The JSON of a mapping; `mapping_from` reads it back."""
    return {
        "columns": {
            name: {
                "question": column.question,
                "numbers": column.numbers,
                "values": {key: list(codes) for key, codes in column.values.items()},
                "skip_rest": column.skip_rest,
            }
            for name, column in mapping.columns.items()
        },
        "key": mapping.key,
        "language": mapping.language,
        "header_row": mapping.header_row,
        "first_row": mapping.first_row,
    }


def _column(found: object, name: str) -> ColumnMapping:
    """`null` leaves a column out; a text is its question's code; an object says more."""
    if found is None:
        return ColumnMapping("")
    if isinstance(found, str):
        return ColumnMapping(found)
    row = _object(found, f"columns.{name}")
    numbers = _text(row.get("numbers"), f"columns.{name}.numbers")
    if numbers not in {"", CODES, PLACES, VALUES}:
        raise MappingError(f"columns.{name}.numbers: codes, places or values")
    values = _object(row.get("values", {}), f"columns.{name}.values")
    question = row.get("question")
    return ColumnMapping(
        question=None if question is None else _text(question, f"columns.{name}.question"),
        numbers=numbers,
        values={
            value if _KEYED.fullmatch(value) else value_key(value): _answers(codes, f"columns.{name}.values.{value}")
            for value, codes in values.items()
        },
        skip_rest=row.get("skip_rest") is True,
    )


def _answers(found: object, place: str) -> tuple[str, ...]:
    if found is None:
        return ()
    listed = [found] if isinstance(found, str) else found
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise MappingError(f"{place}: a code, a list of codes, or null for no answer")
    return tuple(listed)


def _object(found: object, place: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise MappingError(f"{place}: a JSON object is expected")
    return found


def _text(found: object, place: str) -> str:
    if found is None:
        return ""
    if not isinstance(found, str):
        raise MappingError(f"{place}: a text is expected")
    return found.strip()


def _number(found: object, place: str) -> int | None:
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise MappingError(f"{place}: the number of a row is expected")
    return found
