"""What is wanted of a report: which form, in which language and edition, of which days, as which file."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.forms.activities import possible_day
from grants.forms.fields import DayInput
from reports.catalogue import EDITIONS, FORMAT_NAMES, FORMS, LANGUAGE_NAMES
from reports.refusals import MESSAGES
from rules.errors import AppError
from rules.plan_progress import Period

# Forms of one project that have a builder.
DRAFTED = ("final", "interim", "statistics", "publications", "attendance")


class _OfDays(forms.Form):
    """Days that limit a report; both may be left open. Shows refusals beside what they are about."""

    refusals: ClassVar[dict[str, str | None]] = {
        "period_upside_down": "last",
        "no_such_form": "form",
        "register_too_long": "file_format",
    }

    use_required_attribute = False

    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def clean_first(self) -> Any:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["first"])

    def clean_last(self) -> Any:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        """In their order."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("The last day is before the first.")))
        return data

    def explain(self, refused: AppError) -> None:
        """Turn a refusal into an error of this form. Raises it again where the form does not know it."""
        if refused.code not in self.refusals:
            raise refused
        words = str(MESSAGES[refused.code])
        self.add_error(self.refusals[refused.code], words % refused.params if refused.params else words)

    def period(self) -> Period:
        """The days that were chosen."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


class DraftForm(_OfDays):
    """A draft."""

    form = forms.ChoiceField(label=pgettext_lazy("report", "Form"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the file"), widget=forms.RadioSelect, choices=[*LANGUAGE_NAMES.items()]
    )
    edition = forms.ChoiceField(label=_("Edition of the forms"), widget=forms.RadioSelect)
    file_format = forms.ChoiceField(label=_("File"), choices=[*FORMAT_NAMES.items()])
    names = forms.BooleanField(
        label=_("The attendance list names people; without it, it has their codes"), required=False
    )
    later = forms.BooleanField(label=_("Make it in the background, I will fetch it later"), required=False)

    def __init__(self, data: Any = None, *, edition: str, language: str) -> None:
        """`edition`, `language`: what is usual."""
        super().__init__(data, initial={"form": "final", "edition": edition, "language": language})
        self.fields["form"].choices = [(code, FORMS[code].name) for code in DRAFTED]  # type: ignore[attr-defined]
        self.fields["edition"].choices = [(code, code) for code in EDITIONS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only a file that the form can be had as."""
        data = super().clean()
        form, file_format = data.get("form"), data.get("file_format")
        if form and file_format and file_format not in FORMS[form].formats:
            names = ", ".join(FORMAT_NAMES[one] for one in FORMS[form].formats)
            self.add_error(
                "file_format", ValidationError(_("This form can be had as: %(names)s."), params={"names": names})
            )
        return data


class IssueForm(_OfDays):
    """A report that is issued. `act`: the same one sent twice is issued once."""

    refusals = {**_OfDays.refusals, "findings_open": None}

    act = forms.UUIDField(widget=forms.HiddenInput)
    form = forms.ChoiceField(
        label=pgettext_lazy("report", "Form"),
        widget=forms.RadioSelect,
        choices=[(one.code, one.name) for one in FORMS.values() if one.is_of_project and one.can_be_issued],
    )
    language = forms.ChoiceField(
        label=_("Language of the report"), widget=forms.RadioSelect, choices=[*LANGUAGE_NAMES.items()]
    )
    edition = forms.ChoiceField(
        label=_("Edition of the forms"), widget=forms.RadioSelect, choices=[(code, code) for code in EDITIONS]
    )
