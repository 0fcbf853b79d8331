"""What a finding is, and every code there is. docs/contradictions.md explains each; a test holds the lists equal."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy


class Severity(StrEnum):
    """ERROR: two figures or facts contradict each other. WARNING: something is missing, odd or weak."""

    ERROR = "error"
    WARNING = "warning"


# code -> severity
CODES: dict[str, Severity] = {
    # The tables
    "tables_differ": Severity.ERROR,
    "not_stated": Severity.WARNING,
    "outside_bands": Severity.WARNING,
    "category_against_age": Severity.ERROR,
    "unlikely_status": Severity.WARNING,
    "reported_differs": Severity.ERROR,
    "respondents_differ": Severity.ERROR,
    "unit_mixed": Severity.ERROR,
    # Activities
    "outside_contract": Severity.ERROR,
    "same_time_and_place": Severity.ERROR,
    "same_place_other_grantee": Severity.ERROR,
    "session_outside_days": Severity.ERROR,
    "no_date": Severity.WARNING,
    "no_people": Severity.WARNING,
    "no_survey": Severity.WARNING,
    "no_speaker": Severity.WARNING,
    "no_link": Severity.WARNING,
    "no_publication": Severity.WARNING,
    "no_evidence": Severity.WARNING,
    # The plan
    "no_activity": Severity.WARNING,
    "plan_unit": Severity.WARNING,
    "plan_not_met": Severity.WARNING,
    "plan_over_half": Severity.WARNING,
    # Publications
    "shared_post": Severity.ERROR,
    "early_posts": Severity.WARNING,
    "late_posts": Severity.ERROR,
    "posts_outside_contract": Severity.WARNING,
    "gone_posts": Severity.WARNING,
    "weak_posts": Severity.WARNING,
    "unproved_posts": Severity.WARNING,
    # Surveys
    "few_answers": Severity.WARNING,
    "few_pairs": Severity.WARNING,
    # Typed texts
    "narrative_figure": Severity.ERROR,
}


# Half of a key's letters say which finding it is, half with which figures.
_HALF = 32


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up. `records`: the refs of everything it is about (activities, the project, measures
    as "P2 1.1", posts by their key); `message`: a sentence in the active language; `figures`: what the sentence states,
    in no language (numbers, days, codes, keys): an accepted finding is accepted with these and no others. `subject`
    tells apart findings of one code about the same records (the table, the indicator, the post)."""

    code: str
    message: str | Promise
    records: tuple[str, ...]
    figures: tuple[object, ...] = ()
    subject: str = ""

    @property
    def severity(self) -> Severity:
        """As its code has it."""
        return CODES[self.code]

    def key(self) -> str:
        """64 letters: the first half of code, subject and records, the second of the figures. The same in every
        language, on every day."""
        return _digest([self.code, self.subject, *self.records]) + _digest([str(one) for one in self.figures])

    def same_key(self) -> str:
        """What its key begins with whatever its figures are."""
        return self.key()[:_HALF]

    def as_json(self) -> dict[str, Any]:
        """As programs get it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": str(self.message),
            "records": list(self.records),
        }


def _digest(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:_HALF]


def sentence(words: Any, **values: object) -> Promise:
    """A sentence whose values are filled in when it is read, in the reader's language."""
    return format_lazy(words, **values)
