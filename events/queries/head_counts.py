"""The trail of an activity's head counts: who counted what, when, and what each one changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.labels import LABELS, Label
from events.models import Activity, HeadCount
from rules.codes import DIMENSIONS


@dataclass(frozen=True)
class Change:
    """A number or word that a head count changed against the one it replaced, in words."""

    label: Label
    before: str
    after: str


@dataclass(frozen=True)
class TrailLine:
    """A head count and what it changed; nothing for the first one."""

    entry: HeadCount
    changes: list[Change] = field(default_factory=list)


def head_count_trail(*, activity: Activity) -> list[TrailLine]:
    """Every head count of the activity, the latest first. Two queries."""
    rows = activity.head_counts.select_related("noted_by", "voided_by").prefetch_related("parts").order_by("-pk")
    entries = {entry.pk: entry for entry in rows}
    return [TrailLine(entry, _changes(entries.get(entry.replaces_id or 0), entry)) for entry in entries.values()]


def _changes(before: HeadCount | None, after: HeadCount) -> list[Change]:
    if before is None:
        return []
    old, new = _stated(before), _stated(after)
    return [
        Change(label, old.get(key, ("", _none()))[1], new.get(key, ("", _none()))[1])
        for key, label in {key: line[0] for stated in (old, new) for key, line in stated.items()}.items()
        if old.get(key, ("", _none()))[1] != new.get(key, ("", _none()))[1]
    ]


def _none() -> str:
    return _("not stated")


def _stated(entry: HeadCount) -> dict[str, tuple[Label, str]]:
    """Everything a head count says, by what it is about: its label and its value."""
    said: dict[str, tuple[Label, str]] = {
        "total": (_("total"), str(entry.total)),
        "mode": (_("counts"), entry.get_mode_display()),
        "basis": (_("how it was got"), entry.get_basis_display()),
    }
    if entry.people_within is not None:
        said["people_within"] = (_("people in these families"), str(entry.people_within))
    parts = {(part.dimension, part.value): part.count for part in entry.parts.all()}
    for dimension, values in DIMENSIONS.items():
        for value in values:
            if (dimension, value) in parts:
                said[f"{dimension}-{value}"] = (LABELS[dimension][value], str(parts[dimension, value]))
    return said
