"""Verbs on a draft: each takes a definition and gives the next one. Whatever a verb cannot do leaves it as it was.

Codes are what answers are stored under, so a code that a published version has used is never given to anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rules.questionnaires.definition import (
    ALL,
    ANY_OF,
    AT_LEAST,
    LANGUAGES,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SHORT_TEXT,
    SINGLE,
    WITH_OPTIONS,
    Condition,
    Definition,
    Option,
    Question,
    ShowIf,
    Words,
)
from rules.questionnaires.documents import MOST_CONDITIONS, MOST_OPTIONS, MOST_QUESTIONS
from rules.questionnaires.ready_words import HIGHEST, LOWEST, QUALITY_WORDS, READY_CHOICES, READY_SCALES

Coded = TypeVar("Coded", Question, Option)
# Types that one may be changed into without losing what was typed.
ALIKE = ((SINGLE, MULTIPLE, SCALE, RANKING), (SHORT_TEXT, LONG_TEXT))


@dataclass(frozen=True)
class UsedCodes:
    """Codes of every published version: of questions, and by question of options."""

    questions: frozenset[str] = frozenset()
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, definitions: Iterable[Definition]) -> UsedCodes:
        """What these versions have used."""
        options: dict[str, frozenset[str]] = {}
        for definition in definitions:
            for question in definition.questions:
                options[question.code] = options.get(question.code, frozenset()) | set(question.codes)
        return cls(frozenset(options), options)


def add_question(definition: Definition, type: str, *, used: UsedCodes, after: str = "") -> tuple[Definition, str]:
    """A new question of a type behind another one (or at the end), and its code."""
    if len(definition.questions) >= MOST_QUESTIONS:
        return definition, ""
    question = _new_question(_free_question_code(definition, used), type)
    return _with_inserted(definition, question, after), question.code


def copy_question(definition: Definition, code: str, *, used: UsedCodes) -> tuple[Definition, str]:
    """The same question once more behind itself, and the copy's code."""
    question = definition.by_code.get(code)
    if question is None or len(definition.questions) >= MOST_QUESTIONS:
        return definition, ""
    copied = replace(question, code=_free_question_code(definition, used))
    return _with_inserted(definition, copied, code), copied.code


def put_question(definition: Definition, question: Question) -> Definition:
    """The question as it is now; one that was removed meanwhile comes back at the end."""
    if question.code not in definition.by_code:
        return replace(definition, questions=(*definition.questions, question))
    questions = tuple(question if one.code == question.code else one for one in definition.questions)
    return replace(definition, questions=questions)


def remove_question(definition: Definition, code: str) -> Definition:
    """Without this question. Rules that hung on it stay and are named by the checks."""
    satisfaction = "" if definition.satisfaction == code else definition.satisfaction
    left = tuple(question for question in definition.questions if question.code != code)
    return replace(definition, questions=left, satisfaction=satisfaction)


def move_question(definition: Definition, code: str, by: int) -> Definition:
    """The question so many places further down (up: negative)."""
    return replace(definition, questions=_moved(definition.questions, code, by))


def change_type(question: Question, type: str) -> Question:
    """The question as another type that keeps what was typed."""
    if type == question.type or not any({type, question.type} <= set(group) for group in ALIKE):
        return question
    options = tuple(replace(option, value=None, is_exclusive=False) for option in question.options)
    changed = replace(question, type=type, most=None, options=options)
    return replace(changed, options=_valued(options)) if type == SCALE else changed


def add_option(question: Question, *, used: UsedCodes) -> tuple[Question, str]:
    """One more option at the end, and its code."""
    if question.type not in WITH_OPTIONS or len(question.options) >= MOST_OPTIONS:
        return question, ""
    code = _free_option_code(question, used)
    return _with_options(question, (*question.options, Option(code, Words()))), code


def remove_option(question: Question, code: str) -> Question:
    """Without this option. Rules that hung on it stay and are named by the checks."""
    return _with_options(question, tuple(option for option in question.options if option.code != code))


def move_option(question: Question, code: str, by: int) -> Question:
    """The option so many places further down (up: negative)."""
    return _with_options(question, _moved(question.options, code, by))


def use_ready_words(question: Question, name: str, *, used: UsedCodes) -> Question:
    """Ready answers ("quality", "yes_no" …) instead of the question's own, as far as possible under the same codes."""
    ready = (READY_SCALES if question.type == SCALE else READY_CHOICES).get(name)
    if ready is None or question.type not in (SCALE, SINGLE):
        return question
    while len(question.options) < len(ready):
        question, _code = add_option(question, used=used)
    options = tuple(replace(one, text=words) for one, words in zip(question.options, ready, strict=False))
    return _with_options(question, options)


def with_values(question: Question) -> Question:
    """A scale on which some option has no value yet is valued in the order of its options."""
    lacks = question.type == SCALE and any(option.value is None for option in question.options)
    return _with_options(question, question.options) if lacks else question


def add_condition(question: Question, on: Question) -> Question:
    """One more rule: on an earlier question's answer, which is still to be chosen."""
    held = question.show_if or ShowIf(ALL, ())
    if len(held.conditions) >= MOST_CONDITIONS:
        return question
    operator = AT_LEAST if on.type in (NUMBER, SCORE) else ANY_OF
    return replace(question, show_if=replace(held, conditions=(*held.conditions, Condition(on.code, operator, ()))))


def remove_condition(question: Question, place: int) -> Question:
    """Without the rule at this place; without any, the question is always shown."""
    conditions = question.show_if.conditions if question.show_if else ()
    left = tuple(one for number, one in enumerate(conditions) if number != place)
    return replace(question, show_if=replace(question.show_if, conditions=left) if question.show_if and left else None)


def set_languages(definition: Definition, languages: Collection[str]) -> Definition:
    """Offered in these languages. Words in the others stay, unseen; none chosen changes nothing."""
    chosen = tuple(language for language in LANGUAGES if language in languages)
    return replace(definition, languages=chosen or definition.languages)


def _new_question(code: str, type: str) -> Question:
    question = Question(code=code, type=type, text=Words())
    if type == SCALE:
        best = len(QUALITY_WORDS)
        options = [Option(str(best - place), words, best - place) for place, words in enumerate(QUALITY_WORDS)]
        return replace(question, options=tuple(options))
    if type == SCORE:
        return replace(question, low=LOWEST, high=HIGHEST)
    if type in WITH_OPTIONS:
        return replace(question, options=(Option("1", Words()), Option("2", Words())))
    return question


def _with_inserted(definition: Definition, question: Question, after: str) -> Definition:
    codes = [one.code for one in definition.questions]
    place = codes.index(after) + 1 if after in codes else len(codes)
    before, behind = definition.questions[:place], definition.questions[place:]
    return replace(definition, questions=(*before, question, *behind))


def _with_options(question: Question, options: tuple[Option, ...]) -> Question:
    """A scale's values follow the order of its options."""
    downwards = _falls(question.options)
    return replace(question, options=_valued(options, downwards) if question.type == SCALE else options)


def _falls(options: Sequence[Option]) -> bool:
    """Whether a scale begins with its best answer, as usual."""
    values = [option.value for option in options if option.value is not None]
    return len(values) < 2 or values[0] > values[-1]


def _valued(options: tuple[Option, ...], downwards: bool = True) -> tuple[Option, ...]:
    count = len(options)
    return tuple(
        replace(option, value=count - place if downwards else place + 1) for place, option in enumerate(options)
    )


def _moved(items: tuple[Coded, ...], code: str, by: int) -> tuple[Coded, ...]:
    codes = [item.code for item in items]
    if code not in codes:
        return items
    place = codes.index(code)
    others = [item for item in items if item.code != code]
    others.insert(max(0, min(len(others), place + by)), items[place])
    return tuple(others)


def _free_question_code(definition: Definition, used: UsedCodes) -> str:
    return f"q{_free_number({code[1:] for code in {*definition.by_code, *used.questions} if code.startswith('q')})}"


def _free_option_code(question: Question, used: UsedCodes) -> str:
    return str(_free_number({*question.codes, *used.options.get(question.code, ())}))


def _free_number(taken: Collection[str]) -> int:
    """The number after the largest taken one."""
    return max((int(text) for text in taken if text.isascii() and text.isdecimal() and len(text) < 7), default=0) + 1
