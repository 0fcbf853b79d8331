"""A zip for SPSS (and PSPP): the coded answers and the syntax that reads and labels them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from surveys.writers.csv import write_csv
from surveys.writers.tables import Progress, Row, Variable

# What SPSS takes, in bytes.
LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120


def write_spss(variables: list[Variable], rows: Iterable[Row], file: BinaryIO, progress: Progress, size: int) -> None:
    """Write answers.csv and labels.sps."""
    answers = BytesIO()
    write_csv([variable.name for variable in variables], rows, answers, progress, size)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("answers.csv", answers.getvalue())
        archive.writestr("labels.sps", "\ufeff" + syntax_of(variables))


def syntax_of(variables: list[Variable]) -> str:
    """The commands, one to a block."""
    lines = [
        "* Encoding: UTF-8.",
        "SET DECIMAL=DOT.",
        "GET DATA /TYPE=TXT /FILE='answers.csv' /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS=\";\" /QUALIFIER='\"'",
        "  /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=",
        *(f"  {one.name} {one.format}" for one in variables),
        ".",
        "VARIABLE LABELS",
        *(f"  {one.name} {_quoted(one.label, LONGEST_LABEL)}" for one in variables),
        ".",
    ]
    labelled = [one for one in variables if one.values]
    if labelled:
        lines.append("VALUE LABELS")
        for place, one in enumerate(labelled):
            values = " ".join(f"{value} {_quoted(text, LONGEST_VALUE_LABEL)}" for value, text in one.values.items())
            lines.append(f"  {'/' if place else ''}{one.name} {values}")
        lines.append(".")
    lines += [f"MISSING VALUES {one.name} ({', '.join(map(str, one.missing))})." for one in variables if one.missing]
    return "\r\n".join([*lines, "EXECUTE.", ""])


def _quoted(text: str, most: int) -> str:
    """In quotes, on one line, not longer than SPSS takes."""
    line = " ".join(text.split())
    return "'" + line.encode()[:most].decode(errors="ignore").replace("'", "''") + "'"
