"""Forms of paper lists: a new list, and one of its rows typed by hand."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.actions.sheets import ROWS_AT_MOST
from events.facts import Facts
from events.forms.people import read_age, read_phone_number
from events.models import Activity, FieldSetting, Session
from events.queries.presence import fact_day, is_minor
from events.sheet_words import STATUS_KEYS
from rules.codes import NOT_STATED

# The keys of a gender: as written on paper in Kazakh, Russian and English, whatever the keyboard, or 1 and 2.
MALE_KEYS, FEMALE_KEYS = "1мmеe", "2жфfwә"
# A stroke or nothing: not written on the paper.
_NOTHING = "-–—0"
_KEY_OF_STATUS = {code: key for key, code in STATUS_KEYS.items()}
KEY_OF_GENDER = {"male": "1", "female": "2"}


class NewSheetForm(forms.Form):
    """A list to print."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=uuid.uuid4)
    session = forms.ModelChoiceField(label=_("Day or part"), queryset=Session.objects.none(), empty_label=None)
    rows = forms.IntegerField(label=_("Number of rows"), min_value=1, max_value=ROWS_AT_MOST, initial=40)
    with_names = forms.BooleanField(label=_("Print the names of those who registered"), required=False)

    def __init__(self, *args: Any, activity: Activity, registered: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = activity.sessions.order_by("number")
        chosen = self.fields["session"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = sessions
        chosen.label_from_instance = _session_in_words  # type: ignore[method-assign,assignment]
        if len(sessions) == 1:
            chosen.widget = forms.HiddenInput()
            chosen.initial = sessions[0].pk
        if not registered:
            del self.fields["with_names"]
        else:
            self.fields["with_names"].help_text = _("Registered: %(number)s") % {"number": registered}


def _session_in_words(session: Session) -> str:
    day = f"{session.held_on:%d.%m.%Y}" if session.held_on else ""
    title = session.title or str(_("session %(number)s") % {"number": session.number})
    return f"{title} · {day}" if day else title


def _key_field(label: Any, **attrs: str) -> forms.CharField:
    usual = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label=label, required=False, max_length=40, widget=forms.TextInput(attrs=usual | attrs))


class RowForm(forms.Form):
    """One line of a list, made for typing: everything is a text of a few keys, and Enter saves."""

    use_required_attribute = False

    row = forms.IntegerField(widget=forms.HiddenInput)
    gender = _key_field(_("Gender"))
    age = _key_field(_("Age"), inputmode="numeric")
    statuses = _key_field(_("Status, by number"), inputmode="numeric")
    who = forms.CharField(
        label=_("Name or short code"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    phone = _key_field(_("Phone"), inputmode="tel")
    guardian = forms.BooleanField(label=_("Under 18: a parent signed"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self._age: tuple[int | None, int | None] = (None, None)
        if activity.ask_phone == FieldSetting.OFF:
            del self.fields["phone"]

    def clean_gender(self) -> str:
        """A gender from its key; nothing and a stroke are "not stated"."""
        text = self.cleaned_data["gender"].strip().casefold()
        if not text or text in _NOTHING:
            return NOT_STATED
        if text[0] in MALE_KEYS:
            return "male"
        if text[0] in FEMALE_KEYS:
            return "female"
        raise ValidationError(_("Press 1 for a man, 2 for a woman, or leave it empty."))

    def clean_age(self) -> str:
        """Keeps what was read for `facts`; the field itself stays as typed."""
        text: str = self.cleaned_data["age"].strip()
        if text and text not in _NOTHING:
            if not (text.isascii() and text.isdigit()):
                raise ValidationError(_("Write the age or the year of birth in digits."))
            self._age = read_age(int(text[:6]), fact_day(self.activity))
        return text

    def clean_statuses(self) -> tuple[str, ...]:
        """Statuses from their numbers, in any order, with or without commas."""
        keys = [key for key in self.cleaned_data["statuses"] if key not in " ,.;-–—/"]
        unknown = [key for key in keys if key not in STATUS_KEYS]
        if unknown:
            raise ValidationError(_("There is no status with the number %(key)s."), params={"key": unknown[0]})
        return tuple(dict.fromkeys(STATUS_KEYS[key] for key in keys))

    def clean_who(self) -> str:
        """A name or a code on one line."""
        return " ".join(self.cleaned_data["who"].replace("\0", "").split())

    def clean_phone(self) -> str:
        """In its one spelling."""
        return read_phone_number(self.cleaned_data["phone"])

    def lacks_guardian(self) -> bool:
        """Adds an error where a name of somebody under 18 would be kept without a parent's signature."""
        if not is_minor(self.facts()) or self.cleaned_data["guardian"]:
            return False
        words = _("Under 18: tick that a parent signed, or leave the name out. The person is counted either way.")
        self.add_error("guardian", ValidationError(words))
        return True

    @property
    def is_blank(self) -> bool:
        """Nothing was typed at all: the row stays as it is."""
        return not any(self.data.get(name, "").strip() for name in ("gender", "age", "statuses", "who", "phone"))

    def facts(self) -> Facts:
        """What stands on the paper."""
        age, birth_year = self._age
        return Facts(self.cleaned_data["gender"], age, birth_year, self.cleaned_data["statuses"])


def row_initial(facts: Facts) -> dict[str, Any]:
    """A row's first values from known facts."""
    return {
        "gender": KEY_OF_GENDER.get(facts.gender, ""),
        "age": facts.birth_year or facts.age or "",
        "statuses": "".join(_KEY_OF_STATUS.get(status, "") for status in facts.statuses),
    }
