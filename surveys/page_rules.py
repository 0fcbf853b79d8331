"""What the page's scripts are told: the rules by which a sheet is read, and the words they say.

The scripts (static/js/survey) show questions as the answers bring them up and name faults before anything is sent. The
server reads every sheet again; tests/surveys/test_page_rules.py proves that both read alike.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rules.questionnaires.definition import Definition, Question
from rules.questionnaires.sheets import LONGEST
from surveys.words import fault_texts


def rules_for_page(definition: Definition) -> list[dict[str, Any]]:
    """The questions and headings in order, without words; what is empty is left out."""
    return [_rule(question) for question in definition.questions]


def words_for_page() -> dict[str, Any]:
    """What the scripts say, in the reader's language."""
    return {
        "faults": fault_texts(),
        "step": _("Question %(number)s of %(total)s"),
        "last": _("The last step"),
        "next": pgettext("survey", "Next"),
        "skip": pgettext("survey", "Skip"),
        "send": _("Send"),
        "sending": _("Sending…"),
        "place": _("Place %(number)s"),
        "letters": _("%(length)s of %(most)s letters"),
        "waiting": _("Waiting on this tablet: %(number)s"),
        "unreachable": _("There is no network right now. Your answers are kept on this phone: try once more later."),
        "unknown": _("This could not be done. Nothing was lost."),
    }


def _rule(question: Question) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "code": question.code,
        "type": question.type,
        "required": question.is_required,
        "decline": question.may_decline,
        "codes": question.codes,
        "exclusive": [option.code for option in question.options if option.is_exclusive],
        "most": question.most,
        "least": None if question.minimum is None else str(question.minimum),
        "greatest": None if question.maximum is None else str(question.maximum),
        "decimals": question.decimals,
        "longest": LONGEST.get(question.type),
    }
    if question.show_if:
        rule["if"] = {
            "join": question.show_if.join,
            "conditions": [[one.question, one.operator, list(one.values)] for one in question.show_if.conditions],
        }
    return {name: value for name, value in rule.items() if value}
