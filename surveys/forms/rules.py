"""The rules of the builder's open card: which answers to earlier questions bring its question up."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from rules.questionnaires.checks import COMPARABLE
from rules.questionnaires.definition import (
    ALL,
    ANY,
    ANY_OF,
    AT_LEAST,
    AT_MOST,
    NONE_OF,
    NUMBER,
    OPERATORS,
    SCORE,
    Condition,
    Definition,
    Question,
    ShowIf,
)
from rules.questionnaires.documents import MOST_CONDITIONS, MOST_OPTIONS
from surveys.questionnaire_words import here, question_name

_LONGEST_VALUE = 40


@dataclass(frozen=True)
class Choice:
    """Something to choose in a rule."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class RuleRow:
    """One rule: what it hangs on, how it compares, with what. A number is typed, other answers are ticked."""

    place: int
    on: str
    name: str
    operators: list[Choice]
    answers: list[Choice]
    number: str
    is_typed: bool


def read_rules(data: QueryDict) -> ShowIf | None:
    """The rules that a card says; None where it has none."""
    asked = data.getlist("rule")[:MOST_CONDITIONS]
    conditions = tuple(_read(data, place, code) for place, code in enumerate(asked))
    join = ANY if data.get("join") == ANY else ALL
    return ShowIf(join, conditions) if conditions else None


def _read(data: QueryDict, place: int, code: str) -> Condition:
    operator = data.get(f"rule-{place}-operator", "")
    ticked = data.getlist(f"rule-{place}-answer")
    typed = data.get(f"rule-{place}-number", "").replace(",", ".").split()
    values = tuple(value[:_LONGEST_VALUE] for value in (*ticked, *typed))
    return Condition(code, operator if operator in OPERATORS else ANY_OF, values[:MOST_OPTIONS])


def rule_rows(definition: Definition, held: ShowIf | None) -> list[RuleRow]:
    """The rules as a page shows them."""
    conditions = held.conditions if held else ()
    return [_row(definition, place, condition) for place, condition in enumerate(conditions)]


def questions_before(definition: Definition, question: Question) -> list[Choice]:
    """What a rule of this question can hang on."""
    codes = [one.code for one in definition.questions]
    place = codes.index(question.code) if question.code in codes else len(codes)
    earlier = [one for one in definition.questions[:place] if one.type in COMPARABLE]
    return [Choice(one.code, question_name(definition, one), False) for one in earlier]


def _row(definition: Definition, place: int, condition: Condition) -> RuleRow:
    asked = definition.by_code.get(condition.question)
    is_typed = asked is not None and asked.type in (NUMBER, SCORE)
    return RuleRow(
        place=place,
        on=condition.question,
        name=question_name(definition, asked) if asked else condition.question,
        operators=_operators(condition, is_typed),
        answers=[] if is_typed else _answers(asked, condition),
        number=" ".join(condition.values) if is_typed else "",
        is_typed=is_typed,
    )


def _operators(condition: Condition, is_typed: bool) -> list[Choice]:
    names = {
        ANY_OF: _("is one of these"),
        NONE_OF: _("is none of these"),
        AT_LEAST: _("is at least"),
        AT_MOST: _("is at most"),
    }
    usual = (AT_LEAST, AT_MOST, ANY_OF, NONE_OF) if is_typed else (ANY_OF, NONE_OF)
    codes = usual if condition.operator in usual else (*usual, condition.operator)
    return [Choice(code, names[code], code == condition.operator) for code in codes]


def _answers(asked: Question | None, condition: Condition) -> list[Choice]:
    """The answers to tick; one that is not there any more stays ticked until somebody takes it away."""
    options = asked.options if asked else ()
    found = [Choice(one.code, here(one.text) or one.code, one.code in condition.values) for one in options]
    known = {one.code for one in options}
    gone = [
        Choice(value, _("no longer there: %(code)s") % {"code": value}, True)
        for value in condition.values
        if value not in known
    ]
    return found + gone
