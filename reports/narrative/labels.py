"""What the placeholders are called for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.narrative.slots import MEASURE

_LABELS: dict[str, str | Promise] = {
    "participants": _("People"),
    "participants_in_words": _("People, with the word"),
    "plan": _("Planned number"),
    "actual": _("Actual number"),
    "satisfaction": _("Satisfied, %"),
    "n": _("How many rated"),
    "date": _("Date"),
    "time": _("Time"),
    "place": _("Place"),
    "town": _("Town"),
    "kind": _("Kind"),
    "title": _("Title"),
    "topic": _("Topic"),
    "speakers": _("Speakers"),
    "links": _("Links"),
    "outcome": _("Outcome"),
    "activities": _("Held activities"),
    "publications": _("Publications"),
    "attendances": _("Attendances"),
    "people": _("Unique people"),
    "views": _("Views"),
    "amount": _("Amount of the grant"),
    "used": _("Used amount"),
    "saved": _("Saved amount"),
}
_OF_MEASURE: dict[str, str | Promise] = {"plan": _("Plan of the measure"), "actual": _("Actual of the measure")}


def placeholder_label(name: str, kind: str) -> str | Promise:
    """What a placeholder of a kind of slot gives, in words. KeyError: there is no such placeholder."""
    return _OF_MEASURE.get(name, _LABELS[name]) if kind == MEASURE else _LABELS[name]
