"""How long answering takes, as it is told before somebody begins."""

from __future__ import annotations

import math

from rules.questionnaires.definition import (
    DATE,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SHORT_TEXT,
    SINGLE,
    Definition,
)

# Seconds on a phone: read it and tap; look through a list; write.
_SECONDS = {
    SINGLE: 8,
    SCALE: 8,
    SCORE: 8,
    MULTIPLE: 12,
    NUMBER: 12,
    DATE: 12,
    RANKING: 25,
    SHORT_TEXT: 20,
    LONG_TEXT: 30,
}


def minutes_of(definition: Definition) -> int:
    """Whole minutes for all of its questions, at least one."""
    seconds = sum(_SECONDS[question.type] for question in definition.answered)
    return max(1, math.ceil(seconds / 60))
