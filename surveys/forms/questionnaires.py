"""Beginning a questionnaire: from nothing, or from a file."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rules.questionnaires.definition import LANGUAGES, Definition, Words
from rules.questionnaires.documents import DocumentError
from surveys.models import SurveyKind
from surveys.questionnaire_files import LARGEST, read_file
from surveys.questionnaire_words import LANGUAGE_NAMES, document_fault_words


class ActForm(forms.Form):
    """A form that is sent twice and acts once."""

    act = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"act": uuid.uuid4()})

    def clean_act(self) -> uuid.UUID:
        """A browser that sends none acts each time."""
        return self.cleaned_data["act"] or uuid.uuid4()


class NewQuestionnaireForm(ActForm):
    """What it is for, and its title in any of the languages; the others can follow in the builder."""

    kind = forms.ChoiceField(
        label=_("What for"), choices=SurveyKind.choices, widget=forms.RadioSelect, initial=SurveyKind.OPINION
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for language in LANGUAGES:
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title · %(language)s") % {"language": LANGUAGE_NAMES[language]},
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def clean(self) -> dict[str, Any]:
        """At least one title, or nobody finds it again."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(f"title_{language}") for language in LANGUAGES):
            self.add_error("title_kk", _("Write a title in at least one language."))
        return data

    def title(self) -> Words:
        """As it was typed."""
        return Words(**{language: self.cleaned_data[f"title_{language}"] for language in LANGUAGES})


class ImportQuestionnaireForm(ActForm):
    """A file, or its text."""

    file = forms.FileField(
        label=_("JSON file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("or its text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6, "lang": "en"})
    )

    def clean(self) -> dict[str, Any]:
        """Read it; what is wrong is said with its place."""
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if self.errors:
            return data
        if not file and not text.strip():
            self.add_error("file", _("Choose a file, or paste its text."))
            return data
        content = file.read(LARGEST + 1) if file else text.encode()
        try:
            data["kind"], data["definition"] = read_file(content)
        except DocumentError as wrong:
            self.add_error("file" if file else "text", document_fault_words(wrong.fault))
        return data

    def found(self) -> tuple[str, Definition]:
        """The kind and the definition that the file holds."""
        return self.cleaned_data["kind"], self.cleaned_data["definition"]
