"""Fields for long texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator


class Prose(forms.CharField):
    """A long text. A browser's line ends are made plain, so that a letter is a letter; too long a text is refused with
    words, never cut off by the browser."""

    def __init__(self, *, longest: int, rows: int = 6, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, validators=[MaxLengthValidator(longest)], **kwargs)

    def to_python(self, value: Any) -> Any:
        """With plain line ends."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text
