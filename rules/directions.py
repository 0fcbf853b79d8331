"""A customer's list of priority directions as it is pasted from a table: rows, numbered results, proposed plans.

The table: № | field of law | priority direction | problem | thousand ₸ | type of grant | expected results. Word and
spreadsheets put a tab between cells; a cell with several paragraphs goes on in the next lines.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

COLUMNS = 7
# More lines in one cell are no list of results.
MOST_RESULTS = 200
_NUMBER = re.compile(r"№?\s*(\d{1,3}(?:\.\d{1,3})*)\s*[.)]?")
_ITEM = re.compile(r"(?:^|(?<=[\s;.,]))(\d{1,2})\s*[).](?!\d)\s*")
_DIGITS = r"(\d{1,3}(?:[  ]\d{3})+|\d+)"
_BEFORE = r"(?:кемінде|кем\s+дегенде|ең\s+кемі|не\s+менее|не\s+меньше|минимум|at\s+least|no\s+fewer\s+than)"
_AFTER = r"(?:кем\s+емес|кем\s+болма\w*|артық)"
_AT_LEAST = re.compile(
    rf"{_BEFORE}\s+{_DIGITS}(\s*%|\s*пайыз|\s*процент)?|"
    rf"{_DIGITS}(\s*%|\s*пайыз\w*)?\s*[-–]?(?:тен|тан|ден|дан|нен|нан)?\s+{_AFTER}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ProposedPlan:
    """What a sentence seems to promise at least. A proposal: somebody reads the sentence."""

    plan: int
    is_percent: bool = False


@dataclass(frozen=True)
class DirectionRow:
    """One row of the pasted table. `faults`: what cannot be kept as it stands, as codes: no_title, bad_amount,
    cells_missing, number_too_long, text_too_long, too_many_results."""

    number: str
    field_of_law: str = ""
    title: str = ""
    problem: str = ""
    amount_thousand: Decimal | None = None
    grant_type: str = ""
    results: tuple[str, ...] = ()
    faults: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Pasted:
    """The rows, and the lines before the first one that were left out (the table's own heading)."""

    rows: list[DirectionRow]
    left_out: list[str]


def proposed_plan(sentence: str) -> ProposedPlan | None:
    """The number after "at least" in Kazakh, Russian or English; None where a sentence names none, or two."""
    found = list(_AT_LEAST.finditer(sentence))
    if len(found) != 1:
        return None
    before, sign_before, after, sign_after = found[0].groups()
    digits = re.sub(r"\s", "", before or after)
    return ProposedPlan(int(digits), bool(sign_before or sign_after)) if len(digits) <= 9 else None


def split_results(cell: str) -> tuple[str, ...]:
    """The numbered results of one cell, without their numbers: 1) … 2) …, in one line or many. Without numbers every
    line is one."""
    text = cell.strip()
    marks: list[re.Match[str]] = []
    for mark in _ITEM.finditer(text):
        if int(mark[1]) == len(marks) + 1:
            marks.append(mark)
    if not marks or (len(marks) == 1 and marks[0].start() > 0):
        parts = text.splitlines()
    else:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        heading = text[: marks[0].start()].strip()
        parts = [] if heading.endswith(":") else [heading]
        parts += [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return tuple(plain for part in parts if (plain := " ".join(part.split()).rstrip(";").strip()))


def read_directions(text: str) -> Pasted:
    """The rows of a pasted table. Nothing is guessed silently: what does not fit is a fault of its row."""
    rows: list[list[str]] = []
    left_out: list[str] = []
    for cells in _lines(text):
        if _begins_row(cells):
            rows.append(cells)
        elif rows:
            rows[-1] = _continued(rows[-1], cells)
        elif line := " ".join(" ".join(cells).split()):
            left_out.append(line)
    return Pasted([_row(cells) for cells in rows], left_out)


def _lines(text: str) -> list[list[str]]:
    """Cells of every line; a spreadsheet's quoted cell holds its own line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    # Only a quoted cell can hold half a pair of quotes in one line; a name in quotes is left as it is.
    if plain.count('"') % 2 == 0 and any(line.count('"') % 2 for line in plain.split("\n")):
        return list(csv.reader(plain.splitlines(keepends=True), delimiter="\t"))
    return [line.split("\t") for line in plain.split("\n")]


def _begins_row(cells: list[str]) -> bool:
    """A number alone in the first cell and at least two cells after it: a numbered paragraph has one."""
    return len(cells) > 2 and _NUMBER.fullmatch(cells[0].strip()) is not None


def _continued(before: list[str], cells: list[str]) -> list[str]:
    """The next paragraph of a cell, and what stands after it in the row."""
    if len(before) >= COLUMNS:
        return [*before[:-1], f"{before[-1]}\n{' '.join(cells)}"]
    return [*before[:-1], f"{before[-1]}\n{cells[0]}", *cells[1:]]


def _row(cells: list[str]) -> DirectionRow:
    # A number that Word made itself comes with a tab of its own.
    if len(cells) > COLUMNS and not cells[1].strip():
        cells = [cells[0], *cells[2:]]
    results = "\n".join(" ".join(cells[COLUMNS - 1 :]).split("\n"))
    plain = [" ".join(cell.split()) for cell in [*cells, *[""] * COLUMNS][: COLUMNS - 1]]
    matched = _NUMBER.fullmatch(plain[0])
    number = matched[1] if matched else plain[0]
    amount, is_bad = _amount(plain[4])
    row = DirectionRow(number, plain[1], plain[2], plain[3], amount, plain[5], split_results(results))
    return DirectionRow(**{**vars(row), "faults": _faults(row, len(cells), is_bad)})


def _faults(row: DirectionRow, cells: int, is_bad_amount: bool) -> tuple[str, ...]:
    too_long = len(row.field_of_law) > 300 or len(row.title) > 500 or len(row.grant_type) > 120
    wrong = {
        "cells_missing": cells < COLUMNS,
        "no_title": not row.title,
        "bad_amount": is_bad_amount,
        "number_too_long": len(row.number) > 20,
        "text_too_long": too_long,
        "too_many_results": len(row.results) > MOST_RESULTS,
    }
    return tuple(code for code, is_so in wrong.items() if is_so)


def _amount(text: str) -> tuple[Decimal | None, bool]:
    """Thousand tenge as people write it, 5 500,0; and whether it could not be read."""
    digits = re.sub(r"[\s  ]", "", text).replace(",", ".")
    digits = re.sub(r"(?:мыңтеңге|тыс\.?тенге|₸)$", "", digits)
    if not digits or digits in {"-", "–", "—"}:
        return None, False
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        return None, True
    is_bad = not amount.is_finite() or amount < 0 or amount >= 10**10 or amount != amount.quantize(Decimal("0.01"))
    return (None, True) if is_bad else (amount, False)
