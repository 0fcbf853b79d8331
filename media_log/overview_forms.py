"""What the list of publications can be limited to, as its address says it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.models import Activity
from grants.models import Measure, Organisation, Project
from media_log.labels import PLATFORM_LABELS, Label
from media_log.models import Page, PostKind, PostLanguage
from media_log.queries.chosen import FEWER, GONE, MANY, NO, NONE, READ, SEVERAL, UNKNOWN, YES, PostFilter

PAID_LABELS: dict[str, Label] = {
    YES: gettext_lazy("Paid"),
    NO: gettext_lazy("Free"),
    UNKNOWN: gettext_lazy("Not said whether paid"),
}
FOLLOWERS_LABELS: dict[str, Label] = {
    MANY: gettext_lazy("Page of 20 000 followers or more"),
    FEWER: gettext_lazy("Page of fewer than 20 000 followers"),
    UNKNOWN: gettext_lazy("Followers not read"),
}
VIEWS_LABELS: dict[str, Label] = {
    MANY: gettext_lazy("10 000 views or more"),
    FEWER: gettext_lazy("Fewer than 10 000 views"),
    READ: gettext_lazy("Views read"),
    UNKNOWN: gettext_lazy("Views not read"),
}
LANGUAGE_LABELS: dict[str, Label] = {**dict(PostLanguage.choices), UNKNOWN: gettext_lazy("Language not stated")}
STATE_LABELS: dict[str, Label] = {GONE: gettext_lazy("No longer there")}
SEVERAL_ACTIVITIES = gettext_lazy("Several activities")
WHOLE_PROJECT = gettext_lazy("The project as a whole")
SEVERAL_PROJECTS = gettext_lazy("Several projects")
NO_PROJECT = gettext_lazy("No project")
DATE_UNKNOWN = pgettext_lazy("publication", "Date unknown")
_HIDDEN = forms.HiddenInput()


def month_words(year: int, month: int) -> str:
    """Such as "September 2025", in the reader's language."""
    return capfirst(date_format(date(year, month, 1), "F Y"))


def _choices(labels: dict[str, Label], *, all_of_them: Label = "—") -> list[tuple[str, Label]]:
    return [("", all_of_them), *labels.items()]


class PostFilterForm(forms.Form):
    """Which publications are listed. A value that means nothing limits nothing, and is told."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    project = forms.ModelChoiceField(
        Project.objects.none(),
        label=gettext_lazy("Project"),
        required=False,
        to_field_name="ref",
        empty_label=gettext_lazy("All projects"),
    )
    platform = forms.ChoiceField(label=gettext_lazy("Platform"), required=False, choices=_choices(PLATFORM_LABELS))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=_choices(dict(PostKind.choices)))
    month = forms.CharField(
        label=gettext_lazy("Month"), required=False, widget=forms.TextInput(attrs={"type": "month"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=_choices(LANGUAGE_LABELS))
    paid = forms.ChoiceField(label=gettext_lazy("Paid or free"), required=False, choices=_choices(PAID_LABELS))
    followers = forms.ChoiceField(label=gettext_lazy("Page"), required=False, choices=_choices(FOLLOWERS_LABELS))
    views = forms.ChoiceField(label=gettext_lazy("Views"), required=False, choices=_choices(VIEWS_LABELS))
    state = forms.ChoiceField(label=gettext_lazy("Link"), required=False, choices=_choices(STATE_LABELS))
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=_HIDDEN)
    activity = forms.CharField(required=False, max_length=40, widget=_HIDDEN)
    only = forms.CharField(required=False, max_length=40, widget=_HIDDEN)
    measure = forms.ModelChoiceField(Measure.objects.none(), required=False, widget=_HIDDEN)
    outlet = forms.ModelChoiceField(Page.objects.none(), required=False, widget=_HIDDEN)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisation = organisation
        own: dict[str, QuerySet[Any]] = {
            "project": Project.objects.of(organisation),
            "measure": Measure.objects.of(organisation).select_related("project"),
            "outlet": Page.objects.of(organisation),
        }
        for name, rows in own.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if self.data.get("month") == UNKNOWN:
            self.fields["month"].widget = forms.HiddenInput()

    def clean_month(self) -> tuple[int, int] | str | None:
        """(year, month), or UNKNOWN."""
        text = self.cleaned_data["month"]
        if not text or text == UNKNOWN:
            return text or None
        found = re.fullmatch(r"((?!0000)[0-9]{4})-(0[1-9]|1[0-2])", text)
        if not found:
            raise forms.ValidationError(_("Not a month."))
        return int(found[1]), int(found[2])

    def clean_activity(self) -> Activity | str | None:
        """An activity of the organisation, SEVERAL, or NONE."""
        ref = self.cleaned_data["activity"]
        if ref in {"", SEVERAL, NONE}:
            return ref or None
        activities = Activity.objects.of(self._organisation).select_related("project")
        return self._known(activities.filter(ref=ref).first())

    def clean_only(self) -> Project | str | None:
        """A project of the organisation, SEVERAL, or NONE."""
        ref = self.cleaned_data["only"]
        if ref in {"", SEVERAL, NONE}:
            return ref or None
        return self._known(Project.objects.of(self._organisation).filter(ref=ref).first())

    def clean(self) -> None:
        """ "At several activities" is said of a project."""
        if isinstance(self.cleaned_data.get("activity"), str) and not self.cleaned_data.get("project"):
            self.add_error("activity", _("Choose a project."))

    @staticmethod
    def _known(row: Any) -> Any:
        if row is None:
            raise forms.ValidationError(_("There is no such activity or project."))
        return row

    @property
    def chosen(self) -> PostFilter:
        """What it comes to, of a form that was validated."""
        data = {name: value for name, value in self.cleaned_data.items() if value}
        named = {"text": data.pop("q", ""), "page": data.pop("outlet", None)}
        return PostFilter(**named, **data)

    @property
    def params(self) -> dict[str, str]:
        """What of the address means something, in the order of the fields."""
        return {name: self.data[name] for name in self.fields if self.cleaned_data.get(name)}

    @property
    def query(self) -> str:
        """The same as an address has it."""
        return urlencode(self.params)

    @property
    def extra(self) -> list[tuple[str, str]]:
        """What no visible field says: goes along when the form is sent again."""
        hidden = (name for name in self.params if self.fields[name].widget.is_hidden)
        return [(name, self.params[name]) for name in hidden]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each limit in words, with the query that is left without it."""
        return [
            (self._words(name), urlencode({other: value for other, value in self.params.items() if other != name}))
            for name in self.params
        ]

    def _words(self, name: str) -> str:
        value = self.cleaned_data[name]
        if name == "q":
            return f"«{value}»"
        if name == "day":
            return date_format(value, "d.m.Y")
        if name == "month":
            return str(DATE_UNKNOWN) if value == UNKNOWN else month_words(*value)
        if name in {"activity", "only"}:
            return _place_words(name, value)
        if isinstance(value, str):
            labels: dict[str, Any] = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            return capfirst(str(labels[value]))
        return str(value.ref if isinstance(value, Project) else value)


def _place_words(name: str, place: Activity | Project | str) -> str:
    if name == "activity":
        words = {SEVERAL: SEVERAL_ACTIVITIES, NONE: WHOLE_PROJECT}
        return str(words[place]) if isinstance(place, str) else _("Only %(place)s") % {"place": place.ref}
    words = {SEVERAL: SEVERAL_PROJECTS, NONE: NO_PROJECT}
    return str(words[place]) if isinstance(place, str) else _("Only %(place)s") % {"place": place.ref}
