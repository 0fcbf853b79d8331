"""A sheet's answers as columns: in words for people, in codes for programs, in numbers for SPSS."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from rules.questionnaires.conditions import DECLINED, Answers, Value
from rules.questionnaires.definition import DATE, MULTIPLE, NUMBER, ONE_OPTION, RANKING, SCORE, TEXTS, Option, Question
from rules.survey_maths.counting import QuestionResult, choices_of, chosen

# In files for programs; no option's code begins so.
NOT_SHOWN_CODE, DECLINED_CODE = "#not_shown", "#declined"
# In SPSS: user-missing values.
DECLINED_NUMBER, NO_ANSWER_NUMBER, NOT_SHOWN_NUMBER = -7, -8, -9
Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """One column of a question: the whole answer, or one option of it (`option`: chosen or not; ranked where)."""

    name: str
    question: Question
    option: Option | None = None
    # Codes of a question with one answer -> numbers, where a program wants numbers.
    numbers: dict[str, int] = field(default_factory=dict)


def word_columns(questions: Iterable[QuestionResult]) -> list[Column]:
    """A column for each question."""
    return [Column(one.question.code, one.question) for one in questions]


def code_columns(questions: Iterable[QuestionResult]) -> list[Column]:
    """A column for each question, and one for each option where several may be chosen or ranked. Names occur once."""
    columns: list[Column] = []
    taken: set[str] = set()
    for result in questions:
        question = result.question
        options: tuple[Option | None, ...] = question.options if question.type in {MULTIPLE, RANKING} else (None,)
        for place, option in enumerate(options, 1):
            wished = f"{question.code}_{place}" if option else question.code
            columns.append(Column(_free(wished, taken), question, option, _numbers(question)))
    return columns


def in_words(column: Column, answers: Answers, language: str) -> Cell:
    """What somebody said, in words; None where nothing was said or asked."""
    question = column.question
    value = answers.get(question.code)
    if value is None:
        return None
    if value == DECLINED:
        return _("preferred not to say")
    labels = {option.code: option.text.in_language(language) for option in choices_of(question)}
    if question.type == SCORE:
        return int(str(value))
    if labels:
        return "; ".join(labels.get(code, code) for code in chosen(value))
    return _plain(question, value)


def in_codes(column: Column, answers: Answers) -> Cell:
    """What somebody said, in codes; of one option 1 or 0, of a ranked one its place."""
    return _coded(column, answers, "", DECLINED_CODE, NOT_SHOWN_CODE, lambda code: code)


def in_numbers(column: Column, answers: Answers) -> Cell:
    """What somebody said, in numbers as far as it was chosen; texts and days as they are."""
    if column.question.type in (*TEXTS, DATE):
        value = answers.get(column.question.code)
        return "" if value in (None, DECLINED) else " ".join(str(value).split())
    missing = (NO_ANSWER_NUMBER, DECLINED_NUMBER, NOT_SHOWN_NUMBER)
    return _coded(column, answers, *missing, lambda code: column.numbers.get(code, NO_ANSWER_NUMBER))


def _coded(
    column: Column, answers: Answers, empty: Cell, declined: Cell, not_shown: Cell, code_of: Callable[[str], Cell]
) -> Cell:
    question = column.question
    if question.code not in answers:
        return not_shown
    value = answers[question.code]
    if not value:
        return empty
    if value == DECLINED:
        return declined
    if column.option is None:
        return code_of(str(value)) if column.numbers else _plain(question, value)
    codes = chosen(value)
    if question.type == RANKING:
        return codes.index(column.option.code) + 1 if column.option.code in codes else 0
    return int(column.option.code in codes)


def _plain(question: Question, value: Value) -> Cell:
    text = str(value)
    if question.type == NUMBER:
        return Decimal(text)
    return date.fromisoformat(text) if question.type == DATE else text


def _numbers(question: Question) -> dict[str, int]:
    """Codes that are numbers stand for themselves, others for their places."""
    if question.type not in (*ONE_OPTION, SCORE):
        return {}
    codes = [option.code for option in choices_of(question)]
    if all(code.isascii() and code.isdigit() and str(int(code)) == code for code in codes):
        return {code: int(code) for code in codes}
    return {code: place for place, code in enumerate(codes, 1)}


def _free(wished: str, taken: set[str]) -> str:
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{wished}_v{number}"
    taken.add(name)
    return name
