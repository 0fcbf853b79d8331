"""The form of a note; which fields it has follows from its kind."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from events.forms.products import ActivityChoice
from events.forms.prose import Prose
from events.models import Activity, NameConsent, NoteKind, ProjectNote

LONGEST_NOTE = 20_000

_FIELDS: dict[str, tuple[str, ...]] = {
    NoteKind.GOAL: ("text",),
    NoteKind.RESULT: ("title", "text", "activity"),
    NoteKind.RISK: ("text", "mitigation", "activity"),
    NoteKind.SUCCESS_STORY: ("title", "text", "person_name", "name_consent", "activity"),
    NoteKind.RECOMMENDATION: ("text", "activity"),
}
_TEXT_LABELS = {
    NoteKind.GOAL: _("What was to be reached, and how far it was"),
    NoteKind.RESULT: _("What was reached"),
    NoteKind.RISK: _("What may hinder the project"),
    NoteKind.SUCCESS_STORY: _("What happened"),
    NoteKind.RECOMMENDATION: _("What you recommend"),
}


class NoteForm(forms.Form):
    """A note of one kind. `seen`: when the note was last changed as the person read it."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    text = Prose(longest=LONGEST_NOTE, rows=8)
    mitigation = Prose(label=_("What is done about it"), longest=LONGEST_NOTE, rows=4, required=False)
    person_name = forms.CharField(
        label=_("Who it is about"),
        help_text=_("Only with consent to the name. Otherwise leave it empty: the story stays anonymous."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name_consent = forms.ChoiceField(
        label=_("Who agreed to the name?"), choices=NameConsent.choices, required=False, widget=forms.RadioSelect
    )
    activity = ActivityChoice(
        Activity.objects.none(), label=_("At which activity?"), required=False, empty_label=_("At none")
    )

    def __init__(self, data: Any = None, *, note: ProjectNote) -> None:
        names = _FIELDS[note.kind]
        known: dict[str, Any] = {name: getattr(note, name) for name in names if name != "activity"}
        stored = note.changed_at.isoformat() if note.pk else ""
        super().__init__(data, initial={**known, "activity": note.activity_id, "seen": stored, "form": uuid.uuid4()})
        self.note = note
        for name in set(self.fields) - {"form", "seen", *names}:
            del self.fields[name]
        self.fields["text"].label = str(_TEXT_LABELS[NoteKind(note.kind)])
        if "activity" in self.fields:
            own = Activity.objects.filter(project=note.project).order_by("-starts_on", "-pk")
            self.fields["activity"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name stands with consent only."""
        data = super().clean() or {}
        consent = data.get("name_consent") or NameConsent.NONE
        if "person_name" in self.fields:
            if data.get("person_name") and consent == NameConsent.NONE and "name_consent" not in self.errors:
                words = _("Write a name only if the person, or a parent of a child, agreed. Otherwise leave it empty.")
                self.add_error("person_name", ValidationError(words))
            data["name_consent"] = consent if data.get("person_name") else NameConsent.NONE
        return data

    def values(self) -> dict[str, Any]:
        """The note's fields as entered. Only after is_valid()."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"form", "seen"}}

    def act(self) -> uuid.UUID:
        """Made of what the form says: other words in the same form (back button) are another note. Only after
        is_valid()."""
        return uuid.uuid5(self.cleaned_data["form"], repr(sorted(self.values().items())))

    def seen_at(self) -> datetime | None:
        """When the note was last changed as its reader saw it; None for a damaged form."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None
