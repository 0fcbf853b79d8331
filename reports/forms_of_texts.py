"""The form of a text of a report."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.narrative.typed import check_length, check_typed, normalised
from reports.refusals import MESSAGES
from rules.errors import AppError


class _Words(forms.CharField):
    """A long text, made plain before anything is asked of it."""

    def to_python(self, value: Any) -> Any:
        """With plain line ends, without signs that cannot be written."""
        return normalised(str(value)) if value else ""


def sign_of(text: str) -> str:
    """By which a text is known again when it comes back from a browser."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()


class TextForm(forms.Form):
    """A text of a slot; of none (None), one without placeholders. `seen`: the revision that was read before typing;
    `began`: the sign of the ready text that the editor began with, so that sending it back unchanged is known for what
    it is, also when the records are others by then."""

    use_required_attribute = False

    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    began = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    text = _Words(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 14}))

    def __init__(
        self, data: Any = None, *, slot: str | None, text: str = "", revision: int = 0, is_ready: bool = False
    ) -> None:
        began = sign_of(text) if is_ready else ""
        super().__init__(data, initial={"text": text, "seen": revision, "began": began})
        self._slot = slot

    def clean_text(self) -> str:
        """Not too long, no unknown placeholder."""
        text = str(self.cleaned_data["text"])
        try:
            check_typed(text, self._slot) if self._slot else check_length(text)
        except AppError as refused:
            words = str(MESSAGES[refused.code]) % refused.params
            raise ValidationError(words, code=refused.code) from refused
        return text

    def clean_seen(self) -> int:
        """Of a damaged form nothing is known to have been seen."""
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
