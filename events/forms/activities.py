"""The form of an activity, its speakers, and the filter of the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Model
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.actions.activities import RESERVED_REFS, SpeakerLine
from events.forms.check_in_settings import CHECK_IN_FIELDS, YEARS, CheckInSettings
from events.models import Activity, ActivityKind
from grants.models import Measure, Organisation, Project

LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
# What fits into the database's column on every system.
LARGEST_NUMBER = 2_147_483_647
LONGEST_TEXT = 10_000


class DayInput(forms.DateInput):
    """The browser's own date field; it wants ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MeasureIterator(forms.models.ModelChoiceIterator):
    """Measures under the heading of their project."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        for project, measures in groupby(self.queryset, key=lambda measure: measure.project):
            yield (str(project), [self.choice(measure) for measure in measures])


class MeasureField(forms.ModelChoiceField):
    """A measure of any of the organisation's projects; the form checks that it is one of the chosen project."""

    iterator = MeasureIterator


class KindField(forms.ModelChoiceField):
    """A kind by its name in the reader's language."""

    def label_from_instance(self, obj: Model) -> str:
        """Kinds are written small; a list of choices begins with capitals."""
        return capfirst(str(obj))


# Written by several people over time.
TEXTS = ("goal", "outcome", "resolution", "guests")


class ActivityForm(CheckInSettings):
    """An activity. The first fields are enough; the page keeps the rest folded."""

    always_first: ClassVar[tuple[str, ...]] = (
        "project",
        "measure",
        "kind",
        "title",
        "starts_on",
        "starts_at",
        "venue",
    )

    kind = KindField(ActivityKind.objects.none(), label=_("Kind"), empty_label=_("Choose the kind"))
    measure = MeasureField(
        Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("Not tied to a measure")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    expected_number = forms.IntegerField(
        label=_("Expected number"), required=False, min_value=0, max_value=LARGEST_NUMBER
    )
    number_in_series = forms.IntegerField(
        label=_("Number in the series"),
        required=False,
        min_value=1,
        max_value=32_767,
        help_text=_("Which one it is of several, such as 3 for the third lecture."),
    )
    reported_count = forms.IntegerField(
        label=_("Number reported elsewhere"),
        required=False,
        min_value=0,
        max_value=LARGEST_NUMBER,
        help_text=_("Only compared with the count. People are counted on the activity's page."),
    )
    count_unit = forms.ChoiceField(
        label=_("Counted in"),
        required=False,
        help_text=_("Leave it to the kind unless you count something else here."),
    )

    class Meta:
        model = Activity
        fields = [
            "project",
            "kind",
            "title",
            "starts_on",
            "starts_at",
            "venue",
            "measure",
            "number_in_series",
            "topic",
            "format",
            "ends_on",
            "town",
            "address",
            "languages",
            "expected_number",
            "count_unit",
            "reported_count",
            "goal",
            "outcome",
            "resolution",
            "guests",
            *CHECK_IN_FIELDS,
            "ref",
        ]
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "starts_at": TimeInput(),
            "format": forms.RadioSelect,
            "ask_name": forms.RadioSelect,
            "ask_phone": forms.RadioSelect,
            "ask_signature": forms.RadioSelect,
            "goal": forms.Textarea({"rows": 3}),
            "outcome": forms.Textarea({"rows": 3}),
            "resolution": forms.Textarea({"rows": 4}),
            "guests": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "ends_on": _("Only if it takes more than one day."),
            "ref": _("Leave it empty and it gets the project's next number."),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["project"].queryset = Project.objects.of(organisation)  # type: ignore[attr-defined]
        self.fields["project"].empty_label = _("Choose the project")  # type: ignore[attr-defined]
        # A kind that is offered no longer stays where it is.
        kinds = ActivityKind.objects.offered_to(organisation) | ActivityKind.objects.usable_by(organisation).filter(
            pk=self.instance.kind_id
        )
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["measure"].queryset = (  # type: ignore[attr-defined]
            Measure.objects.of(organisation).select_related("project").order_by("project__ref", "pk")
        )
        self.fields["count_unit"].choices = [  # type: ignore[attr-defined]
            ("", _("As usual for the kind")),
            *Activity._meta.get_field("count_unit").choices,  # type: ignore[misc]
        ]
        self.fields["ref"].required = False
        for name in TEXTS:
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_TEXT))
            self.fields[name].show_hidden_initial = bool(self.instance.pk)
        self.fields["format"].required = False

    def clean_starts_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["starts_on"])

    def clean_ends_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["ends_on"])

    def clean_format(self) -> str:
        """Unanswered, it stays as it was."""
        return self.cleaned_data["format"] or self.instance.format

    def clean_ref(self) -> str:
        """Free within the organisation, and not a word of our own addresses."""
        ref: str = self.cleaned_data["ref"] or self.instance.ref
        if ref in RESERVED_REFS or (ref and not ref.strip(".")):
            raise ValidationError(_("This short code cannot be used. Choose another one or leave it empty."))
        if ref and Activity.objects.of(self.organisation).filter(ref=ref).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This short code is in use already. Choose another one or leave it empty."))
        return ref

    def clean(self) -> dict[str, Any]:
        """The measure is one of the project; the last day has a first one."""
        data = super().clean() or {}
        project, measure = data.get("project"), data.get("measure")
        if project and measure and measure.project_id != project.pk:
            self.add_error("measure", _("This measure belongs to another project. Choose one of this project."))
        if data.get("ends_on") and not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Write the first day too."))
            data["ends_on"] = None
        if data.get("kind") and not data.get("count_unit"):
            data["count_unit"] = data["kind"].unit
        for name in TEXTS if self.instance.pk else ():
            self._keep_both(name, data)
        return data

    def _keep_both(self, name: str, data: dict[str, Any]) -> None:
        """Somebody else may have written a text while this page was open. Left alone here, theirs stays; written by
        both, theirs is shown, and the next "Save" is meant."""
        shown, theirs = self.data.get(f"initial-{name}"), getattr(self.instance, name)
        if shown is None or name not in data or _plain(theirs) in {_plain(shown), _plain(data[name])}:
            return
        if _plain(data[name]) == _plain(shown):
            data[name] = theirs
            return
        sent = cast(QueryDict, self.data).copy()
        sent[f"initial-{name}"] = theirs
        self.data = sent
        words = _(
            "Somebody else has changed this text meanwhile. Take over what you need and save again. It says: %(text)s"
        )
        self.add_error(name, ValidationError(words, params={"text": theirs or "—"}))

    @property
    def first(self) -> list[forms.BoundField]:
        """What everyone fills in, and the resolution where the kind usually has one."""
        return [self[name] for name in self._first]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What may wait."""
        return [self[name] for name in self._rest]

    @property
    def rest_has_errors(self) -> bool:
        """Whether something folded must be mended."""
        return any(name in self.errors for name in self._rest)

    @property
    def _first(self) -> tuple[str, ...]:
        resolves = self.instance.kind_id and "resolution" in self.instance.kind.usual_evidence
        return (*self.always_first, "resolution") if resolves else self.always_first

    @property
    def _rest(self) -> list[str]:
        return [name for name in self.fields if name not in {*self._first, *CHECK_IN_FIELDS}]


def _plain(text: str) -> str:
    """Without what a browser changes on the way."""
    return "\n".join(text.strip().splitlines())


class SpeakerForm(forms.Form):
    """One speaker. An empty row is no speaker."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    post = forms.CharField(label=_("Post"), max_length=300, required=False)
    topic = forms.CharField(label=_("Own topic"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """A post or topic needs a name."""
        data = super().clean() or {}
        if (data.get("post") or data.get("topic")) and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the speaker's name."))
        return data


SpeakerFormSet = forms.formset_factory(SpeakerForm, extra=2, max_num=20, absolute_max=20, validate_max=True)


def speaker_lines(formset: Any) -> list[SpeakerLine]:
    """The rows that were filled in."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("name"))
    return [SpeakerLine(row["name"], row["post"], row["topic"]) for row in rows]


def possible_day(day: date | None) -> date | None:
    """The day, if its year can be meant. Raises ValidationError."""
    if day and not YEARS[0] <= day.year <= YEARS[1]:
        raise ValidationError(_("Check the year."))
    return day


class ActivityFilterForm(forms.Form):
    """What the list is limited to. A wrong value limits nothing."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, to_field_name="ref", empty_label=_("All projects")
    )
    kind = KindField(ActivityKind.objects.none(), label=_("Kind"), required=False, empty_label=_("All kinds"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.of(organisation)  # type: ignore[attr-defined]
        self.fields["kind"].queryset = ActivityKind.objects.usable_by(organisation)  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why an activity is not held."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
