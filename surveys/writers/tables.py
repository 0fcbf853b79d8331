"""What the writers of a survey's files are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Progress = Callable[[int, int], None]
Row = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """A sheet of rows. `rows` are read once; `size`: how many they are."""

    name: str
    headings: list[str]
    widths: list[int]
    rows: Iterable[Row]
    size: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultTable:
    """One question's figures: (answer, people, percent, low, high) a row; `note` stands beneath the question, `total`
    is the last row; without rows it is a note only."""

    title: str
    note: str
    rows: tuple[tuple[str, int, Decimal | None, Decimal | None, Decimal | None], ...] = ()
    total: tuple[str, int, Decimal] | None = None


@dataclass(frozen=True)
class ResultSheet:
    """The figures of one door; `headings` of its five columns."""

    name: str
    lines: tuple[str, ...]
    headings: tuple[str, str, str, str, str]
    tables: tuple[ResultTable, ...]


@dataclass(frozen=True)
class SurveyWorkbook:
    """A whole workbook."""

    results: tuple[ResultSheet, ...]
    remarks: Sheet
    code_book: Sheet
    answers: Sheet


@dataclass(frozen=True)
class Variable:
    """A variable of SPSS: its name, format, label, the labels of its values, its missing values."""

    name: str
    format: str
    label: str
    values: dict[int, str] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
