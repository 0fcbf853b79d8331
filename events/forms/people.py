"""Forms about people: at check-in on their own phone, and at the door with staff."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actions.check_in import Given
from events.consent import GUARDIAN, OWN_PHONE, WITH_STAFF, WORDINGS
from events.facts import Facts
from events.labels import GENDER_CHOICES, STATUS_CHOICES
from events.models import Activity, ConsentKind, FieldSetting, Person
from events.phone_numbers import normalise_phone
from events.queries.presence import age_on_or_none, fact_day, is_minor
from events.queries.represented import names_organisations, names_suggested
from rules.ages import OLDEST
from rules.codes import NOT_STATED

YOUNGEST = 5
EARLIEST_YEAR = 1905


def read_age(number: int, day: date) -> tuple[int, int | None]:
    """Age and, where that was written, year of birth. Raises ValidationError with words."""
    if YOUNGEST <= number <= OLDEST:
        return number, None
    this_year = timezone.localdate().year
    if EARLIEST_YEAR <= number <= this_year:
        age = age_on_or_none(day, number)
        if age is not None:
            return age, number
    raise ValidationError(
        _("Write your age in years, such as 19, or the year of birth with four digits, such as %(example)s."),
        params={"example": str(this_year - 19)},
    )


def read_phone_number(text: str) -> str:
    """A typed phone number in its one spelling; "" for none. Raises ValidationError with words."""
    number = normalise_phone(text.strip()) if text.strip() else ""
    if number is None:
        raise ValidationError(
            _("This is not a phone number. Write it like +7 700 000 00 00; other countries with their +.")
        )
    return number


class FactsForm(forms.Form):
    """Gender, age, statuses. Nothing of it is compulsory: what is not said is "not stated"."""

    use_required_attribute = False

    gender = forms.ChoiceField(
        label=_("Gender"), required=False, choices=list(GENDER_CHOICES.items()), widget=forms.RadioSelect
    )
    age = forms.IntegerField(
        label=_("Age or year of birth"),
        required=False,
        error_messages={"invalid": _("Write the age or the year of birth in digits.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    statuses = forms.MultipleChoiceField(
        label=_("Which of these are you?"),
        help_text=_("Several may be ticked."),
        required=False,
        choices=list(STATUS_CHOICES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self._age: tuple[int | None, int | None] = (None, None)

    def clean_age(self) -> int | None:
        """Keeps what was read for `facts`; the field itself stays as typed."""
        number: int | None = self.cleaned_data["age"]
        if number is not None:
            self._age = read_age(number, self.fact_day())
        return number

    def fact_day(self) -> date:
        """The day of which what is stated is true."""
        return fact_day(self.activity)

    def facts(self) -> Facts:
        """What was stated. Only after is_valid()."""
        age, birth_year = self._age
        gender = self.cleaned_data["gender"] or NOT_STATED
        return Facts(gender, age, birth_year, tuple(self.cleaned_data["statuses"]))


def initial_facts(facts: Facts) -> dict[str, Any]:
    """A form's first values from known facts."""
    gender = facts.gender if facts.gender in GENDER_CHOICES else ""
    return {"gender": gender, "age": facts.birth_year or facts.age, "statuses": facts.statuses}


class CheckInForm(FactsForm):
    """What a participant gives on their own phone, after consent."""

    wording = OWN_PHONE
    consent_missing = _("Tick this box, or press “Count me without my data” below.")
    guardian_missing = _(
        "You are under 18: a parent or legal representative must agree. Ask them, or press “Count me without my data”."
    )

    consent = forms.BooleanField(required=False)
    guardian = forms.BooleanField(required=False, help_text=_("Only if you are under 18:"))
    name = forms.CharField(
        label=_("First name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    photo = forms.BooleanField(required=False)
    field_order = ["consent", "gender", "age", "guardian", "statuses", "name", "phone", "photo"]

    def __init__(self, *args: Any, activity: Activity, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, activity=activity, **kwargs)
        self.person = person
        words = WORDINGS[self.wording]
        self.fields["consent"].label = str(words[ConsentKind.DATA])
        self.fields["photo"].label = str(words[ConsentKind.PHOTO])
        self.fields["guardian"].label = str(GUARDIAN[self.wording])
        self._ask("name", activity.ask_name)
        self._ask("phone", activity.ask_phone)

    def _ask(self, field: str, setting: str) -> None:
        if setting == FieldSetting.OFF:
            del self.fields[field]
        else:
            self.fields[field].required = setting == FieldSetting.REQUIRED

    def clean_phone(self) -> str:
        """In its one spelling."""
        return read_phone_number(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Data come in only with consent, of a guardian too where the person is under 18."""
        cleaned = super().clean() or {}
        if not cleaned.get("consent"):
            self.add_error("consent", ValidationError(self.consent_missing))
        stated = Facts(age=self._age[0], statuses=tuple(cleaned.get("statuses") or ()))
        if is_minor(stated) and cleaned.get("consent") and not cleaned.get("guardian"):
            self.add_error("guardian", ValidationError(self.guardian_missing))
        if is_minor(stated) and self.has_error("phone", "required"):
            del self.errors["phone"]  # a child comes without contact data
            cleaned["phone"] = ""
        return cleaned

    def given(self) -> Given:
        """What may be stored. Only after is_valid()."""
        facts = self.facts()
        return Given(
            facts=facts,
            name=" ".join(self.cleaned_data.get("name", "").split()),
            phone_number=self.cleaned_data.get("phone", ""),
            photo=self.cleaned_data["photo"],
            by_guardian=is_minor(facts) and self.cleaned_data["guardian"],
        )


class RepresentsForm(forms.Form):
    """For which organisation somebody came, where the activity's kind asks for it; the page offers the known names."""

    represents = forms.CharField(
        label=_("Came for (organisation)"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations-known", "autocomplete": "off"}),
    )

    def ask_for_organisation(self, activity: Activity) -> None:
        """Leave the field out where nobody comes for an organisation."""
        if not names_organisations(activity):
            del self.fields["represents"]

    def organisation_name(self) -> str:
        """What was written, also where the rest of the form is not needed."""
        return "" if "represents" not in self.fields else " ".join(str(self["represents"].value() or "").split())[:300]

    def organisations_known(self) -> list[str]:
        """Names to choose from."""
        activity: Activity = self.activity  # type: ignore[attr-defined]
        return names_suggested(organisation=activity.organisation) if "represents" in self.fields else []


class WalkInForm(RepresentsForm, CheckInForm):
    """The same, filled in by staff for somebody without a code."""

    wording = WITH_STAFF
    consent_missing = _("Ask the person and tick this box, or press “Count without data” below.")
    guardian_missing = _(
        "The person is under 18: a parent or legal representative must agree. Otherwise press “Count without data”."
    )

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, activity=activity, **kwargs)
        self.ask_for_organisation(activity)
        self.fields["guardian"].help_text = _("Only if the person is under 18:")
        self.fields["statuses"].label = _("Which of these is the person?")
        self.fields["form"].initial = uuid.uuid4
        for field in ("name", "phone"):
            if field in self.fields:
                self.fields[field].widget.attrs["autocomplete"] = "off"


class HandedForm(CheckInForm):
    """A participant's own form on a member's phone, given into their hands; `form` makes a second tap a replay."""

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, activity=activity, **kwargs)
        self.fields["form"].initial = uuid.uuid4
        for field in ("name", "phone"):
            if field in self.fields:
                # The phone is the staff's: what its owner once typed is nobody's business here.
                self.fields[field].widget.attrs["autocomplete"] = "off"


class EntryForm(forms.Form):
    """A scanned link or a typed short code, or a person found by name; `form` makes a second tap a replay."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    entry = forms.CharField(
        label=_("Short code"),
        help_text=_("Six letters and digits under the QR, such as A7-K3-92."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why an entry is undone: one of the usual reasons, or own words."""

    USUAL = {
        "mistake": _("Counted by mistake"),
        "other_person": _("It was another person"),
        "twice": _("The same person twice"),
        "absent": _("The person was not there"),
    }

    use_required_attribute = False

    usual = forms.ChoiceField(
        label=_("Reason"),
        choices=list(USUAL.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose or write a reason: it stays beside the entry.")},
    )
    words = forms.CharField(label=_("In your own words"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Own words are reason enough."""
        cleaned = super().clean() or {}
        if cleaned.get("words"):
            self.errors.pop("usual", None)
        return cleaned

    def reason(self) -> str:
        """The reason as it is stored. Only after is_valid()."""
        return str(self.cleaned_data["words"] or self.USUAL[self.cleaned_data["usual"]])


class RestoreForm(ReasonForm):
    """Why an undone entry is brought back."""

    USUAL = {
        "undone_by_mistake": _("Undone by mistake"),
        "was_there": _("The person was there after all"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = self.fields["usual"]
        assert isinstance(usual, forms.ChoiceField)
        usual.choices = list(self.USUAL.items())


class CorrectionForm(RepresentsForm, FactsForm):
    """Other facts for an entry, with a reason."""

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    reason = forms.CharField(label=_("Why is it corrected?"), max_length=300)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, activity=activity, **kwargs)
        self.ask_for_organisation(activity)
        self.fields["form"].initial = uuid.uuid4
        self.fields["statuses"].label = _("Which of these is the person?")
