"""The texts of a report: the typed ones with their placeholders filled in, else the ready ones."""

from __future__ import annotations

from collections.abc import Mapping

from reports.dataset.model import ReportData
from reports.narrative.placeholders import filled, placeholder_values
from reports.narrative.ready import ready_text
from reports.narrative.slots import slots_of


def texts_for(data: ReportData, stored: Mapping[str, str], language: str) -> dict[str, str]:
    """slot -> the words that stand there, for ReportData.texts. `stored`: the typed texts of this language; one whose
    slot is gone is left out, one typed empty stays empty. Slots that have nothing to say are left out. KeyError: no
    such language."""
    texts: dict[str, str] = {}
    for slot, entry in slots_of(data).items():
        typed = stored.get(slot)
        if typed is not None:
            texts[slot] = filled(typed, placeholder_values(data, entry, language))
        elif ready := ready_text(data, entry, language):
            texts[slot] = ready
    return texts
