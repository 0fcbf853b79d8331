"""What is typed beside the answers of a paper sheet."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import Mode, Run, SurveyKind


class PaperForm(forms.Form):
    """The paper's number, in a test the person's code, in a named survey their name."""

    form = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Number on the paper"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("So that no paper is typed twice."),
    )
    code = forms.CharField(
        label=_("Code on the paper"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The same on the person’s sheets before and after. Only its mark is kept."),
    )
    name = forms.CharField(
        label=_("Name on the paper"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only with the person’s consent."),
    )

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form", uuid.uuid4())
        if run.kind != SurveyKind.TEST:
            del self.fields["code"]
        if run.mode != Mode.NAMED:
            del self.fields["name"]
