"""What both kinds of the builder's card share, and the card that stands above all questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rules.questionnaires.checks import SATISFACTION
from rules.questionnaires.definition import SCALE, Definition, Words
from rules.questionnaires.documents import LONGEST_WORDS
from rules.questionnaires.editing import set_languages
from surveys.questionnaire_words import LANGUAGE_NAMES, question_name


@dataclass(frozen=True)
class WordsRow:
    """One text in one language: its field, and whether it is missing."""

    language: str
    name: str
    field: forms.BoundField
    is_missing: bool


class CardForm(forms.Form):
    """What both kinds of card share: texts in the questionnaire's languages, side by side."""

    def __init__(self, definition: Definition, *, data: QueryDict | None, focus: str = "") -> None:
        super().__init__(data)
        self.definition = definition
        self.focus = focus
        self._needed: set[str] = set()

    def _add_words(self, name: str, words: Words, *, is_long: bool = False, is_needed: bool = False) -> None:
        for language in self.definition.languages:
            # A box even for a word or two: on a phone a line shows half of it.
            widget = forms.Textarea(attrs={"lang": language, "rows": 2 if is_long else 1})
            self.fields[f"{name}-{language}"] = forms.CharField(
                required=False,
                max_length=LONGEST_WORDS,
                widget=widget,
                initial=getattr(words, language),
                label=LANGUAGE_NAMES[language],
            )
        if is_needed:
            self._needed.add(name)

    def _set_focus(self) -> None:
        if self.focus in self.fields:
            self.fields[self.focus].widget.attrs["autofocus"] = True

    def has_focus(self) -> bool:
        """Whether something inside the card takes the focus, not its heading."""
        return self.focus in self.fields or self.focus == "rules"

    def words_rows(self, name: str) -> list[WordsRow]:
        """The text's fields, the missing ones marked."""
        rows = [(language, self[f"{name}-{language}"]) for language in self.definition.languages]
        is_asked = name in self._needed or any(field.value() for _language, field in rows)
        return [
            WordsRow(language, LANGUAGE_NAMES[language], field, is_asked and not field.value())
            for language, field in rows
        ]

    def _read_words(self, name: str, before: Words) -> Words:
        """Words in a language that the questionnaire is not offered in stay as they are."""
        typed = {language: self.cleaned_data[f"{name}-{language}"] for language in self.definition.languages}
        return replace(before, **{language: text.replace("\r\n", "\n") for language, text in typed.items()})


class AboutForm(CardForm):
    """Title, words before and after, languages, and from which question satisfaction is counted."""

    def __init__(self, definition: Definition, *, kind: str, data: QueryDict | None = None, focus: str = "") -> None:
        super().__init__(definition, data=data, focus=focus)
        self._add_words("title", definition.title, is_needed=True)
        self._add_words("intro", definition.intro, is_long=True)
        self._add_words("thanks", definition.thanks, is_long=True)
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages it is offered in"),
            choices=list(LANGUAGE_NAMES.items()),
            widget=forms.CheckboxSelectMultiple,
            initial=definition.languages,
        )
        if kind == SATISFACTION or definition.satisfaction:
            self.fields["satisfaction"] = forms.ChoiceField(
                label=_("Satisfaction is counted from"),
                required=False,
                choices=self._scales(),
                initial=definition.satisfaction,
            )
        self._set_focus()

    def _scales(self) -> list[tuple[str, Any]]:
        scales = [question for question in self.definition.questions if question.type == SCALE]
        found: list[tuple[str, Any]] = [("", "–")]
        found += [(question.code, question_name(self.definition, question)) for question in scales]
        gone = self.definition.satisfaction
        return found if gone in dict(found) else [*found, (gone, gone)]

    def title_rows(self) -> list[WordsRow]:
        """For the template."""
        return self.words_rows("title")

    def intro_rows(self) -> list[WordsRow]:
        """For the template."""
        return self.words_rows("intro")

    def thanks_rows(self) -> list[WordsRow]:
        """For the template."""
        return self.words_rows("thanks")

    def put_into(self, definition: Definition) -> Definition:
        """The questionnaire with what was typed."""
        typed = replace(
            definition,
            title=self._read_words("title", definition.title),
            intro=self._read_words("intro", definition.intro),
            thanks=self._read_words("thanks", definition.thanks),
            satisfaction=self.cleaned_data.get("satisfaction", definition.satisfaction),
        )
        return set_languages(typed, self.cleaned_data["languages"])
