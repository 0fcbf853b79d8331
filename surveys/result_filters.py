"""Filters of results: as an address says them, and as the form offers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode

from rules.survey_maths.counting import CHOICES, QuestionResult
from surveys.models import ResponseSource, Run, WaveName
from surveys.option_words import option_words
from surveys.queries.sheets import Filters, SheetGroup, door_names
from surveys.sheets import PREFIX

Label = str | Promise


@dataclass(frozen=True)
class Choice:
    """One thing to choose in the form."""

    value: str
    label: Label
    is_chosen: bool


@dataclass(frozen=True)
class FilterField:
    """One field of the form; `chosen` in words, "" where it filters nothing."""

    name: str
    label: Label
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Label:
        """What is chosen, in words."""
        return next((one.label for one in self.choices if one.is_chosen), "")


def filters_from(wished: QueryDict, run: Run) -> Filters:
    """What an address asks for. What nobody can have answered filters everything out, it is not left aside."""
    doors = door_names(run)
    door = wished.get("door", "")
    answers = {
        name.removeprefix(PREFIX): frozenset(codes)
        for name in wished
        if name.startswith(PREFIX) and (codes := [code for code in wished.getlist(name) if code])
    }
    return Filters(
        door=door if door in doors else doors[-1],
        source=_known(wished.get("source", ""), ResponseSource.values),
        language=_known(wished.get("language", ""), dict(settings.LANGUAGES)),
        answers=answers,
    )


def query_of(filters: Filters) -> str:
    """The same filters as an address says them, for links to neighbouring pages."""
    plain = [("door", filters.door), ("source", filters.source), ("language", filters.language)]
    pairs = [(name, value) for name, value in plain if value and value != WaveName.ONLY]
    pairs += [(PREFIX + question, code) for question, codes in filters.answers.items() for code in sorted(codes)]
    return urlencode(pairs)


def filter_fields(
    filters: Filters, *, questions: Iterable[QuestionResult], groups: Iterable[SheetGroup], language: str
) -> list[FilterField]:
    """The fields of the form: questions answered by choosing, then source and language where they differ."""
    groups = list(groups)
    fields = [
        FilterField(
            PREFIX + code,
            result.question.text.in_language(language),
            tuple(
                Choice(one.option.code, option_words(one.option, language), one.option.code in wished)
                for one in result.options
            ),
        )
        for result in questions
        if result.question.type in CHOICES
        for code, wished in [(result.question.code, filters.answers.get(result.question.code, frozenset()))]
    ]
    sources = {group.source for group in groups} | ({filters.source} - {""})
    languages = {group.language for group in groups} | ({filters.language} - {""})
    for name, present, labels, chosen in (
        ("source", sources, ResponseSource.choices, filters.source),
        ("language", languages, settings.LANGUAGES, filters.language),
    ):
        if len(present) > 1 or chosen:
            choices = tuple(Choice(code, label, code == chosen) for code, label in labels if code in present)
            fields.append(FilterField(name, "", choices))
    return fields


def _known(value: str, values: Iterable[str]) -> str:
    return value if value in set(values) else ""
