"""Forms of activities made, copied, moved or cancelled many at once."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.actions.many import MOST, NUMBER, Place
from events.forms.activities import (
    LANGUAGES,
    LARGEST_NUMBER,
    DayInput,
    KindField,
    MeasureField,
    TimeInput,
    possible_day,
)
from events.forms.contests import NUMERIC
from events.forms.explained import EventsExplained
from events.models import ActivityFormat, ActivityKind, Series
from grants.models import Measure, Organisation, Project
from rules.schedule import Slot, slots_every, slots_in

REFUSED = ("no_activity_chosen", "too_many_activities", "activity_of_another_project")


class ActForm(EventsExplained, forms.Form):
    """A form whose second sending is recognised."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput({"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid.uuid4

    def act(self, *said: object) -> uuid.UUID:
        """Made of what the form says: sent changed (back button), it is another act. Only after is_valid()."""
        sent = sorted(item for item in cast(QueryDict, self.data).lists() if item[0] != "csrfmiddlewaretoken")
        return uuid.uuid5(self.cleaned_data["form"], repr((sent, said)))

    def hidden_twins(self) -> list[SafeString]:
        """Everything it says, to be carried through a page that asks for something else."""
        return [self[name].as_hidden() for name in self.fields]


class ManyForm(ActForm):
    """What all of them share, and where the days come from: pasted lines, or every so many days from a first one."""

    refusals: ClassVar[dict[str, str | None]] = {
        **dict.fromkeys(REFUSED),
        "measure_of_another_project": "measure",
        "series_without_title": "name",
    }
    source: ClassVar[tuple[str, ...]] = ("lines", "first_day", "every", "how_many")
    more: ClassVar[tuple[str, ...]] = (
        "measure", "format", "languages", "expected_number", "first_number", "name", "takes_registrations",
    )  # fmt: skip

    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), empty_label=_("Choose the project"))
    kind = KindField(ActivityKind.objects.none(), label=_("Kind"), empty_label=_("Choose the kind"))
    title = forms.CharField(
        label=_("Title"), max_length=490, help_text=_("Write {n} where the number stands: «Tolerance», lecture {n}.")
    )
    lines = forms.CharField(
        label=_("Days and places"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 6, "placeholder": "22.05.2025 09:00 Тараз сервис колледжі"}),
        help_text=_("One line for each activity: day, time, place. Paste it as you have it."),
    )
    first_day = forms.DateField(label=_("First day"), required=False, widget=DayInput())
    every = forms.IntegerField(
        label=_("Every how many days"), required=False, min_value=1, max_value=366, widget=forms.NumberInput(NUMERIC)
    )
    how_many = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=MOST, widget=forms.NumberInput(NUMERIC)
    )
    starts_at = forms.TimeField(
        label=_("Time"), required=False, widget=TimeInput(), help_text=_("For lines that have none.")
    )
    venue = forms.CharField(label=_("Venue"), required=False, max_length=300, help_text=_("For lines that have none."))
    town = forms.CharField(label=_("Town or district"), required=False, max_length=120)
    measure = MeasureField(
        Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("Not tied to a measure")
    )
    format = forms.ChoiceField(
        label=_("Form"),
        choices=ActivityFormat.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=ActivityFormat.OFFLINE,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    expected_number = forms.IntegerField(
        label=_("Expected number at each"),
        required=False,
        min_value=0,
        max_value=LARGEST_NUMBER,
        widget=forms.NumberInput(NUMERIC),
    )
    first_number = forms.IntegerField(
        label=_("Number of the first one"),
        required=False,
        min_value=1,
        max_value=32_000,
        widget=forms.NumberInput(NUMERIC),
        help_text=_("Empty: on from the last one of the series."),
    )
    name = forms.CharField(
        label=_("Name of the series"), required=False, max_length=300, help_text=_("Empty: the title without {n}.")
    )
    takes_registrations = forms.BooleanField(label=_("People may register ahead by one link"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, series: Series | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        measures = Measure.objects.of(organisation).select_related("project").order_by("project__ref", "pk")
        self.fields["kind"].queryset = ActivityKind.objects.offered_to(organisation)  # type: ignore[attr-defined]
        self.fields["project"].queryset = Project.objects.of(organisation)  # type: ignore[attr-defined]
        if series:
            del self.fields["project"], self.fields["name"]
            measures = measures.filter(project=series.project_id)
        self.fields["measure"].queryset = measures  # type: ignore[attr-defined]

    def clean_first_day(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["first_day"])

    def clean(self) -> dict[str, Any]:
        """The measure is one of the project, and some days are said."""
        data = super().clean() or {}
        project, measure = self.chosen_project, data.get("measure")
        if project and measure and measure.project_id != project.pk:
            self.add_error("measure", _("This measure belongs to another project. Choose one of this project."))
        written = [line for line in data.get("lines", "").splitlines() if line.strip()]
        if len(written) > MOST:
            self.add_error(
                "lines", _("At most %(most)s activities are made at once. Make the rest afterwards.") % {"most": MOST}
            )
        if not written and not data.get("first_day") and not set(self.errors) & set(self.source):
            self.add_error("lines", _("Write at least one line, or a first day below."))
        return data

    @property
    def chosen_project(self) -> Project | None:
        """The chosen one, or the series'."""
        return self.series.project if self.series else self.cleaned_data.get("project")

    def slots(self) -> list[Slot]:
        """The days as they were written, before anybody has corrected them. Only after is_valid()."""
        data, project = self.cleaned_data, self.chosen_project
        assert project
        found = slots_in(data["lines"], first=project.starts_on, last=project.ends_on, year=timezone.localdate().year)
        if not found:
            found = slots_every(data["first_day"], days=data["every"] or 7, number=data["how_many"] or 1)
        return [Slot(slot.day, slot.starts_at or data["starts_at"], slot.place or data["venue"]) for slot in found]

    def details(self) -> dict[str, Any]:
        """What `make_activities` takes. Only after is_valid()."""
        left_out = {"form", "project", "venue", "starts_at", *self.source}
        details = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        details["format"] = details["format"] or ActivityFormat.OFFLINE
        return details

    @property
    def folded(self) -> list[forms.BoundField]:
        """What may wait."""
        return [self[name] for name in self.more if name in self.fields]

    @property
    def folded_has_errors(self) -> bool:
        """Whether something folded must be mended."""
        return any(name in self.errors for name in self.more)

    @property
    def has_number(self) -> bool:
        """Whether the titles will differ."""
        return NUMBER in str(self["title"].value() or "")


class SlotForm(forms.Form):
    """One activity of many: its day, time and venue, to be corrected before it is made."""

    use_required_attribute = False

    original = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    starts_on = forms.DateField(label=_("Date"), required=False, widget=DayInput())
    starts_at = forms.TimeField(label=_("Time"), required=False, widget=TimeInput())
    venue = forms.CharField(label=_("Venue"), required=False, max_length=300)
    left_out = forms.BooleanField(label=_("Leave this one out"), required=False)

    def clean_starts_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["starts_on"])

    def has_changed(self) -> bool:
        """Every row is looked at."""
        return True

    def clean(self) -> dict[str, Any]:
        """A day, unless it is left out."""
        data = super().clean() or {}
        if not data.get("left_out") and not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Write the day, or leave this one out."))
        return data

    @property
    def is_in(self) -> bool:
        """Whether it will be made."""
        return not self["left_out"].value()

    def place(self) -> Place:
        """Only after is_valid()."""
        data = self.cleaned_data
        return Place(data["starts_on"], data["starts_at"], data["venue"])


SlotFormSet = forms.formset_factory(SlotForm, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True)


class CopyForm(ActForm):
    """Where a series is copied to: project, measure, title, the day of its first activity."""

    refusals: ClassVar[dict[str, str | None]] = {
        **dict.fromkeys(REFUSED),
        "measure_of_another_project": "measure",
        "series_without_title": "title",
    }

    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"))
    measure = MeasureField(
        Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("Not tied to a measure")
    )
    title = forms.CharField(label=_("Name of the series"), max_length=300)
    first_day = forms.DateField(
        label=_("Day of the first one"), widget=DayInput(), help_text=_("The others keep their distance from it.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = Measure.objects.of(organisation).select_related("project").order_by("project__ref", "pk")
        self.fields["project"].queryset = Project.objects.of(organisation)  # type: ignore[attr-defined]
        self.fields["measure"].queryset = measures  # type: ignore[attr-defined]

    def clean_first_day(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["first_day"])

    def clean(self) -> dict[str, Any]:
        """The measure is one of the project."""
        data = super().clean() or {}
        project, measure = data.get("project"), data.get("measure")
        if project and measure and measure.project_id != project.pk:
            self.add_error("measure", _("This measure belongs to another project. Choose one of this project."))
        return data


class MoveForm(ActForm):
    """By how many days."""

    refusals: ClassVar[dict[str, str | None]] = {
        **dict.fromkeys(REFUSED),
        "day_impossible": "days",
        "date_before_birth": "days",
    }

    days = forms.IntegerField(
        label=_("By how many days"),
        min_value=-3650,
        max_value=3650,
        widget=forms.NumberInput({"autocomplete": "off"}),
        help_text=_("7 is a week later, -1 a day earlier."),
    )

    def clean_days(self) -> int:
        """By none is no move."""
        days: int = self.cleaned_data["days"]
        if days == 0:
            raise forms.ValidationError(_("Write a number of days other than 0."))
        return days


class CancelSeveralForm(EventsExplained, forms.Form):
    """One reason for all."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {**dict.fromkeys(REFUSED), "reason_missing": "reason"}

    reason = forms.CharField(label=_("Reason"), max_length=300)
