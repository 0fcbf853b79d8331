"""What a sheet and a column of the workbook are; the sheets themselves are in sheets.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from outreach.desk.workbook.words import fold

LANGUAGES = ("en", "kk", "ru")


@dataclass(frozen=True)
class Column:
    """A column: its code is the English heading of the reference, `type` says how its cells are read (cells.py).

    `limit` is the longest text, in letters. `names`: heading in English, Kazakh, Russian; `more`: other spellings.
    """

    code: str
    type: str
    names: tuple[str, str, str]
    more: tuple[str, ...] = ()
    limit: int = 0
    # Without this column the sheet says nothing.
    needed: bool = False
    # Further columns: read when they are there, offered by the blank template all the same.

    def name(self, language: str) -> str:
        """The heading in a language, English for one we do not have."""
        return self.names[LANGUAGES.index(language)] if language in LANGUAGES else self.names[0]


@dataclass(frozen=True)
class SheetSpec:
    """A sheet: its code is the English name of the reference."""

    code: str
    names: tuple[str, str, str]
    more: tuple[str, ...]
    columns: tuple[Column, ...]

    def name(self, language: str) -> str:
        """The sheet's name in a language."""
        return self.names[LANGUAGES.index(language)] if language in LANGUAGES else self.names[0]

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Folded heading -> column."""
        found: dict[str, Column] = {}
        for column in self.columns:
            for heading in (column.code, *column.names, *column.more):
                found.setdefault(fold(heading), column)
        return found

    def column(self, code: str) -> Column:
        """A column by its code."""
        return next(column for column in self.columns if column.code == code)
