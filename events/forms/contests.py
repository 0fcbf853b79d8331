"""Forms of a contest: its rules, nominations and jury; an entry; the results."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.actions.contests import ContestFacts, EntryFacts, JuryLine, NominationLine
from events.forms.activities import LONGEST_TEXT, DayInput, possible_day
from events.forms.explained import EventsExplained
from events.models import Contest, ContestEntry, NameConsent, Nomination
from rules.ages import OLDEST

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


def _age(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=OLDEST, widget=forms.NumberInput(NUMERIC), **more
    )


class ContestForm(EventsExplained, forms.Form):
    """Rules, age limits, the last day for entries."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = dict.fromkeys(
        ("nomination_in_use", "nomination_twice", "jury_without_consent", "jury_twice")
    )

    entries_until = forms.DateField(label=_("Entries until"), required=False, widget=DayInput())
    youngest = _age(_("Youngest age"))
    oldest = _age(_("Oldest age"))
    rules_text = forms.CharField(
        label=_("Rules"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 5})
    )

    def clean_entries_until(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["entries_until"])

    def clean(self) -> dict[str, Any]:
        """The limits are in order."""
        data = super().clean() or {}
        youngest, oldest = data.get("youngest"), data.get("oldest")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("oldest", _("The oldest age is below the youngest."))
        return data

    def facts(self) -> ContestFacts:
        """What was entered. Only after is_valid()."""
        return ContestFacts(**self.cleaned_data)


class NominationForm(forms.Form):
    """One nomination. Emptied, it is deleted."""

    use_required_attribute = False

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Nomination"), max_length=200, required=False)

    def has_changed(self) -> bool:
        """An emptied row is looked at too."""
        return True


class JuryForm(forms.Form):
    """One member of the jury. An empty row is left out."""

    use_required_attribute = False

    name = forms.CharField(label=_("First name and surname"), max_length=200, required=False)
    post = forms.CharField(label=pgettext_lazy("speaker", "Post"), max_length=300, required=False)
    is_chair = forms.BooleanField(label=_("Chairs the jury"), required=False)
    has_consented = forms.BooleanField(label=_("Agreed to be named"), required=False)

    def has_changed(self) -> bool:
        """A row that says what is stored meanwhile is a row all the same."""
        return True

    def clean(self) -> dict[str, Any]:
        """A name with consent, or none at all."""
        data = super().clean() or {}
        if data.get("name") and not data.get("has_consented"):
            self.add_error("has_consented", _("The name is kept only with consent. Tick it, or empty the row."))
        if data.get("post") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name."))
        return data


NominationFormSet = forms.formset_factory(NominationForm, extra=2, max_num=40, absolute_max=40, validate_max=True)
JuryFormSet = forms.formset_factory(JuryForm, extra=2, max_num=20, absolute_max=20, validate_max=True)


def nomination_lines(formset: Any) -> list[NominationLine]:
    """The rows with a title. Only after is_valid()."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("title"))
    return [NominationLine(" ".join(row["title"].split()), row["pk"]) for row in rows]


def jury_lines(formset: Any) -> list[JuryLine]:
    """The rows with a name. Only after is_valid()."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("name"))
    return [JuryLine(**row) for row in rows]


class EntryForm(EventsExplained, forms.Form):
    """A work; `form` makes a second tap a replay."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {
        "name_without_consent": "name_consent",
        "guardian_needed": "name_consent",
        "age_for_consent": "author_age",
        "nomination_of_another_contest": "nomination",
    }

    form = forms.UUIDField(widget=forms.HiddenInput({"autocomplete": "off"}))
    title = forms.CharField(label=_("Title of the work"), max_length=300, required=False)
    nomination = forms.ModelChoiceField(
        Nomination.objects.none(), label=_("Nomination"), required=False, empty_label=_("None")
    )
    author_age = _age(_("Author's age"))
    from_where = forms.CharField(label=_("School or organisation"), max_length=300, required=False)
    author_name = forms.CharField(
        label=_("Author's name"),
        max_length=200,
        required=False,
        help_text=_("Only with consent to keep and print it. Without it the entry has a number and an age."),
        show_hidden_initial=True,
    )
    name_consent = forms.ChoiceField(
        label=_("Consent to the name"),
        choices=NameConsent.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=NameConsent.NONE,
    )

    def __init__(self, *args: Any, contest: Contest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid.uuid4
        self.fields["nomination"].queryset = contest.nominations.all()  # type: ignore[attr-defined]
        if not self.fields["nomination"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["nomination"]

    def clean(self) -> dict[str, Any]:
        """Something must be said of a work."""
        data = super().clean() or {}
        said = (data.get(name) for name in ("title", "author_name", "from_where", "author_age", "nomination"))
        if not self.errors and all(value in (None, "") for value in said):
            self.add_error("title", _("Write at least one thing about the entry."))
        return data

    def act(self) -> uuid.UUID:
        """Made of what the form says: another work in the same form (back button) is another entry. Only after
        is_valid()."""
        return uuid.uuid5(self.cleaned_data["form"], repr(self.facts()))

    def facts(self) -> EntryFacts:
        """What was entered. Only after is_valid()."""
        data = dict(self.cleaned_data)
        del data["form"]
        data["name_consent"] = data["name_consent"] or NameConsent.NONE
        return EntryFacts(**data)


def entry_initial(entry: ContestEntry) -> dict[str, object]:
    """What the form of a stored entry begins with."""
    names = ("title", "nomination", "author_age", "from_where", "author_name", "name_consent")
    return {name: getattr(entry, name) for name in names}


class ResultForm(forms.Form):
    """Place and prize of one entry, which stands in `entry`."""

    use_required_attribute = False

    place = forms.TypedChoiceField(
        label=_("Place"),
        choices=[("", "—"), (1, "1"), (2, "2"), (3, "3")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    prize = forms.CharField(label=_("Diploma or prize"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, entry: ContestEntry) -> None:
        super().__init__(data, initial={"place": entry.place, "prize": entry.prize}, prefix=f"entry{entry.pk}")
        self.entry = entry
