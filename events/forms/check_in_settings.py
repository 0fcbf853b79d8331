"""The part of an activity's form that says how its check-in goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import FieldSetting

YEARS = (2000, 2100)
CHECK_IN_FIELDS = ("ask_name", "ask_phone", "ask_signature", "opens_at", "closes_at", "wants_presence_code")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CheckInSettings(forms.ModelForm):
    """What the poster asks, when it opens, and whether one must be in the hall."""

    opens_at = forms.DateTimeField(
        label=_("Check-in opens"),
        required=False,
        widget=MomentInput,
        help_text=_("Empty: at midnight before the first day."),
    )
    closes_at = forms.DateTimeField(
        label=_("On time until"),
        required=False,
        widget=MomentInput,
        help_text=_(
            "Who uses the poster later is counted all the same and marked as late. Scanner phones and staff never mark "
            "anybody as late. Empty: until the last day ends."
        ),
    )
    wants_presence_code = forms.BooleanField(
        label=_("Only people in the hall: a code on the screen that changes every half minute"),
        required=False,
        help_text=_("A link forwarded to a friend at home does not count. You need a screen that everybody sees."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ask_name", "ask_phone", "ask_signature"):
            self.fields[name].required = False

    def clean_opens_at(self) -> datetime | None:
        """A year that can be meant."""
        return _possible_moment(self.cleaned_data["opens_at"])

    def clean_closes_at(self) -> datetime | None:
        """A year that can be meant."""
        return _possible_moment(self.cleaned_data["closes_at"])

    def clean_ask_name(self) -> str:
        """Unanswered, it stays as it was."""
        return self.cleaned_data["ask_name"] or self.instance.ask_name or FieldSetting.OPTIONAL

    def clean_ask_phone(self) -> str:
        """Unanswered, it stays as it was."""
        return self.cleaned_data["ask_phone"] or self.instance.ask_phone or FieldSetting.OFF

    def clean_ask_signature(self) -> str:
        """Unanswered, it stays as it was."""
        return self.cleaned_data["ask_signature"] or self.instance.ask_signature or FieldSetting.OFF

    def clean(self) -> dict[str, Any]:
        """It opens before it is late."""
        data = super().clean() or {}
        opens, until = data.get("opens_at"), data.get("closes_at")
        if opens and until and until <= opens:
            self.add_error("closes_at", ValidationError(_("This is before check-in opens. Write a later time.")))
        return data

    @property
    def check_in(self) -> list[forms.BoundField]:
        """Its fields, together."""
        return [self[name] for name in CHECK_IN_FIELDS]

    @property
    def check_in_has_errors(self) -> bool:
        """Whether something folded here must be mended."""
        return any(name in self.errors for name in CHECK_IN_FIELDS)


def _possible_moment(moment: datetime | None) -> datetime | None:
    if moment and not YEARS[0] <= moment.year <= YEARS[1]:
        raise ValidationError(_("Check the year."))
    return moment
