"""An answer sheet as a page shows it: questions in the reader's language with what was answered so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import Definition, Option, Question
from rules.questionnaires.sheets import Fault, Sheet, read_sheet
from surveys.words import fault_words

# Fields of questions begin with this, so that no question's code can be mistaken for a field of ours.
PREFIX = "q_"
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class ShownOption:
    """One answer to choose."""

    option: Option
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownQuestion:
    """One question with its field's name, its answers, what was said, and what is wrong with that ("" if nothing)."""

    question: Question
    number: int
    name: str
    text: str
    help: str
    low: str
    high: str
    options: tuple[ShownOption, ...]
    said: str
    is_declined: bool
    fault: str


def given_of(post: QueryDict) -> dict[str, list[str]]:
    """What a form says, by question."""
    return {name.removeprefix(PREFIX): post.getlist(name) for name in post if name.startswith(PREFIX)}


def read(definition: Definition, given: Given) -> Sheet:
    """Read it (rules.questionnaires.sheets)."""
    return read_sheet(definition, given)


def shown_questions(
    definition: Definition, *, language: str, given: Given, faults: Mapping[str, Fault]
) -> list[ShownQuestion]:
    """Every question and heading of the sheet, in order."""
    shown, number = [], 0
    for question in definition.questions:
        number += question.is_answered
        values = given.get(question.code, ())
        fault = faults.get(question.code)
        shown.append(
            ShownQuestion(
                question=question,
                number=number if question.is_answered else 0,
                name=f"{PREFIX}{question.code}",
                text=question.text.in_language(language),
                help=question.help.in_language(language),
                low=question.low.in_language(language),
                high=question.high.in_language(language),
                options=tuple(_options(question, language, values)),
                said=next((value for value in values if value != DECLINED), ""),
                is_declined=DECLINED in values,
                fault=fault_words(fault) if fault else "",
            )
        )
    return shown


def _options(question: Question, language: str, values: Sequence[str]) -> list[ShownOption]:
    return [ShownOption(one, one.text.in_language(language), one.code in values) for one in question.options]
