"""What the preview page asks and what its form answers: a question for each column, an option for each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from rules.questionnaires.definition import WITH_OPTIONS, Definition
from rules.questionnaires.sheets import cleaned
from rules.survey_files.mapping import CODES, PLACES, VALUES, ColumnMapping, FileMapping
from surveys.importing.shown import rows_words, why_words

# What is no question's code in the choice of a column, and no option's code in the choice of a value.
LEAVE_OUT, TELLS_APART, NO_ANSWER = "-", "*", "-"
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class ShownValue:
    """A value that waits: `name` of its field; `choices` where there are options, else it can be written anew."""

    name: str
    value: str
    why: str
    times: int
    rows: str
    choices: Choices


@dataclass(frozen=True)
class ShownColumn:
    """A column of the preview. `chosen`: what is proposed or decided ("" nothing yet); `meanings`: value → words."""

    letter: str
    heading: str
    chosen: str
    question_words: str
    taken: int
    empty: int
    numbers: str
    numbers_choices: Choices
    meanings: list[tuple[str, str, int]]
    values: list[ShownValue]
    more_values: int

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide something about it."""
        return not self.chosen or bool(self.values)


def shown_columns(
    summary: Mapping[str, Any], mapping: FileMapping, definition: Definition, language: str
) -> list[ShownColumn]:
    """The columns in the reader's language."""
    return [_shown(found, mapping, definition, language) for found in summary["columns"]]


def question_choices(definition: Definition, language: str, *, pairs: bool) -> Choices:
    """What a column can be: a question, nothing, or (where sheets are paired) what tells people apart."""
    asked = [
        (question.code, f"{number}. {question.text.in_language(language)}")
        for number, question in enumerate(definition.answered, start=1)
    ]
    apart = [(TELLS_APART, _("Tells people apart (only its mark is kept)"))] if pairs else []
    return [("", _("Choose …")), (LEAVE_OUT, _("Do not bring in")), *apart, *asked]


def decided(post: Mapping[str, str], summary: Mapping[str, Any], before: FileMapping) -> FileMapping:
    """The mapping that the form of a preview says; what it does not ask stays as it was. Only what a mapping can
    hold is taken; whether the questionnaire has such questions and options is seen when the file is read."""
    post = {name: cleaned(said) for name, said in post.items()}
    columns = {}
    key = ""
    for found in summary["columns"]:
        letter = found["letter"]
        chosen = post.get(f"question-{letter}", "")
        key = letter if chosen == TELLS_APART else key
        known = before.of(letter, found["heading"]) or ColumnMapping()
        same = found["question"] == chosen
        columns[letter] = ColumnMapping(
            question="" if chosen in {LEAVE_OUT, TELLS_APART} else chosen or None,
            numbers=_meant(post.get(f"numbers-{letter}", "")) if same else "",
            values={**known.values, **_values(post, found)} if same else {},
            skip_rest=same and f"skip-{letter}" in post,
        )
    return replace(
        before,
        columns=columns,
        key=key,
        language=post.get("language", ""),
        header_row=_row(post.get("header_row", "")) or before.header_row,
        first_row=_row(post.get("first_row", "")),
    )


def _values(post: Mapping[str, str], found: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for one in found["unmatched"]:
        name = _field(found["letter"], one["key"])
        said = post.get(name, "")
        if said == NO_ANSWER or f"{name}-none" in post:
            values[one["key"]] = ()
        elif said:
            values[one["key"]] = (said,)
    return values


def _meant(numbers: str) -> str:
    return numbers if numbers in {CODES, PLACES, VALUES} else ""


def _row(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else None


def _field(letter: str, key: str) -> str:
    return f"value-{letter}-{key.removeprefix('sha256:')}"


def _shown(found: Mapping[str, Any], mapping: FileMapping, definition: Definition, language: str) -> ShownColumn:
    letter, code = found["letter"], found["question"]
    question = definition.by_code.get(code or "")
    chosen = {"": LEAVE_OUT, None: ""}.get(code, code)
    if mapping.is_key(letter, found["heading"]):
        chosen = TELLS_APART
    options: Choices = []
    if question and (question.type in WITH_OPTIONS or question.codes):
        words = {option.code: option.text.in_language(language) for option in question.options}
        options = [(one, words.get(one, one)) for one in question.codes]
    by_code = dict(options)
    listed = found["unmatched"]
    return ShownColumn(
        letter=letter,
        heading=found["heading"],
        chosen=chosen,
        question_words=question.text.in_language(language) if question else "",
        taken=found["taken"],
        empty=found["empty"],
        numbers=found["numbers"],
        numbers_choices=_numbers(found) if options else [],
        meanings=[
            (one["value"], ", ".join(by_code.get(answer, answer) for answer in one["answers"]), one["times"])
            for one in found["meanings"]
            if options
        ],
        values=[
            ShownValue(
                name=_field(letter, one["key"]),
                value=one["value"],
                why=why_words(one),
                times=one["times"],
                rows=rows_words(one),
                choices=[("", _("Choose …")), (NO_ANSWER, _("No answer")), *options] if options else [],
            )
            for one in listed
        ],
        more_values=found["unmatched_values"] - len(listed),
    )


def _numbers(found: Mapping[str, Any]) -> Choices:
    """Asked only where numbers stand in the column."""
    if not any(one["value"][:1].isdigit() for one in (*found["meanings"], *found["unmatched"])):
        return []
    return [
        (CODES, _("codes of the answers")),
        (PLACES, _("places in the list (1 is the first)")),
        (VALUES, _("values on the scale")),
    ]
