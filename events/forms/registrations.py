"""Forms of the organiser's pages about what is ahead: registration, sessions, series."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actions.sessions import Hours
from events.forms.activities import LARGEST_NUMBER, DayInput, TimeInput, possible_day
from events.forms.check_in_settings import YEARS, MomentInput
from events.models import Session
from grants.models import Organisation, Project


class RegistrationForm(forms.Form):
    """Whether people may register, until when, and for how many places."""

    use_required_attribute = False

    takes_registrations = forms.BooleanField(label=_("People may register ahead"), required=False)
    capacity = forms.IntegerField(
        label=_("Places"),
        help_text=_("Leave it empty for no limit. When all are taken, people get on the waiting list."),
        required=False,
        min_value=1,
        max_value=LARGEST_NUMBER,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    registration_ends_at = forms.DateTimeField(
        label=_("Registration until"),
        help_text=_("Leave it empty: until the last day of the activity."),
        required=False,
        widget=MomentInput(),
    )

    def clean_registration_ends_at(self) -> Any:
        """A year that can be meant."""
        moment = self.cleaned_data["registration_ends_at"]
        if moment and not YEARS[0] <= timezone.localtime(moment).year <= YEARS[1]:
            raise ValidationError(_("Check the year."))
        return moment


class SessionForm(forms.Form):
    """A day or a part of an activity."""

    use_required_attribute = False

    held_on = forms.DateField(label=_("Day"), widget=DayInput())
    starts_at = forms.TimeField(label=_("From"), required=False, widget=TimeInput())
    ends_at = forms.TimeField(label=_("Until"), required=False, widget=TimeInput())
    title = forms.CharField(label=_("Title"), required=False, max_length=200)

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        if session:
            names = ("held_on", "starts_at", "ends_at", "title")
            kwargs.setdefault("initial", {name: getattr(session, name) for name in names})
            kwargs.setdefault("auto_id", f"session{session.number}_%s")
        super().__init__(*args, **kwargs)
        if session and session.number == 1:
            # Its day and beginning are the activity's own.
            del self.fields["held_on"], self.fields["starts_at"]

    def clean_held_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["held_on"])

    def clean(self) -> dict[str, Any]:
        """A session ends after it has begun."""
        data = super().clean() or {}
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("This session would end before it begins. Correct one of the times."))
        return data

    def hours(self) -> Hours:
        """What was entered. Only after is_valid()."""
        data = self.cleaned_data
        return Hours(data.get("held_on"), data.get("starts_at"), data.get("ends_at"), " ".join(data["title"].split()))


class SeriesForm(forms.Form):
    """A new series of one of the organisation's projects."""

    use_required_attribute = False

    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), empty_label=_("Choose the project"))
    title = forms.CharField(label=_("Title"), max_length=300)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.of(organisation)  # type: ignore[attr-defined]


class SeriesTitleForm(forms.Form):
    """Another title."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=300)
