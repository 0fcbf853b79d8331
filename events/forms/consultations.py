"""The register's forms: an entry, its correction, undoing it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from events.actions.consultations import MOST_AT_ONCE, Entry
from events.actions.private import refuse_numbers_of_people
from events.actions.subjects import LONGEST_NAME
from events.forms.activities import DayInput, TimeInput
from events.forms.check_in_settings import YEARS
from events.forms.people import ReasonForm
from events.labels import AGE_LABELS, GENDER_CHOICES
from events.models import Activity, Channel, ClientUnit, Consultation, Subject
from events.models.consultations import LONGEST_MINUTES
from events.queries.consultations import subjects_offered
from events.refusals import words_of
from rules.codes import AGE_BANDS, NOT_STATED, OUTSIDE
from rules.errors import AppError
from rules.kinds import client_units

LARGEST_FAMILY = 50
# A refusal and the field it is told beside; None: above the form.
FIELD_OF: dict[str, str | None] = {
    "consultation_unit_unfit": "unit",
    "consultation_in_future": "held_on",
    "consultation_people_of_family": "people",
    "consultation_undone": None,
    "act_of_another_session": None,
    "already_voided": None,
}
_NOT_STATED = [("", _("Not stated"))]
BAND_CHOICES = [*_NOT_STATED, (OUTSIDE, _("Under 13")), *[(code, AGE_LABELS[code]) for code in AGE_BANDS]]


def _capital(choices: Any) -> list[tuple[str, Any]]:
    return [(code, capfirst(label)) for code, label in choices]


def _number(label: Any, most: int, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **kwargs,
    )


class SubjectField(forms.ModelChoiceField):
    """A subject of the organisation's list."""

    def __init__(self) -> None:
        super().__init__(Subject.objects.none(), label=_("Subject"), required=False, empty_label=_("Not stated"))


class EntryForm(forms.Form):
    """An entry of an activity's register. `form` makes a second tap a replay."""

    use_required_attribute = False
    # Stay as they were for the next entry; the page folds them after the first one.
    kept_fields = ("held_on", "channel", "specialist")
    more_fields = ("held_at", "minutes", "gender", "band")

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    held_on = forms.DateField(
        label=_("Date"),
        widget=DayInput(),
        error_messages={"required": _("Write the day of the consultation.")},
        validators=[
            MinValueValidator(date(YEARS[0], 1, 1), _("This day is too long ago. Look at the year once more.")),
            MaxValueValidator(
                date(YEARS[1], 1, 1), _("This day or hour has not come yet. Look at the year once more.")
            ),
        ],
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("consultation", "How"),
        choices=_capital(Channel.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was: in person, by phone or otherwise.")},
    )
    specialist = forms.CharField(
        label=_("Specialist"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "specialists"}),
    )
    subject = SubjectField()
    new_subject = forms.CharField(
        label=_("New subject"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("It joins the list of subjects."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = forms.ChoiceField(
        label=_("Who was advised"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who was advised: a person, a family or an organisation.")},
    )
    people = _number(_("People in the family"), LARGEST_FAMILY)
    result = forms.CharField(
        label=_("Result"),
        required=False,
        max_length=500,
        help_text=_("No names, phone numbers or IIN: nobody may be recognised."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    held_at = forms.TimeField(label=_("Time"), required=False, widget=TimeInput())
    minutes = _number(_("Minutes"), LONGEST_MINUTES)
    gender = forms.ChoiceField(
        label=_("Gender"),
        required=False,
        choices=[*_NOT_STATED, *GENDER_CHOICES.items()],
        widget=forms.RadioSelect,
        initial="",
    )
    band = forms.ChoiceField(label=_("Age"), required=False, choices=BAND_CHOICES)

    def __init__(self, *args: Any, activity: Activity, kept: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["form"].initial = uuid.uuid4
        self.units = client_units(activity.count_unit)
        self._choices("unit", _capital((code, ClientUnit(code).label) for code in self.units))
        if len(self.units) == 1:
            self.fields["unit"].initial = self.units[0]
            self.fields["unit"].widget = forms.HiddenInput()
        if "family" not in self.units:
            del self.fields["people"]
        subject = self.fields["subject"]
        assert isinstance(subject, SubjectField)
        subject.queryset = subjects_offered(organisation=activity.organisation, kept=kept)

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_specialist(self) -> str:
        """No number of anybody."""
        return self._without_numbers("specialist")

    def clean_new_subject(self) -> str:
        """No number of anybody."""
        return self._without_numbers("new_subject")

    def clean_result(self) -> str:
        """No number of anybody."""
        return self._without_numbers("result")

    def _without_numbers(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        try:
            refuse_numbers_of_people(text)
        except AppError as refused:
            raise ValidationError(words_of(refused)) from None
        return text

    def entry(self) -> Entry:
        """What was typed. Only after is_valid()."""
        data = self.cleaned_data
        return Entry(
            held_on=data["held_on"],
            held_at=data["held_at"],
            channel=data["channel"],
            unit=data["unit"],
            people=data.get("people"),
            subject=data["subject"],
            new_subject=data["new_subject"],
            specialist=data["specialist"],
            result=data["result"],
            minutes=data["minutes"],
            gender=data["gender"] or NOT_STATED,
            band=data["band"],
        )

    def tell(self, refused: AppError) -> None:
        """Say a refusal beside its field. Raises it again where it is no matter of this form."""
        if refused.code not in FIELD_OF:
            raise refused
        self.add_error(FIELD_OF[refused.code], words_of(refused))

    @property
    def opens_kept(self) -> bool:
        """Whether the fields that stay the same need a look."""
        return any(name in self.errors for name in self.kept_fields)

    @property
    def opens_more(self) -> bool:
        """Whether one of the folded fields says something or is wrong."""
        return any(name in self.errors or self[name].value() for name in self.more_fields)


class NewEntryForm(EntryForm):
    """An entry, or several alike."""

    number = _number(
        _("How many alike"),
        MOST_AT_ONCE,
        help_text=_("Calls of a day known only as a number: write it here and that many entries are added."),
        error_messages={"max_value": _("At most %(limit_value)s entries can be added at once. Add the rest after it.")},
    )

    def how_many(self) -> int:
        """How many entries are wished. Only after is_valid()."""
        return int(self.cleaned_data["number"] or 1)


class CorrectionForm(EntryForm):
    """What an entry should have said, and why it is corrected."""

    reason = forms.CharField(
        label=_("Why is it corrected?"),
        max_length=300,
        error_messages={"required": _("Please write a reason: it stays beside the entry.")},
    )


def said(entry: Consultation) -> dict[str, Any]:
    """A correction form's first values."""
    row = entry.attendance
    names = ("held_on", "held_at", "channel", "unit", "people", "subject", "specialist", "result", "minutes")
    gender = row.gender if row.gender in GENDER_CHOICES else ""
    return {name: getattr(entry, name) for name in names} | {"gender": gender, "band": row.stated_band}


class UndoForm(ReasonForm):
    """Why an entry is undone; `all`: with everything that was entered at once with it."""

    USUAL = {"mistake": _("Entered by mistake"), "twice": _("Entered twice")}

    scope = forms.ChoiceField(
        label=_("What is undone"), choices=[("one", ""), ("all", "")], required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, alike: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual, scope = self.fields["usual"], self.fields["scope"]
        assert isinstance(usual, forms.ChoiceField)
        assert isinstance(scope, forms.ChoiceField)
        usual.choices = list(self.USUAL.items())
        if alike < 2:
            del self.fields["scope"]
            return
        everything = ngettext("The %(n)s entry added at once", "All %(n)s entries added at once", alike) % {"n": alike}
        scope.choices, scope.initial = [("all", everything), ("one", _("Only this one"))], "all"

    def wants_all(self) -> bool:
        """Whether all alike are undone. Only after is_valid()."""
        return self.cleaned_data.get("scope") == "all"
