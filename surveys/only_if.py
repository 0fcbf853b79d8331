"""When a question is to be answered, in words: for people whose browser cannot hide it, and on paper."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rules.questionnaires.definition import ALL, ANY_OF, AT_LEAST, NONE_OF, Condition, Definition, Question


def only_if(question: Question, definition: Definition, language: str) -> str:
    """ "Answer only if question 3: «Yes» or «Partly»." Empty for what everybody is asked."""
    if question.show_if is None:
        return ""
    between = (
        pgettext("joins conditions", "and") if question.show_if.join == ALL else pgettext("joins conditions", "or")
    )
    parts = [_condition(one, definition, language) for one in question.show_if.conditions]
    return _("Answer only if %(conditions)s.") % {"conditions": f" {between} ".join(parts)}


def _condition(condition: Condition, definition: Definition, language: str) -> str:
    asked = definition.by_code.get(condition.question)
    filled = {
        "question": _number(asked, definition),
        "answers": f" {pgettext('joins conditions', 'or')} ".join(_answers(condition, asked, language)),
    }
    if condition.operator == ANY_OF:
        return _("question %(question)s: %(answers)s") % filled
    if condition.operator == NONE_OF:
        return _("question %(question)s: not %(answers)s") % filled
    if condition.operator == AT_LEAST:
        return _("question %(question)s: %(answers)s or more") % filled
    return _("question %(question)s: %(answers)s or less") % filled


def _number(asked: Question | None, definition: Definition) -> str:
    return str(definition.answered.index(asked) + 1) if asked in definition.answered else "?"


def _answers(condition: Condition, asked: Question | None, language: str) -> list[str]:
    options = (asked.option(code) if asked else None for code in condition.values)
    return [
        f"«{option.text.in_language(language)}»" if option else code
        for option, code in zip(options, condition.values, strict=True)
    ]
