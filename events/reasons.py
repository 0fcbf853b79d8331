"""Reasons that the program itself writes beside what it voids: stable codes, shown in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.consent import WITHDRAWN

CHANGED_IN_WORKBOOK = "changed_in_workbook"
ROWS_IN_WORKBOOK = "rows_in_workbook"
REPLACED = "replaced"
# The same person had another entry at that session: restored when the merge is undone (events/actions/merging.py).
MERGED = "merged"
# What was decided about a kept scan (events/actions/kept_scans.py).
COUNTED_PERSON = "counted_person"
COUNTED_WITHOUT_DATA = "counted_without_data"
COUNTED_AS_TOLD = "counted_as_told"
# A row of a paper list was read wrongly at first.
PAPER_READ_AGAIN = "paper_read_again"
# The volunteer at a leaflet point took their tap back (events/actions/counter.py); the phone had nothing to take back.
UNDONE_ON_COUNTER = "undone_on_counter"
NOTHING_TO_UNDO = "nothing_to_undo"
# The reasons with which an import voids what an import made.
BY_IMPORT = frozenset({CHANGED_IN_WORKBOOK, ROWS_IN_WORKBOOK, REPLACED})

_WORDS: dict[str, str | Promise] = {
    CHANGED_IN_WORKBOOK: _("Changed in the workbook"),
    ROWS_IN_WORKBOOK: _("The workbook brought the list of people instead"),
    REPLACED: _("Replaced by a later one"),
    COUNTED_PERSON: _("The person was counted by it"),
    COUNTED_WITHOUT_DATA: _("One person was counted without data"),
    COUNTED_AS_TOLD: _("Counted as the phone told"),
    PAPER_READ_AGAIN: _("Corrected from the paper list"),
    UNDONE_ON_COUNTER: _("Undone on the counter"),
    NOTHING_TO_UNDO: _("There was nothing of this phone's to undo"),
    MERGED: _("The same person was already counted there"),
}


def reason_in_words(reason: str) -> str:
    """The words for a reason; a person's own words stay as they are."""
    return str(_WORDS.get(reason, reason))


def is_own_words(reason: str) -> bool:
    """Whether somebody wrote or chose this reason themselves, so that they may change their mind."""
    return reason not in _WORDS and reason != WITHDRAWN
