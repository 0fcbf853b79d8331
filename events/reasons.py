"""Reasons that the program itself writes beside what it voids: stable codes, shown in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANGED_IN_WORKBOOK = "changed_in_workbook"
ROWS_IN_WORKBOOK = "rows_in_workbook"
REPLACED = "replaced"
# The reasons with which an import voids what an import made.
BY_IMPORT = frozenset({CHANGED_IN_WORKBOOK, ROWS_IN_WORKBOOK, REPLACED})

_WORDS: dict[str, str | Promise] = {
    CHANGED_IN_WORKBOOK: _("Changed in the workbook"),
    ROWS_IN_WORKBOOK: _("The workbook brought the list of people instead"),
    REPLACED: _("Replaced by a later one"),
}


def reason_in_words(reason: str) -> str:
    """The words for a reason; a person's own words stay as they are."""
    return str(_WORDS.get(reason, reason))
