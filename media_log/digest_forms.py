"""Forms of the digest and of the list of links."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.forms.activities import possible_day
from grants.forms.fields import DayInput
from media_log.plan_files import ENDINGS
from media_log.queries.planned import month_of

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
_LONGEST = 366 * 3


class PeriodForm(forms.Form):
    """A month, or the days from one to another."""

    use_required_attribute = False

    month = forms.ChoiceField(label=_("Month"), required=False)
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data: Any = None, *, months: list[date], usual: date, **kwargs: Any) -> None:
        super().__init__(data, initial={"month": f"{usual:%Y-%m}"}, **kwargs)
        self._usual = usual
        offered = sorted({usual, *months}, reverse=True)
        choices = [(f"{one:%Y-%m}", capfirst(date_format(one, "YEAR_MONTH_FORMAT"))) for one in offered]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]

    def clean_first(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["first"])

    def clean_last(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        """Both days or none, in their order, at most three years."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if self.errors:
            return data
        if bool(first) != bool(last):
            self.add_error("last" if first else "first", ValidationError(_("Choose both days, or only a month.")))
        elif first and last and last < first:
            self.add_error("last", ValidationError(_("The last day is before the first.")))
        elif first and last and (last - first).days > _LONGEST:
            self.add_error("last", ValidationError(_("At most three years at once.")))
        return data

    def period(self) -> tuple[date, date]:
        """The first and the last day; the usual month where the form says nothing that can be understood."""
        if not self.is_bound or not self.is_valid():
            return month_of(self._usual)
        data = self.cleaned_data
        if data["first"]:
            return data["first"], data["last"]
        return month_of(date.fromisoformat(f"{data['month']}-01")) if data["month"] else month_of(self._usual)


class DigestForm(PeriodForm):
    """What file is wanted."""

    language = forms.ChoiceField(label=_("Language of the file"), choices=LANGUAGES)
    ending = forms.ChoiceField(choices=[(ending, ending) for ending in ENDINGS])
