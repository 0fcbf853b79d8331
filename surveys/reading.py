"""A questionnaire to read: every question in all its languages, with what brings it up in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from rules.questionnaires.definition import Definition, Question, Words
from surveys.only_if import only_if
from surveys.questionnaire_words import LANGUAGE_NAMES, type_name


@dataclass(frozen=True)
class Said:
    """One text in one language; "" where it is missing."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class ReadOption:
    """An answer to choose, in all languages."""

    texts: list[Said]
    is_correct: bool
    is_exclusive: bool


@dataclass(frozen=True)
class ReadQuestion:
    """A question as it is read; `number` is 0 for a section. `rules`: what brings it up."""

    question: Question
    number: int
    type_name: str
    texts: list[Said]
    help: list[Said]
    options: list[ReadOption]
    ends: list[Said]
    rules: str


def read_questions(definition: Definition) -> list[ReadQuestion]:
    """Every question and heading in order."""
    number, found = 0, []
    for question in definition.questions:
        number += question.is_answered
        found.append(read_question(definition, question, number if question.is_answered else 0))
    return found


def read_question(definition: Definition, question: Question, number: int) -> ReadQuestion:
    """One of them."""
    options = [
        ReadOption(_said(definition, option.text), option.is_correct, option.is_exclusive)
        for option in question.options
    ]
    return ReadQuestion(
        question=question,
        number=number,
        type_name=type_name(question.type),
        texts=_said(definition, question.text),
        help=_said(definition, question.help) if question.help else [],
        options=options,
        ends=[*_said(definition, question.low), *_said(definition, question.high)] if question.low else [],
        rules=only_if(question, definition, (get_language() or "kk")[:2]),
    )


def _said(definition: Definition, words: Words) -> list[Said]:
    return [Said(code, LANGUAGE_NAMES[code], getattr(words, code)) for code in definition.languages]
