"""Forms around the register: what its tables are limited to, the list of subjects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.actions.subjects import LONGEST_NAME
from events.models import Activity, Channel, ClientUnit, Subject
from events.queries.consultations import RegisterFilter, activities_with_register
from grants.models import Organisation, Project


def month_choices(months: list[date]) -> list[tuple[str, str]]:
    """The choices of a month, by what an address says of it."""
    return [(f"{month:%Y-%m}", capfirst(date_format(month, "YEAR_MONTH_FORMAT"))) for month in months]


class RegisterFilterForm(forms.Form):
    """What the register is limited to, as its page's addresses say it."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, to_field_name="ref", empty_label=_("All projects")
    )
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Activity"),
        required=False,
        to_field_name="ref",
        empty_label=_("All activities"),
    )
    month = forms.CharField(label=_("Month"), required=False, max_length=7, widget=forms.Select)
    channel = forms.ChoiceField(choices=Channel.choices, required=False)
    unit = forms.ChoiceField(choices=ClientUnit.choices, required=False)
    subject = forms.IntegerField(required=False, min_value=0, max_value=2**31)
    undone = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any], *, organisation: Organisation) -> None:
        super().__init__(data)
        self._set("project", Project.objects.of(organisation))
        self._set("activity", activities_with_register(organisation=organisation, beside=data.get("activity", "")))

    def _set(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset

    def offer_months(self, months: list[date]) -> None:
        """What the month's list offers."""
        widget = self.fields["month"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [("", _("All months")), *month_choices(months)]

    def clean_month(self) -> date | None:
        """Its first day."""
        text: str = self.cleaned_data["month"]
        try:
            return date.fromisoformat(f"{text}-01") if text else None
        except ValueError:
            raise ValidationError(_("Choose the month from the list.")) from None

    def chosen(self) -> RegisterFilter:
        """The filter. Only after is_valid()."""
        data = self.cleaned_data
        project, activity = data["project"], data["activity"]
        return RegisterFilter(
            project=project and project.ref,
            activity=activity and activity.ref,
            month=data["month"],
            channel=data["channel"] or None,
            unit=data["unit"] or None,
            subject=data["subject"],
            # An empty one is asked for by the figure of entries without a specialist.
            specialist=self.data["specialist"].replace("\0", "")[:120] if "specialist" in self.data else None,
            undone=data["undone"],
        )


class SubjectForm(forms.Form):
    """A subject's name."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name of the subject"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name for the subject.")},
    )


class MergeForm(forms.Form):
    """The subject that takes over another one's entries."""

    use_required_attribute = False

    into = forms.ModelChoiceField(
        Subject.objects.none(),
        label=_("Into which subject"),
        empty_label=_("Choose a subject"),
        error_messages={"required": _("Choose the subject that takes over the entries.")},
    )

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = Subject.objects.of(subject.organisation).exclude(pk=subject.pk)
