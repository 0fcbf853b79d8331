"""Which questions a person is shown, given what they have answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from rules.questionnaires.definition import ALL, ANY_OF, AT_LEAST, NONE_OF, Condition, Definition, Question

# What an answer may be: one code or text, several codes, or nothing.
Value = str | list[str] | None
Answers = Mapping[str, Value]

# Stored where somebody preferred not to say. No code and no text: a lone "~" says nothing.
DECLINED = "~"
# What a sheet can hold, written plainly: below a million millions.
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?", re.ASCII)


def is_shown(question: Question, answers: Answers) -> bool:
    """Whether these answers bring the question up. A question that was not shown has no answer, so whatever hangs on
    it is not shown either."""
    if question.show_if is None:
        return True
    found = (holds(condition, answers.get(condition.question)) for condition in question.show_if.conditions)
    return all(found) if question.show_if.join == ALL else any(found)


def shown_questions(definition: Definition, answers: Answers) -> list[Question]:
    """The questions and headings that these answers bring up, in order. Answers to questions that are not shown do not
    count for what comes later."""
    seen: dict[str, Value] = {}
    shown = []
    for question in definition.questions:
        if is_shown(question, seen):
            shown.append(question)
            seen[question.code] = answers.get(question.code)
    return shown


def holds(condition: Condition, value: Value) -> bool:
    """Whether an answer fulfils a condition. Nothing, and "prefer not to say", fulfil none, not even none_of: who did
    not answer is not asked on."""
    if not value or value == DECLINED:
        return False
    given = value if isinstance(value, list) else [value]
    if condition.operator == ANY_OF:
        return any(one in condition.values for one in given)
    if condition.operator == NONE_OF:
        return not any(one in condition.values for one in given)
    number = number_of(given[0])
    bound = number_of(condition.values[0]) if condition.values else None
    if number is None or bound is None:
        return False
    return number >= bound if condition.operator == AT_LEAST else number <= bound


def number_of(text: str) -> Decimal | None:
    """The number that a text says; None where it says none that a sheet can hold."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None
