"""The headings of an edition in a language of the forms: letter by letter from grants/data/forms.json, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.catalogue import EDITIONS, places
from reports.forms import Wording


@dataclass(frozen=True)
class Section:
    """A heading and what stands beneath it (reports/data/places.json)."""

    place: str
    heading: str


def final_sections(wording: Wording) -> list[Section]:
    """The sections of the final report. An edition whose Russian was never written takes the newest edition's, place by
    place: the note in forms.json says so."""
    form = wording.forms["final"]
    codes = places("final", wording.edition)
    if wording.language != "ru":
        return _sections(codes, form["sections"])
    russian = form["sections_ru"]
    if isinstance(russian, list):
        return _sections(codes, russian)
    newest = newest_final()
    by_place = dict(zip(places("final", EDITIONS[-1]), newest["sections_ru"], strict=True))
    return _sections(codes, [by_place[code] for code in codes])


def newest_final() -> dict[str, Any]:
    """The newest edition's final form: what older ones take their Russian from."""
    from grants.reference_data import edition_forms

    return dict(edition_forms()[EDITIONS[-1]]["final"])


def interim_form(wording: Wording) -> dict[str, Any]:
    """The interim report's title, identity lines, sections, tables and closing lines."""
    form = wording.forms["interim"]
    return dict(form["ru"] if wording.language == "ru" else form)


def _sections(codes: tuple[str, ...], headings: list[str]) -> list[Section]:
    return [Section(code, heading) for code, heading in zip(codes, headings, strict=True)]
