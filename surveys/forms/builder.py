"""The open card of the builder with one question.

It says everything about its question, so that it can be saved even if somebody has removed that question meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import NumberField
from rules.questionnaires.checks import MARKED, TEST
from rules.questionnaires.definition import (
    ANY,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCORE,
    SECTION,
    SINGLE,
    TYPES,
    WITH_OPTIONS,
    Definition,
    Option,
    Question,
    Words,
)
from rules.questionnaires.documents import MOST_OPTIONS
from rules.questionnaires.editing import ALIKE, change_type, put_question, with_values
from surveys.forms.cards import CardForm, WordsRow
from surveys.forms.rules import Choice, RuleRow, questions_before, read_rules, rule_rows
from surveys.questionnaire_words import question_name, type_name


@dataclass(frozen=True)
class OptionRow:
    """One answer to choose: its words, and ticks where they mean something."""

    code: str
    place: int
    words: list[WordsRow]
    ticks: list[forms.BoundField]
    is_first: bool
    is_last: bool


class QuestionForm(CardForm):
    """One question. Its fields follow from its type; its answers from what the card (or else the draft) says."""

    def __init__(
        self, definition: Definition, code: str, *, kind: str, data: QueryDict | None = None, focus: str = ""
    ) -> None:
        super().__init__(definition, data=data, focus=focus)
        self._sent = data
        self.question = definition.by_code.get(code) or _gone(code, data)
        self.number = question_name(definition, self.question)
        self.type_name = type_name(self.question.type)
        self._is_marked = kind == TEST and self.question.type in MARKED
        self.option_codes = self._option_codes(data)
        self._add_words("text", self.question.text, is_long=True, is_needed=True)
        self._add_words("help", self.question.help, is_long=True)
        self._add_options()
        self._add_numbers()
        self._add_ticks()
        self._set_focus()

    def _option_codes(self, data: QueryDict | None) -> list[str]:
        if self.question.type not in WITH_OPTIONS:
            return []
        codes = self.question.codes if data is None else tuple(data.getlist("option"))
        return list(dict.fromkeys(codes))[:MOST_OPTIONS]

    def _add_options(self) -> None:
        for code in self.option_codes:
            option = self.question.option(code) or Option(code, Words())
            self._add_words(f"option-{code}", option.text, is_needed=True)
            if self._is_marked:
                self._add_tick(f"correct-{code}", _("Right answer"), option.is_correct)
            if self.question.type == MULTIPLE:
                self._add_tick(f"exclusive-{code}", _("Excludes the others"), option.is_exclusive)

    def _add_numbers(self) -> None:
        question = self.question
        if question.type == NUMBER:
            self._add_decimal("minimum", _("The least"))
            self._add_decimal("maximum", _("The most"))
            self._add_whole("decimals", _("Digits after the comma"), 0, 3)
        if question.type in (MULTIPLE, RANKING):
            self._add_whole("most", _("How many may be chosen at most"), 1, MOST_OPTIONS)
        if self._is_marked and question.type == NUMBER:
            self._add_decimal("correct", _("The right answer"))
        if self._is_marked:
            self._add_whole("points", _("Points for the right answer"), 0, 100)
        if question.type == SCORE:
            self._add_words("low", question.low)
            self._add_words("high", question.high)

    def _add_ticks(self) -> None:
        types = next((group for group in ALIKE if self.question.type in group), (self.question.type,))
        self.fields["type"] = forms.ChoiceField(
            label=_("Type of question"),
            required=False,
            choices=[(type, type_name(type)) for type in types],
            initial=self.question.type,
        )
        if self.question.type != SECTION:
            self._add_tick("is_required", _("Must be answered"), self.question.is_required)
            self._add_tick("may_decline", _("Offers “prefer not to say”"), self.question.may_decline)

    def _add_tick(self, name: str, label: Any, is_ticked: bool) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False, initial=is_ticked)

    def _add_decimal(self, name: str, label: Any) -> None:
        initial = getattr(self.question, name)
        self.fields[name] = NumberField(label=label, required=False, max_digits=12, decimal_places=3, initial=initial)

    def _add_whole(self, name: str, label: Any, least: int, most: int) -> None:
        initial = getattr(self.question, name)
        self.fields[name] = forms.IntegerField(
            label=label, required=False, min_value=least, max_value=most, initial=initial
        )

    def plain_fields(self) -> list[forms.BoundField]:
        """Numbers, the type, and the ticks below the texts."""
        names = ("minimum", "maximum", "decimals", "most", "correct", "points")
        return [self[name] for name in names if name in self.fields]

    def ticks(self) -> list[forms.BoundField]:
        """What can be switched on."""
        return [self[name] for name in ("is_required", "may_decline") if name in self.fields]

    def takes_options(self) -> bool:
        """Whether answers can be added."""
        return self.question.type in WITH_OPTIONS

    def has_help(self) -> bool:
        """Whether there is help, or the page leads there."""
        return self.focus.startswith("help-") or any(row.field.value() for row in self.help_rows())

    def can_change_type(self) -> bool:
        """Whether another type keeps what was typed."""
        return any(self.question.type in group for group in ALIKE)

    def text_rows(self) -> list[WordsRow]:
        """For the template."""
        return self.words_rows("text")

    def help_rows(self) -> list[WordsRow]:
        """For the template."""
        return self.words_rows("help")

    def end_rows(self) -> list[tuple[Any, list[WordsRow]]]:
        """The words at both ends of 0 to 10."""
        names = (("low", _("Words at 0")), ("high", _("Words at 10")))
        return [(label, self.words_rows(name)) for name, label in names] if self.question.type == SCORE else []

    def option_rows(self) -> Iterator[OptionRow]:
        """The answers to choose, in their order."""
        for place, code in enumerate(self.option_codes):
            ticks = [self[f"{tick}-{code}"] for tick in ("correct", "exclusive") if f"{tick}-{code}" in self.fields]
            rows = self.words_rows(f"option-{code}")
            yield OptionRow(code, place + 1, rows, ticks, place == 0, place + 1 == len(self.option_codes))

    def rules(self) -> list[RuleRow]:
        """The rules as they are shown."""
        held = self.question.show_if if self._sent is None else read_rules(self._sent)
        return rule_rows(self.definition, held)

    def joins_by_any(self) -> bool:
        """Whether one of the rules is enough."""
        held = self.question.show_if if self._sent is None else read_rules(self._sent)
        return held is not None and held.join == ANY

    def rule_choices(self) -> list[Choice]:
        """Earlier questions that a new rule can hang on."""
        return questions_before(self.definition, self.question)

    def typed(self) -> Question:
        """The question as it was typed."""
        data, before = self.cleaned_data, self.question
        found = replace(
            before,
            text=self._read_words("text", before.text),
            help=self._read_words("help", before.help),
            options=tuple(self._option(code) for code in self.option_codes),
            show_if=read_rules(self._sent) if self._sent is not None else before.show_if,
            is_required=data.get("is_required", False),
            may_decline=data.get("may_decline", False),
            minimum=data.get("minimum", before.minimum),
            maximum=data.get("maximum", before.maximum),
            most=data.get("most", before.most),
            correct=data.get("correct", before.correct),
            decimals=data.get("decimals", before.decimals) or 0,
            points=self._points(),
        )
        if before.type == SCORE:
            found = replace(found, low=self._read_words("low", before.low), high=self._read_words("high", before.high))
        return change_type(with_values(found), data["type"] or before.type)

    def _points(self) -> int:
        typed = self.cleaned_data.get("points", self.question.points)
        return 1 if typed is None else int(typed)

    def _option(self, code: str) -> Option:
        before = self.question.option(code) or Option(code, Words())
        data = self.cleaned_data
        return replace(
            before,
            text=self._read_words(f"option-{code}", before.text),
            is_correct=data.get(f"correct-{code}", before.is_correct),
            is_exclusive=data.get(f"exclusive-{code}", before.is_exclusive),
        )

    def put_into(self, definition: Definition) -> Definition:
        """The questionnaire with what was typed."""
        return put_question(definition, self.typed())


def _gone(code: str, data: QueryDict | None) -> Question:
    """A question that somebody has removed while its card was open."""
    type = data.get("type", "") if data is not None else ""
    return Question(code, type if type in TYPES else SINGLE, Words())
