"""Headings and words of the operator's summary: data/summary.json for what grants/data/forms.json does not have."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from reports.catalogue import EDITIONS, places
from reports.forms import Wording
from reports.forms.headings import Section

_DATA = Path(__file__).parents[2] / "data" / "summary.json"


@cache
def _written() -> dict[str, Any]:
    return dict(json.loads(_DATA.read_text()))


def words(language: str, key: str, **values: object) -> str:
    """The words of a key with values filled in. KeyError: no such words."""
    return str(_written()["words"][language][key]).format(**values)


def title(language: str) -> str:
    """What the summary is called."""
    return str(_written()["title"][language])


def columns(table: str, edition: str, language: str) -> dict[str, str]:
    """A table's columns in their order, code -> heading; of the edition where it has its own."""
    tables = _written()["tables"]
    found = tables.get(f"{table}:{edition}") or tables[table]
    return {code: heading[language] for code, heading in found.items()}


def sections(wording: Wording) -> list[Section]:
    """The edition's sections. The published numbering of 2023 leaves out a number: where a heading has none, it gets
    its place's."""
    kazakh = wording.forms["operator_summary"]
    headings = _written()["sections_ru"][wording.edition] if wording.language == "ru" else kazakh
    codes = places("operator_summary", wording.edition)
    return [
        Section(code, heading if heading[:1].isdigit() else f"{place}. {heading}")
        for place, (code, heading) in enumerate(zip(codes, headings, strict=True), 1)
    ]


def sheet(wording: Wording) -> tuple[str, list[str]]:
    """The title and the lines of the sheet of one NGO. The 2023 edition has the newest one's title."""
    from grants.reference_data import edition_forms

    if wording.language == "ru":
        return str(_written()["sheet_title_ru"]), list(_written()["sheet_lines_ru"][wording.edition])
    return str(edition_forms()[EDITIONS[-1]]["ngo_sheet"]["title"]), list(wording.forms["ngo_sheet"]["lines"])
