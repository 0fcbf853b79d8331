"""What the builder's page shows: a line for each question, the open card, what is still lacking."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from rules.questionnaires.checks import DraftFault, faults_of
from rules.questionnaires.definition import SCALE, SINGLE, TYPES, Definition, Question
from rules.questionnaires.documents import MOST_QUESTIONS
from rules.questionnaires.ready_words import READY_CHOICES, READY_SCALES
from surveys.building import ABOUT
from surveys.forms.builder import QuestionForm
from surveys.forms.cards import AboutForm
from surveys.models import QuestionnaireVersion
from surveys.queries.questionnaires import people_asked
from surveys.questionnaire_words import draft_fault_words, here, place_words, ready_words_name, type_name

# Of one card's faults so many are written out; the rest are marked in the card.
_WRITTEN_OUT = 3


@dataclass(frozen=True)
class CardLine:
    """A question as the list shows it; `number` is 0 for a section."""

    question: Question
    number: int
    text: str
    type_name: str
    faults: int
    answered: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class FaultLine:
    """One thing to do: its words, and the button that leads there."""

    words: str
    act: str


@dataclass(frozen=True)
class FaultGroup:
    """What is lacking in one card."""

    place: str
    lines: list[FaultLine]
    more: int


def page_context(draft: QuestionnaireVersion, *, card: str, form: QuestionForm | AboutForm | None) -> dict[str, Any]:
    """Everything the template needs. `card`: the open one's code."""
    definition, questionnaire = draft.definition, draft.questionnaire
    faults = faults_of(definition, kind=questionnaire.kind)
    by_card: dict[str, list[DraftFault]] = defaultdict(list)
    for fault in faults:
        by_card[fault.question].append(fault)
    answered = people_asked(questionnaire=questionnaire) if draft.number > 1 else {}
    return {
        "draft": draft,
        "questionnaire": questionnaire,
        "title": here(definition.title),
        "lines": _lines(definition, by_card, answered),
        "card": card,
        "form": form,
        "about": ABOUT,
        "about_faults": len(by_card[""]),
        "is_about_open": card == ABOUT,
        "is_gone": bool(form) and card != ABOUT and card not in definition.by_code,
        "groups": [_group(definition, code, found) for code, found in by_card.items() if found],
        "faults": len(faults),
        "types": [(type, type_name(type)) for type in TYPES] if len(definition.questions) < MOST_QUESTIONS else [],
        "ready_words": _ready_words(form),
    }


def _lines(definition: Definition, by_card: dict[str, list[DraftFault]], answered: dict[str, int]) -> list[CardLine]:
    lines, number, count = [], 0, len(definition.questions)
    for place, question in enumerate(definition.questions):
        number += question.is_answered
        lines.append(
            CardLine(
                question=question,
                number=number if question.is_answered else 0,
                text=here(question.text),
                type_name=type_name(question.type),
                faults=len(by_card.get(question.code, ())),
                answered=answered.get(question.code, 0),
                is_first=place == 0,
                is_last=place == count - 1,
            )
        )
    return lines


def _group(definition: Definition, code: str, faults: list[DraftFault]) -> FaultGroup:
    lines = [FaultLine(draft_fault_words(fault, definition), _act(fault)) for fault in faults[:_WRITTEN_OUT]]
    return FaultGroup(place_words(faults[0], definition), lines, len(faults) - len(lines))


def _act(fault: DraftFault) -> str:
    """The button that opens the card at the field."""
    if fault.field == "questions":
        return "open:"
    return f"open:{fault.question or ABOUT}:{_field(fault)}"


def _field(fault: DraftFault) -> str:
    if fault.option:
        return f"option-{fault.option}-{fault.language}"
    if fault.language:
        return f"{fault.field}-{fault.language}"
    return "rules" if fault.field == "show_if" else fault.field


def _ready_words(form: QuestionForm | AboutForm | None) -> list[tuple[str, str]]:
    """Ready answers for the open question."""
    type = form.question.type if isinstance(form, QuestionForm) else ""
    ready: dict[str, list[str]] = {SCALE: list(READY_SCALES), SINGLE: list(READY_CHOICES)}
    return [(name, ready_words_name(name)) for name in ready.get(type, ())]
