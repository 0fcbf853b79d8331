"""From the fields of a sent form to an answer sheet.

A sheet is a mapping from the codes of the questions that were shown to what was answered: an option's code ("5"), a
list of codes (multiple: in the options' order; ranking: as ranked), a number ("12.5"), a date ("2025-09-10"), a text,
"~" for "prefer not to say", None where nothing was answered. A question that was not shown is not in it: that is how
the base of its shares is known for good.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rules.questionnaires.conditions import DECLINED, Answers, Value, is_shown
from rules.questionnaires.definition import (
    DATE,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    ONE_OPTION,
    RANKING,
    SCORE,
    SHORT_TEXT,
    Definition,
    Question,
)

LONGEST = {SHORT_TEXT: 300, LONG_TEXT: 5000}
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,9})?", re.ASCII)
# What no text consists of: control characters, a file's mark of byte order, halves of a character.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Fault:
    """Why an answer cannot be taken. `code` has words in surveys/words.py, `params` fill them."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """What was read: `answers` of the shown questions, and the faults by question. With faults it is not stored."""

    answers: dict[str, Value]
    faults: dict[str, Fault]


def read_sheet(definition: Definition, given: Mapping[str, Sequence[str]]) -> Sheet:
    """Read the values sent for each question's code. Values for codes that are unknown or not shown are left out."""
    answers: dict[str, Value] = {}
    faults: dict[str, Fault] = {}
    for question in definition.questions:
        if not is_shown(question, answers) or not question.is_answered:
            continue
        answers[question.code] = None
        try:
            answers[question.code] = _read(question, given.get(question.code, ()))
        except _RefusedError as refused:
            faults[question.code] = refused.fault
    return Sheet(answers, faults)


def points_of(definition: Definition, answers: Answers) -> tuple[int, int]:
    """Points for right answers, and the most that can be had. An unanswered question gives none."""
    tested = [question for question in definition.answered if question.is_tested]
    got = sum(question.points for question in tested if is_right(question, answers.get(question.code)))
    return got, sum(question.points for question in tested)


def is_right(question: Question, value: Value) -> bool:
    """Whether a test question was answered right: exactly the right options, or the right number."""
    if not value or value == DECLINED:
        return False
    if question.correct is not None:
        return isinstance(value, str) and Decimal(value) == question.correct
    chosen = set(value) if isinstance(value, list) else {value}
    return chosen == question.correct_codes


class _RefusedError(Exception):
    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, params)


def _read(question: Question, values: Sequence[str]) -> Value:
    said = [text for value in values if (text := cleaned(value)) and text != DECLINED]
    if not said:
        if question.may_decline and DECLINED in values:
            return DECLINED
        if question.is_required:
            raise _RefusedError("required")
        return None
    if question.type in ONE_OPTION or question.type == SCORE:
        return _one(question, said)
    if question.type == MULTIPLE:
        return _some(question, said)
    if question.type == RANKING:
        return _ranked(question, said)
    if question.type == NUMBER:
        return _number(question, said[0])
    if question.type == DATE:
        return _date(said[0])
    if len(said[0]) > LONGEST[question.type]:
        raise _RefusedError("too_long", most=LONGEST[question.type], length=len(said[0]))
    return said[0]


def cleaned(value: str) -> str:
    """What was typed, without what no text consists of and without spaces around it."""
    return _CONTROLS.sub("", value.replace("\r\n", "\n")).strip()


def _one(question: Question, said: Sequence[str]) -> str:
    if len(set(said)) > 1:
        raise _RefusedError("only_one")
    if said[0] not in question.codes:
        raise _RefusedError("unknown_option")
    return said[0]


def _some(question: Question, said: Sequence[str]) -> list[str]:
    if not set(said) <= set(question.codes):
        raise _RefusedError("unknown_option")
    chosen = [option for option in question.options if option.code in said]
    if question.most and len(chosen) > question.most:
        raise _RefusedError("too_many", most=question.most)
    if len(chosen) > 1 and any(option.is_exclusive for option in chosen):
        raise _RefusedError("excludes_others")
    return [option.code for option in chosen]


def _ranked(question: Question, said: Sequence[str]) -> list[str]:
    if not set(said) <= set(question.codes):
        raise _RefusedError("unknown_option")
    if len(set(said)) < len(said):
        raise _RefusedError("ranked_twice")
    if question.most and len(said) > question.most:
        raise _RefusedError("too_many", most=question.most)
    return list(said)


def _number(question: Question, said: str) -> str:
    plain = _SPACES.sub("", said)
    if not _NUMBER.fullmatch(plain):
        raise _RefusedError("not_a_number")
    number = Decimal(plain.replace(",", "."))
    if number != round(number, question.decimals):
        raise _RefusedError("decimals", most=question.decimals) if question.decimals else _RefusedError("whole_number")
    if question.minimum is not None and number < question.minimum:
        raise _RefusedError("too_small", least=question.minimum)
    if question.maximum is not None and number > question.maximum:
        raise _RefusedError("too_large", most=question.maximum)
    return canonical_number(number)


def canonical_number(number: Decimal) -> str:
    """The one spelling of a number: no exponent, no trailing noughts."""
    text = f"{number + 0:f}"  # adding nought turns -0 into 0
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _date(said: str) -> str:
    for pattern in (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"):
        found = re.fullmatch(pattern, said, re.ASCII)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
            except ValueError:
                break
    raise _RefusedError("not_a_date")
