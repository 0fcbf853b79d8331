"""The places of a project's reports that take a text: one per activity and measure, and the sections of its forms."""

from __future__ import annotations

from reports.catalogue import places
from reports.dataset.model import ActivityEntry, MeasureEntry, ReportData

ACTIVITY, MEASURE, SECTION = "activity", "measure", "section"
# Sections of the final report beneath whose heading words stand; the others are tables or lists alone.
SECTIONS = (
    "presentation",
    "information_work",
    "goals",
    "evidence_of_goals",
    "plan_match",
    "changes",
    "results",
    "target_groups",
    "long_term",
    "economic",
    "documents",
)
Entry = ActivityEntry | MeasureEntry | str


def slots_of(data: ReportData) -> dict[str, Entry]:
    """Every slot of a project in the order of its reports, with what it is of: activity, measure or section's code.
    Sections are those that the project's edition has."""
    found: dict[str, Entry] = {}
    for task in data.tasks:
        for measure in task.measures:
            found[f"{MEASURE}:{measure.pk}"] = measure
            found |= {f"{ACTIVITY}:{one.pk}": one for one in measure.activities}
    found |= {f"{ACTIVITY}:{one.pk}": one for one in data.other_activities}
    named = places("final", data.project.edition)
    return found | {f"{SECTION}:{code}": code for code in named if code in SECTIONS}


def kind_of(slot: str) -> str:
    """ACTIVITY, MEASURE or SECTION."""
    return slot.partition(":")[0]
