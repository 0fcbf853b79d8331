"""The pad for a finger signature: a hidden field with its strokes, beside the form it belongs to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.actions.signatures import read_signature
from events.models import Activity, FieldSetting
from events.refusals import words_of
from rules.errors import AppError
from rules.strokes import LONGEST


class SignatureForm(forms.Form):
    """Strokes, and whether the pad worked at all: without its script nobody can sign here, and nobody is lost for it.
    Who could not sign is counted and asked to sign the paper list."""

    use_required_attribute = False

    signature = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The signature is too long. Please sign once more, shorter.")},
    )
    # The pad's script says here that it runs.
    pad = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    # For fingers, screens and eyes that cannot.
    on_paper = forms.BooleanField(label=_("I cannot sign here; I will sign the paper list"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = activity.ask_signature

    @property
    def is_asked(self) -> bool:
        """Whether the page shows the pad."""
        return self.setting != FieldSetting.OFF

    @property
    def is_required(self) -> bool:
        """Whether whoever can sign must."""
        return self.setting == FieldSetting.REQUIRED

    def clean_signature(self) -> str:
        """As it is stored; nothing where none is asked for."""
        strokes: str = self.cleaned_data["signature"]
        if not strokes or not self.is_asked:
            return ""
        try:
            return read_signature(strokes)
        except AppError as refused:
            raise ValidationError(words_of(refused)) from None

    def clean(self) -> dict[str, Any]:
        """Required of those who had a pad to sign on."""
        cleaned = super().clean() or {}
        could = cleaned.get("pad") and not cleaned.get("on_paper")
        if self.is_required and could and not cleaned.get("signature") and "signature" not in self.errors:
            self.add_error("signature", ValidationError(_("Please sign in the box with your finger.")))
        return cleaned

    def strokes(self) -> str:
        """What may be kept. Only after is_valid()."""
        return str(self.cleaned_data["signature"])
