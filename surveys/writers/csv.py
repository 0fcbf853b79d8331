"""Rows as CSV that spreadsheets in this country open: UTF-8 with its mark, semicolons."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import TextIOWrapper
from typing import BinaryIO

from rules.spreadsheets import safe_cell
from surveys.writers.tables import Progress, Row

ROWS_PER_STEP = 1000


def write_csv(headings: list[str], rows: Iterable[Row], file: BinaryIO, progress: Progress, size: int) -> None:
    """Write headings and rows; `progress(done, of)` is called before every part of the work."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    steps = 1 + size // ROWS_PER_STEP
    progress(0, steps)
    writer.writerow([safe_cell(heading) for heading in headings])
    for number, row in enumerate(rows, 1):
        if number % ROWS_PER_STEP == 0:
            progress(number // ROWS_PER_STEP, steps)
        writer.writerow([_cell(value) for value in row])
    text.detach()


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else safe_cell(value)
