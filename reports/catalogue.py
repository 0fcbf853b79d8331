"""Which form exists in which edition, language and format. docs/reports.md shows the same table; a test compares."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EDITIONS = ("2023", "2025")
LANGUAGES = ("kk", "ru")
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский"}
DOCX, XLSX, PDF = "docx", "xlsx", "pdf"
FORMAT_NAMES = {DOCX: "Word", XLSX: "Excel", PDF: "PDF"}


@dataclass(frozen=True)
class Form:
    """A form: its code, its name, in which formats it can be had. Every form exists in every edition and language.

    `is_of_project`: of one project; the operator's summary is of an organisation's readable projects.
    """

    code: str
    name: str | Promise
    formats: tuple[str, ...]
    is_of_project: bool = True
    # Only these can be issued: the others are annexes of them.
    can_be_issued: bool = False


FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        Form("final", _("Final report"), (DOCX, XLSX, PDF), can_be_issued=True),
        Form("interim", _("Interim report"), (DOCX, XLSX, PDF), can_be_issued=True),
        Form("statistics", _("Statistics"), (DOCX, XLSX, PDF)),
        Form("attendance", pgettext_lazy("document", "Attendance list"), (XLSX, PDF)),
        Form("publications", _("List of publications"), (DOCX, XLSX, PDF)),
        Form("summary", _("Operator's summary"), (DOCX, XLSX, PDF), is_of_project=False, can_be_issued=True),
    )
}


def combinations() -> Iterator[tuple[str, str, str, str]]:
    """Every (form, edition, language, format) that there is."""
    for form in FORMS.values():
        for edition in EDITIONS:
            for language in LANGUAGES:
                for file_format in form.formats:
                    yield form.code, edition, language, file_format


@cache
def places(form: str, edition: str) -> tuple[str, ...]:
    """What stands under each heading of a form's sections, in their order: codes, see data/places.json."""
    return tuple(json.loads((Path(__file__).parent / "data" / "places.json").read_text())[form][edition])
