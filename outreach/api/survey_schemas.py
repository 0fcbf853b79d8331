"""Shapes of surveys over the API. Shares and their bounds are percent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema


class DoorOut(Schema):
    """One door: its name (only, pre, post), the code of its link, how many sheets came."""

    name: str
    code: str
    n: int


class SurveyOut(Schema):
    """A survey: a questionnaire being answered about an activity, a series, or the project."""

    survey: int
    kind: str
    mode: str
    title: str
    project: str
    activity: str | None
    series: int | None
    planned: int | None
    closed_at: datetime | None
    doors: list[DoorOut]


class DoorQuery(Schema):
    """Which figures: of a test, of the sheets before (pre) or after (post, the usual one); the language of words."""

    door: str = ""
    language: Literal["kk", "ru", "en"] = "kk"


class OptionOut(Schema):
    """One option: how many chose it, their share of the base as printed, its 95 % interval."""

    code: str
    text: str
    count: int
    share: float | None
    low: float | None
    high: float | None


class QuestionOut(Schema):
    """One question. `shown` = `base` + `no_answer` + `declined`."""

    code: str
    type: str
    text: str
    is_asked: bool
    shown: int
    base: int
    no_answer: int
    declined: int
    options: list[OptionOut]
    mean: float | None
    median: float | None


class SurveyResultsOut(Schema):
    """The figures of one survey: the same JSON as `manage.py survey_results --json`."""

    survey: int
    kind: str
    title: str
    door: str
    n: int
    questions: list[QuestionOut]
    pairs: dict[str, Any] | None = None
