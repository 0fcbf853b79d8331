"""What is typed from a paper sheet: the printed numbers of the answers, quicker than their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import WITH_OPTIONS, Definition, Question
from rules.questionnaires.sheets import Fault, Sheet, read_sheet

# Typed, and printed, for "prefer not to say".
DECLINE = "0"
_PARTS = re.compile(r"[\s,;.]+")


def as_gathered(definition: Definition) -> Definition:
    """The same questionnaire where nobody can be made to answer any more: on paper or in a file a required question may
    be empty."""
    return replace(definition, questions=tuple(replace(one, is_required=False) for one in definition.questions))


def read_typed(definition: Definition, typed: Mapping[str, str]) -> Sheet:
    """Read what was typed for each question's code: "2", "1 3", a number, a date, a text; "" where the paper is empty.

    Answers to questions that are not shown to who answered so are left out, as on a phone.
    """
    definition = as_gathered(definition)
    given: dict[str, list[str]] = {}
    faults: dict[str, Fault] = {}
    for question in definition.answered:
        text = typed.get(question.code, "").strip()
        try:
            given[question.code] = _codes(question, text)
        except LookupError as unknown:
            faults[question.code] = Fault("no_such_number", {"number": str(unknown.args[0]), "most": _most(question)})
    sheet = read_sheet(definition, given)
    return Sheet(sheet.answers, {**sheet.faults, **faults})


def _codes(question: Question, text: str) -> list[str]:
    """Raises LookupError with what is no number of an answer."""
    if question.type not in WITH_OPTIONS:
        return [DECLINED] if question.may_decline and text == DECLINED else [text]
    if text == DECLINE and question.may_decline:
        return [DECLINED]
    numbers = {str(place): option.code for place, option in enumerate(question.options, start=1)}
    codes = []
    for part in _PARTS.split(text) if text else ():
        if part and part not in numbers:
            raise LookupError(part)
        codes += [numbers[part]] if part else []
    return codes


def _most(question: Question) -> int:
    return len(question.options)
