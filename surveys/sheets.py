"""An answer sheet as a page shows it: questions in the reader's language with what was answered so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import MULTIPLE, NUMBER, RANKING, Definition, Option, Question
from rules.questionnaires.sheets import LONGEST, Fault, Sheet, read_sheet
from surveys.only_if import only_if
from surveys.words import decimal_words, fault_words

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
    """One question with its field's name, its answers, what was said, and what is wrong with that ("" if nothing).

    `hint`: how to answer it; `only_if`: who is to answer it; `codes`: 0 to 10; `places`: of a ranking, what was chosen
    for each ("" for nothing); `longest`: how many letters a text may have.
    """

    question: Question
    number: int
    name: str
    text: str
    help: str
    hint: str
    only_if: str
    low: str
    high: str
    options: tuple[ShownOption, ...]
    places: tuple[str, ...]
    said: str
    is_declined: bool
    longest: int | None
    fault: str


@dataclass(frozen=True)
class ShownPart:
    """A section's heading (None before the first) with its questions."""

    heading: ShownQuestion | None
    questions: list[ShownQuestion]


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
        values, fault = given.get(question.code, ()), faults.get(question.code)
        shown.append(
            ShownQuestion(
                question=question,
                number=number if question.is_answered else 0,
                name=f"{PREFIX}{question.code}",
                text=question.text.in_language(language),
                help=question.help.in_language(language),
                hint=_hint(question),
                only_if=only_if(question, definition, language),
                low=question.low.in_language(language),
                high=question.high.in_language(language),
                options=tuple(_options(question, language, values)),
                places=_places(question, values),
                said=next((value for value in values if value != DECLINED), ""),
                is_declined=DECLINED in values,
                longest=LONGEST.get(question.type),
                fault=fault_words(fault) if fault else "",
            )
        )
    return shown


def shown_parts(questions: Sequence[ShownQuestion]) -> list[ShownPart]:
    """The same by sections."""
    parts = [ShownPart(None, [])]
    for shown in questions:
        if shown.question.is_answered:
            parts[-1].questions.append(shown)
        else:
            parts.append(ShownPart(shown, []))
    return [part for part in parts if part.heading or part.questions]


def _options(question: Question, language: str, values: Sequence[str]) -> list[ShownOption]:
    if question.codes and not question.options:  # 0 to 10
        return [ShownOption(Option(code, question.text), code, code in values) for code in question.codes]
    return [ShownOption(one, one.text.in_language(language), one.code in values) for one in question.options]


def _places(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    if question.type != RANKING:
        return ()
    ranked = [value for value in values if value in question.codes]
    most = min(question.most or len(question.options), len(question.options))
    return (*ranked[:most], *[""] * (most - len(ranked)))


def _hint(question: Question) -> str:
    if question.type == MULTIPLE:
        return _("Choose up to %(most)s.") % {"most": question.most} if question.most else _("You may choose several.")
    if question.type == RANKING:
        if question.most and question.most < len(question.options):
            return _("Choose the first %(most)s in order.") % {"most": question.most}
        return _("Put them in order, the first place first.")
    if question.type == NUMBER:
        return _bounds(question)
    return ""


def _bounds(question: Question) -> str:
    least, most = (decimal_words(bound) for bound in (question.minimum, question.maximum))
    if least and most:
        return _("From %(least)s to %(most)s.") % {"least": least, "most": most}
    if least:
        return _("The least is %(least)s.") % {"least": least}
    return _("The most is %(most)s.") % {"most": most} if most else ""
