"""The form of an organisation's own kind of activity."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events.actions.kinds import KindFacts
from events.forms.explained import EventsExplained
from events.labels import EVIDENCE_LABELS, FEATURE_LABELS
from events.models import ActivityKind, CountUnit
from rules.kinds import EVIDENCE_TYPES, FEATURES


class KindForm(EventsExplained, forms.Form):
    """Three names, what is counted, what is usual."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {"kind_name_taken": None}

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=80)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=CountUnit.choices, widget=forms.RadioSelect, initial=CountUnit.PEOPLE
    )
    gathers_people = forms.BooleanField(
        label=_("People come together at it"),
        help_text=_("Then a poster and a survey are reminded of. Not for work without a moment at which people meet."),
        required=False,
        initial=True,
    )
    usual_evidence = forms.MultipleChoiceField(
        label=_("Usual confirming documents"),
        choices=[(code, EVIDENCE_LABELS[code]) for code in EVIDENCE_TYPES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    features = forms.MultipleChoiceField(
        label=_("What its page shows besides people"),
        choices=[(code, FEATURE_LABELS[code]) for code in FEATURES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def facts(self) -> KindFacts:
        """What was entered. Only after is_valid()."""
        return KindFacts(**self.cleaned_data)


def kind_initial(kind: ActivityKind) -> dict[str, object]:
    """What the form of a stored kind begins with."""
    return {name: getattr(kind, name) for name in KindForm.base_fields}
