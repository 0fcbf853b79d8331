"""docs/reports.md promises what the catalogue and the command have."""

import re
from pathlib import Path

from django.utils import translation

from reports.catalogue import EDITIONS, FORMS, LANGUAGES, combinations
from reports.management.commands.export_report import _FORMS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reports.md"


def _rows() -> list[list[str]]:
    lines = re.findall(r"^\| (`.+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split(" | ") for line in lines]


def test_the_table_of_the_document_is_the_catalogue() -> None:
    """Code, name, editions, languages and formats of every form, in the catalogue's order."""
    with translation.override("en"):
        names = {f"`{form.code}`": [str(form.name), ", ".join(form.formats).upper()] for form in FORMS.values()}
    found = {code: [name, formats] for code, name, _editions, _languages, formats, _how in _rows()}
    assert (found, list(found)) == (names, list(names))
    assert {(row[2], row[3]) for row in _rows()} == {(", ".join(EDITIONS), ", ".join(LANGUAGES))}


def test_what_the_document_says_of_the_command_is_what_it_takes() -> None:
    """Exactly the forms that export_report takes are said to be had by it."""
    assert tuple(row[0].strip("`") for row in _rows() if "`export_report`" in row[5]) == _FORMS


def test_every_combination_is_told_once() -> None:
    """Five forms in three formats and one in two, each in two editions and two languages."""
    found = list(combinations())
    assert len(found) == len(set(found)) == (5 * 3 + 2) * 2 * 2
