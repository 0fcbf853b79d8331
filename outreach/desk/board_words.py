"""Where a figure stands, in words: each with the colour of its badge and its icon."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from grants.labels import Label
from rules import plan_progress as progress


@dataclass(frozen=True)
class StatusWords:
    """A word, the badge it stands in (ok, warn, bad, info, quiet) and an icon of the sprite."""

    word: Label
    badge: str
    icon: str


STATUS_WORDS = {
    progress.OVER_HALF: StatusWords(_("Far above the plan"), "info", "info"),
    progress.REACHED: StatusWords(_("Plan reached"), "ok", "ok"),
    progress.ON_TRACK: StatusWords(_("On track"), "ok", "ok"),
    progress.BEHIND: StatusWords(_("Behind the plan"), "warn", "warn"),
    progress.AT_RISK: StatusWords(_("At risk"), "bad", "bad"),
    progress.NOT_STARTED: StatusWords(_("Not started"), "info", "clock"),
    progress.ENDED_SHORT: StatusWords(_("Ended below the plan"), "bad", "bad"),
    progress.OPEN: StatusWords(_("Under way"), "info", "clock"),
    progress.UNKNOWN: StatusWords(_("No figure yet"), "info", "info"),
}
