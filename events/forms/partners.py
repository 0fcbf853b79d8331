"""Forms of partners, of their part in an activity or project, and of memoranda."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.actions.partners import InvolvementLine, MemorandumFacts, PartnerFacts
from events.forms.activities import DayInput, possible_day
from events.forms.explained import EventsExplained
from events.models import Activity, Memorandum, PartnerRole
from grants.models import Measure, Partner, Project

# The list that templates/events/partner_names.html writes: known names are offered, a new one can be typed.
NAMES_LIST = "partner-names"


class PartnerForm(EventsExplained, forms.ModelForm):
    """What is known of a partner."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {"partner_name_taken": "name"}

    class Meta:
        model = Partner
        fields = ["name", "head_name", "contact", "address", "is_foreign"]
        help_texts = {"name": _("In full, as reports print it.")}

    def validate_unique(self) -> None:
        """The action tells of a taken name, also of one that is capitalised otherwise."""

    def facts(self) -> PartnerFacts:
        """What was entered. Only after is_valid()."""
        return PartnerFacts(**self.cleaned_data)


class InvolvementForm(forms.Form):
    """One organisation's part. A row without a name is left out."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"list": NAMES_LIST, "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("partner", "Role"), choices=PartnerRole.choices, initial=PartnerRole.PARTNER, required=False
    )
    gave = forms.CharField(label=_("What it gave"), max_length=500, required=False)

    def has_changed(self) -> bool:
        """A row that says what is stored meanwhile is a row all the same."""
        return True

    def clean(self) -> dict[str, Any]:
        """What was given was given by somebody."""
        data = super().clean() or {}
        if data.get("gave") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the organisation's name."))
        return data


InvolvementFormSet = forms.formset_factory(InvolvementForm, extra=2, max_num=30, absolute_max=30, validate_max=True)


def involvement_lines(formset: Any) -> list[InvolvementLine]:
    """The rows that were filled in. Only after is_valid()."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("name"))
    return [InvolvementLine(row["name"], row["role"] or PartnerRole.PARTNER, row["gave"]) for row in rows]


class ActivityChoice(forms.ModelChoiceField):
    """An activity by its short code and title."""

    def label_from_instance(self, obj: Model) -> str:
        """Long titles would make the list wider than a phone."""
        return str(obj)[:90]


class MemorandumForm(EventsExplained, forms.Form):
    """A memorandum of one project."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {
        "memorandum_taken": "number",
        "measure_of_another_project": "measure",
        "activity_of_another_project": "activity",
    }

    partner = forms.CharField(
        label=pgettext_lazy("memorandum", "With whom"),
        max_length=300,
        widget=forms.TextInput({"list": NAMES_LIST, "autocomplete": "off"}),
        help_text=_("Choose a partner or write a new name."),
    )
    signed_on = forms.DateField(label=_("Signed on"), required=False, widget=DayInput())
    number = forms.CharField(label=pgettext_lazy("memorandum", "Number"), max_length=60, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=500, required=False)
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("Not tied to a measure")
    )
    activity = ActivityChoice(
        Activity.objects.none(), label=_("Signed at"), required=False, empty_label=_("At no activity")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = project.measures.all()  # type: ignore[attr-defined]
        self.fields["activity"].queryset = project.activities.all()  # type: ignore[attr-defined]

    def clean_signed_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["signed_on"])

    def facts(self) -> MemorandumFacts:
        """What was entered. Only after is_valid()."""
        return MemorandumFacts(**self.cleaned_data)


def memorandum_initial(memorandum: Memorandum) -> dict[str, object]:
    """What the form of a stored memorandum begins with."""
    names = ("signed_on", "number", "subject", "measure", "activity")
    return {"partner": memorandum.partner.name, **{name: getattr(memorandum, name) for name in names}}
