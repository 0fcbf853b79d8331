"""Writes of the media log, one verb each."""

from media_log.actions.mentions import (
    MOST_LINKS,
    AddedLink,
    MentionRow,
    Outcome,
    Place,
    add_links,
    record_mentions,
    remove_mention,
)
from media_log.actions.readings import ReadingRow, record_readings

__all__ = [
    "MOST_LINKS",
    "AddedLink",
    "MentionRow",
    "Outcome",
    "Place",
    "ReadingRow",
    "add_links",
    "record_mentions",
    "record_readings",
    "remove_mention",
]
