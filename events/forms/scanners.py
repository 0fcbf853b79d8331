"""The form that makes a link for scanner phones, and the one for a phone's rescue file."""

from __future__ import annotations

import math
import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.actions.devices import HOURS_AT_MOST
from events.models import Activity

_HOURS: dict[str, tuple[int, str | Promise]] = {
    "day": (24, _("One day")),
    "week": (7 * 24, _("One week")),
    "month": (30 * 24, _("30 days")),
}


class ScannerLinkForm(forms.Form):
    """For which door, and how long. `form` makes a second tap the same link."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    door = forms.CharField(
        label=_("Name of the door"),
        help_text=_("It stands beside every entry, such as “main entrance”. Leave it empty where there is only one."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    until = forms.ChoiceField(label=_("The phones can scan for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {name: words for name, (_hours, words) in _HOURS.items()}
        self._to_the_end = hours_to_the_end(activity) if activity else None
        if self._to_the_end:
            choices = {"end": _("Until the activity is over"), **choices}
        until = self.fields["until"]
        assert isinstance(until, forms.ChoiceField)
        until.choices = list(choices.items())
        self.fields["until"].initial = "end" if self._to_the_end else "day" if activity else "week"
        self.fields["form"].initial = uuid.uuid4

    def hours(self) -> int:
        """How long the link and its phones live. Only after is_valid()."""
        chosen = self.cleaned_data["until"]
        return self._to_the_end if chosen == "end" and self._to_the_end else _HOURS[chosen][0]


def hours_to_the_end(activity: Activity) -> int | None:
    """Hours until the day after the activity's last one is over; None where that is past, too far or not known."""
    if activity.last_day is None:
        return None
    end = timezone.make_aware(datetime.combine(activity.last_day + timedelta(days=2), time.min))
    hours = math.ceil((end - timezone.now()).total_seconds() / 3600)
    return hours if 1 <= hours <= HOURS_AT_MOST else None


_LARGEST_FILE = 16 * 1024 * 1024


class RescueForm(forms.Form):
    """A phone's rescue file."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Rescue file"),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("The file did not arrive. Choose it once more."),
            "empty": _("The file is empty. Save it on the phone once more."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Text of a sensible length; whether it is a rescue file is found out by opening it."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > _LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large to be a rescue file. Nothing was taken from it."))
        return file

    def text(self) -> str:
        """What is in it. Only after is_valid()."""
        file: UploadedFile = self.cleaned_data["file"]
        return file.read().decode(errors="replace")
