"""What keeps a draft from being published: each fault with its place, so that a page can lead there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rules.questionnaires.conditions import number_of
from rules.questionnaires.definition import (
    ANY_OF,
    MULTIPLE,
    NONE_OF,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SECTION,
    SINGLE,
    WITH_OPTIONS,
    Condition,
    Definition,
    Option,
    Question,
    Words,
)
from rules.questionnaires.reach import can_be_shown

# What a questionnaire is for; the same codes as surveys.models.SurveyKind.
SATISFACTION = "satisfaction"
TEST = "test"

# What a rule can hang on: an answer that can be compared.
COMPARABLE = (*WITH_OPTIONS, SCORE, NUMBER)
# What a test can mark.
MARKED = (SINGLE, MULTIPLE, NUMBER)
_FEWEST_OPTIONS = 2


@dataclasses.dataclass(frozen=True)
class DraftFault:
    """What is wrong, and where: the question's code ("" for the questionnaire itself), the option's, the language, and
    the field ("text", "options", "show_if" …). `params` fill its words (surveys.questionnaire_words)."""

    code: str
    question: str = ""
    field: str = ""
    option: str = ""
    language: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


def faults_of(definition: Definition, *, kind: str) -> list[DraftFault]:
    """Everything that keeps it from being published, in the order of the page. Nothing: it can be published."""
    faults = list(_whole(definition, kind))
    for question in definition.questions:
        faults += _missing_words(definition, question)
        faults += _options(definition, question)
        faults += _bounds(question)
        faults += _rules(definition, question)
        faults += _marks(question) if kind == TEST else []
    return faults


def _whole(definition: Definition, kind: str) -> Iterator[DraftFault]:
    yield from _gaps(definition, definition.title, field="title", is_needed=True)
    for name in ("intro", "thanks"):
        yield from _gaps(definition, getattr(definition, name), field=name)
    if not definition.answered:
        yield DraftFault("no_questions", field="questions")
    if kind == SATISFACTION or definition.satisfaction:
        question = definition.by_code.get(definition.satisfaction)
        if question is None or question.type != SCALE:
            yield DraftFault("no_satisfaction_question", field="satisfaction")
    if kind == TEST and definition.answered and not definition.is_test:
        yield DraftFault("test_without_points", field="questions")


def _gaps(
    definition: Definition, words: Words, *, field: str, question: str = "", option: str = "", is_needed: bool = False
) -> Iterator[DraftFault]:
    """The parity gate: what is said in one language is said in all that the questionnaire is offered in."""
    if words or is_needed:
        for language in words.missing(definition.languages):
            yield DraftFault("words_missing", question=question, field=field, option=option, language=language)


def _missing_words(definition: Definition, question: Question) -> Iterator[DraftFault]:
    yield from _gaps(definition, question.text, field="text", question=question.code, is_needed=True)
    for name in ("help", "low", "high"):
        yield from _gaps(definition, getattr(question, name), field=name, question=question.code)
    for option in question.options:
        place = {"field": "options", "question": question.code, "option": option.code}
        yield from _gaps(definition, option.text, **place, is_needed=True)


def _options(definition: Definition, question: Question) -> Iterator[DraftFault]:
    if question.type not in WITH_OPTIONS:
        return
    code = question.code
    if len(question.options) < _FEWEST_OPTIONS:
        yield DraftFault("too_few_options", question=code, field="options")
    for language in definition.languages:
        yield from _twice(question, language)
    values = sorted(option.value or 0 for option in question.options)
    if question.type == SCALE and values != list(range(1, len(values) + 1)):
        yield DraftFault("scale_values", question=code, field="options", params={"most": len(values)})
    if question.type == MULTIPLE and question.options and all(option.is_exclusive for option in question.options):
        yield DraftFault("only_exclusive", question=code, field="options")


def _twice(question: Question, language: str) -> Iterator[DraftFault]:
    """Options that read the same in a language."""
    seen: dict[str, Option] = {}
    for option in question.options:
        text = " ".join(str(getattr(option.text, language)).casefold().split())
        if text and text in seen:
            yield DraftFault(
                "option_twice", question=question.code, field="options", option=option.code, language=language
            )
        seen.setdefault(text, option)


def _bounds(question: Question) -> Iterator[DraftFault]:
    least, most = question.minimum, question.maximum
    if question.type == NUMBER and least is not None and most is not None and least > most:
        yield DraftFault("least_above_most", question=question.code, field="minimum")
    if question.type in (MULTIPLE, RANKING) and question.most and question.most > len(question.options):
        params = {"options": len(question.options)}
        yield DraftFault("most_too_large", question=question.code, field="most", params=params)


def _rules(definition: Definition, question: Question) -> Iterator[DraftFault]:
    """Rules lead to earlier questions only, so that they cannot loop; and they can be fulfilled."""
    if question.show_if is None:
        return
    earlier = definition.questions[: definition.questions.index(question)]
    wrong = [
        DraftFault(code, question=question.code, field="show_if", params={"question": condition.question})
        for condition in question.show_if.conditions
        if (code := _wrong_rule(definition, question, earlier, condition))
    ]
    yield from wrong
    if not wrong and not can_be_shown(definition, question.code):
        yield DraftFault("never_shown", question=question.code, field="show_if")


def _wrong_rule(
    definition: Definition, question: Question, earlier: tuple[Question, ...], condition: Condition
) -> str | None:
    asked = definition.by_code.get(condition.question)
    if asked is None:
        return "rule_on_missing"
    if asked.code == question.code:
        return "rule_on_itself"
    if asked not in earlier:
        return "rule_on_later"
    if asked.type not in COMPARABLE:
        return "rule_on_heading" if asked.type == SECTION else "rule_on_text"
    return _wrong_values(asked, condition)


def _wrong_values(asked: Question, condition: Condition) -> str | None:
    if not condition.values:
        return "rule_without_answer"
    numbers = [number_of(value) for value in condition.values]
    if condition.operator not in (ANY_OF, NONE_OF):
        if not is_numbered(asked):
            return "rule_needs_number"
        return None if len(numbers) == 1 and numbers[0] is not None else "rule_without_number"
    if asked.type == NUMBER:
        return None if all(number is not None for number in numbers) else "rule_without_number"
    return None if set(condition.values) <= set(asked.codes) else "rule_on_lost_option"


def is_numbered(question: Question) -> bool:
    """Whether its answers are numbers, so that a rule may say "at least"."""
    scale = question.type == SCALE and all(number_of(code) is not None for code in question.codes)
    return scale or question.type in (SCORE, NUMBER)


def _marks(question: Question) -> Iterator[DraftFault]:
    """Right answers of a test; a question that gives no points needs none."""
    if question.type not in MARKED or question.points == 0:
        return
    right = [option for option in question.options if option.is_correct]
    if question.type == NUMBER:
        yield from _right_number(question)
    elif not right:
        yield DraftFault("no_right_answer", question=question.code, field="options")
    elif question.type == SINGLE and len(right) > 1:
        yield DraftFault("two_right_answers", question=question.code, field="options")
    elif len(right) > 1 and any(option.is_exclusive for option in right):
        yield DraftFault("right_answers_exclude", question=question.code, field="options")
    elif question.type == MULTIPLE and question.most and len(right) > question.most:
        yield DraftFault("more_right_than_most", question=question.code, field="most", params={"right": len(right)})


def _right_number(question: Question) -> Iterator[DraftFault]:
    right = question.correct
    if right is None:
        yield DraftFault("no_right_answer", question=question.code, field="correct")
        return
    too_small = question.minimum is not None and right < question.minimum
    too_large = question.maximum is not None and right > question.maximum
    if too_small or too_large or right % Decimal(1).scaleb(-question.decimals):
        yield DraftFault("right_answer_impossible", question=question.code, field="correct")
